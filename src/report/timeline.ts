import type { KubeEvent } from '../api/index';
import type { Cluster } from '../cluster';
import { formatDuration } from '../duration';
import type { Fact } from '../kernel/index';
import { podRows } from '../observe/podRows';

interface Line {
  t: number;
  who: string;
  what: string;
}

/** Facts of the node that tell the story, in words. */
const TOLD: Readonly<Record<string, (detail: Fact['detail']) => string>> = {
  'container-started': (d) =>
    `container ${d['container']} started${Number(d['attempt']) > 0 ? ` (restart ${d['attempt']})` : ''}`,
  'container-exited': (d) => `container ${d['container']} ended with exit code ${d['exitCode']} (${d['reason']})`,
  'signal-sent': (d) => `${d['signal']} sent to container ${d['container']}`,
  'probe-verdict': (d) =>
    `${d['probe']} probe of container ${d['container']} has ${d['result'] === 'success' ? 'succeeded' : 'failed'} (${d['runs']} in a row)`,
  'hook-started': (d) => `hook ${d['hook']} of container ${d['container']} started`,
  'hook-ended': (d) =>
    `hook ${d['hook']} of container ${d['container']} ended${d['ok'] === false ? `: ${d['output']}` : ''}`,
};

/** What happened to pods between two virtual times, a line each, aligned: time, pod, what. */
export function renderTimeline(cluster: Cluster, options: { sinceMs?: number; lastLines?: number } = {}): string {
  const lines = linesOf(cluster, options.sinceMs ?? 0);
  const shown = options.lastLines === undefined ? lines : lines.slice(-options.lastLines);
  const times = shown.map((line) => formatDuration(line.t));
  const timeWidth = Math.max(0, ...times.map((text) => text.length));
  const whoWidth = Math.max(0, ...shown.map((line) => line.who.length));
  return shown
    .map((line, i) => `${(times[i] as string).padStart(timeWidth)}  ${line.who.padEnd(whoWidth)}  ${line.what}`)
    .join('\n');
}

function linesOf(cluster: Cluster, sinceMs: number): Line[] {
  const lines: Line[] = podRows(cluster, sinceMs).map((row) => ({
    t: row.t,
    who: row.name,
    what:
      row.type === 'DELETED'
        ? 'is gone'
        : `${row.ready} ${row.status}${row.restarts === '0' ? '' : `, restarts ${row.restarts}`}`,
  }));
  for (const fact of cluster.journal.all()) {
    if (fact.t < sinceMs) continue;
    const told = TOLD[fact.type];
    if (told) {
      const what = told(fact.detail) + inBrackets(fact);
      lines.push({ t: fact.t - sinceMs, who: fact.object.split('/')[2] ?? '', what });
    } else if (isWarning(fact)) lines.push(warningLine(fact, cluster.journal.at(fact.cause), sinceMs));
  }
  return lines
    .map((line, i) => ({ line, i }))
    .sort((a, b) => a.line.t - b.line.t || a.i - b.i)
    .map(({ line }) => line);
}

/** An Event that goes when its hour is over has nothing to say. */
function isWarning(fact: Fact): boolean {
  return (
    fact.type === 'api-write' &&
    fact.object.startsWith('Event/') &&
    fact.detail['verb'] !== 'removed' &&
    (fact.detail['object'] as KubeEvent).type === 'Warning'
  );
}

/** ` [back-off/doubles]`: the rule that acted; `podwright explain back-off/doubles` tells what it says. */
function inBrackets(fact: Fact | undefined): string {
  return fact?.detail['rule'] ? ` [${fact.detail['rule']}]` : '';
}

/** @param cause what was recorded before the event, such as the refusal that it speaks of */
function warningLine(fact: Fact, cause: Fact | undefined, sinceMs: number): Line {
  const event = fact.detail['object'] as KubeEvent;
  const count = event.count && event.count > 1 ? ` (x${event.count})` : '';
  return {
    t: fact.t - sinceMs,
    who: event.involvedObject.name ?? '',
    what: `${event.reason}: ${event.message?.trimEnd() ?? ''}${count}${inBrackets(cause)}`,
  };
}
