import pc from 'picocolors';
import { formatDuration } from '../../duration';
import type { PlayResult } from './play';

/** The stable contract of `--output json`. */
export function renderJson(result: PlayResult): string {
  const { digest, durationMs, watch, events, commands } = result;
  return `${JSON.stringify({ digest, durationMs, watch, events: events.map(({ namespace: _, ...event }) => event), commands }, null, 1)}\n`;
}

/** What a person reads: rows of `kubectl get pods -w`, commands at their time, then the events. */
export function renderTable(result: PlayResult): string {
  return [watchTable(result), eventTable(result), pc.dim(`digest ${result.digest}`), ''].join('\n');
}

function watchTable({ watch, commands }: PlayResult): string {
  const manyNamespaces = new Set(watch.map((row) => row.namespace)).size > 1;
  const head = ['TIME', ...(manyNamespaces ? ['NAMESPACE'] : []), 'NAME', 'READY', 'STATUS', 'RESTARTS'];
  const rows = watch.map((row) => ({
    t: row.t,
    cells: [
      time(row.t),
      ...(manyNamespaces ? [row.namespace] : []),
      row.name,
      row.ready,
      row.type === 'DELETED' ? `${row.status} (gone)` : row.status,
      row.restarts,
    ],
  }));
  const said = commands.map((command) => ({ t: command.t, text: commandText(command) }));
  const lines = align([head, ...rows.map((row) => row.cells)]);
  const out = [pc.bold(lines[0] as string)];
  let next = 0;
  rows.forEach((row, i) => {
    for (; next < said.length && (said[next] as { t: number }).t <= row.t; next++)
      out.push((said[next] as { text: string }).text);
    out.push(lines[i + 1] as string);
  });
  for (; next < said.length; next++) out.push((said[next] as { text: string }).text);
  return `${out.join('\n')}\n`;
}

function commandText({ t, command, exitCode, stdout, stderr }: PlayResult['commands'][number]): string {
  const outcome = exitCode === null ? ' (still running)' : exitCode === 0 ? '' : ` (exit code ${exitCode})`;
  const output = `${stdout}${stderr}`.trimEnd();
  return (
    pc.cyan(`${time(t)}  $ ${command}${outcome}`) +
    (output
      ? `\n${output
          .split('\n')
          .map((line) => `    ${line}`)
          .join('\n')}`
      : '')
  );
}

/** Each event once, with its last count, in the order of its first appearance. */
function eventTable({ events }: PlayResult): string {
  const last = new Map<string, { first: number; row: PlayResult['events'][number] }>();
  for (const row of events) {
    const key = [row.object, row.fieldPath, row.reason, row.message, row.component].join('\n');
    last.set(key, { first: last.get(key)?.first ?? row.t, row });
  }
  if (last.size === 0) return 'No events.\n';
  const rows = [...last.values()].map(({ first, row }) => [
    time(first),
    row.type,
    `${row.reason}${row.count > 1 ? ` (x${row.count})` : ''}`,
    row.object,
    row.message.split('\n')[0] as string,
  ]);
  const lines = align([['TIME', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'], ...rows]);
  return `${[pc.bold(lines[0] as string), ...lines.slice(1)].join('\n')}\n`;
}

function time(t: number): string {
  return formatDuration(Math.round(t / 100) * 100).replace(/^(\d+)ms$/, (_, ms: string) => `${Number(ms) / 1000}s`);
}

function align(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => [...(row[i] ?? '')].length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] as number)))
      .join('   ')
      .trimEnd(),
  );
}
