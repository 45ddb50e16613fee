import { type Container, type ContainerStatus, isSidecar } from '../../api/index';
import { formatDuration } from '../../duration';
import type { Fact } from '../../kernel/index';
import { shortened } from './limits';
import { RunTrack, SpanTrack } from './spans';
import { restState } from './states';
import type { Lane, Mark, Span } from './types';

/** Facts of the node that are about a container and its probes and hooks. */
export const CONTAINER_FACTS: ReadonlySet<string> = new Set([
  'container-started',
  'container-exited',
  'signal-sent',
  'probe',
  'probe-verdict',
  'hook-started',
  'hook-ended',
  'backoff',
]);

const PROBES = ['startup', 'liveness', 'readiness'];

/**
 * One container of a pod: when it really ran is what the node's runtime tells; why it did not run in between, and whether
 * it is ready, is what the API says, a moment later.
 */
export class ContainerLanes {
  private readonly track = new SpanTrack();
  private readonly marks: Mark[] = [];
  private readonly probes = new Map<string, { runs: RunTrack; marks: Mark[] }>();
  private readonly hooks = new Map<string, Span[]>();
  private readonly begunHooks = new Map<string, number>();
  private runs = false;

  constructor(
    private readonly name: string,
    private readonly kind: string,
  ) {}

  /** The API server has a new status. */
  status(status: ContainerStatus, t: number, fact: number): void {
    const rest = restState(status);
    if (this.runs) {
      if (!status.state?.running) return;
      // Only what serves is ready or not; an init container is ready when it is done.
      if (this.kind !== 'init' && this.track.state !== 'terminating') this.runningFrom(t, fact, status.ready);
    } else if (rest && !(rest.state === 'backoff' && this.track.state === 'backoff'))
      // The node has said how long it waits, which is more than the API tells.
      this.track.begin({ from: t, fact, ...rest, text: rest.text && shortened(rest.text) });
  }

  private runningFrom(t: number, fact: number, ready: boolean): void {
    this.track.begin({ from: t, fact, state: ready ? 'ready' : 'running', label: ready ? 'ready' : 'running' });
  }

  /** The node has done something with it. */
  fact(fact: Fact, t: number): void {
    const { detail, seq, type } = fact;
    const known = { fact: seq, ...(detail['rule'] ? { rule: String(detail['rule']) } : {}) };
    if (type === 'container-started') this.started(t, Number(detail['attempt']), known);
    else if (type === 'container-exited') this.exited(t, detail, known);
    else if (type === 'signal-sent') {
      const signal = String(detail['signal']);
      this.marks.push({ t, type: signal === 'SIGKILL' ? 'kill' : 'signal', text: `${signal} sent`, ...known });
      // It still runs, and the API still says so; what people look for is how long it takes to end.
      if (this.runs) this.track.begin({ from: t, state: 'terminating', label: 'stopping', ...known });
    } else if (type === 'backoff') {
      const delay = formatDuration(Number(detail['delayMs']));
      const text = `waits ${delay} before the next start`;
      this.track.begin({ from: t, state: 'backoff', label: `back-off ${delay}`, text, ...known });
    } else if (type === 'probe' || type === 'probe-verdict') this.probed(fact, t);
    else this.hooked(fact, t);
  }

  private started(t: number, attempt: number, known: { fact: number; rule?: string }): void {
    this.runs = true;
    this.track.begin({ from: t, state: 'running', label: 'running', ...known });
    const text = attempt > 0 ? `started again (restart ${attempt})` : 'started';
    this.marks.push({ t, type: 'start', text, ...known });
  }

  private exited(t: number, detail: Fact['detail'], known: { fact: number; rule?: string }): void {
    this.runs = false;
    const { exitCode, reason } = detail as { exitCode: number; reason?: string };
    const bad = exitCode !== 0;
    const label = reason && !['Error', 'Completed'].includes(reason) ? reason : `exit ${exitCode}`;
    this.track.begin({ from: t, state: bad ? 'failed' : 'done', label, ...known });
    const why = reason ? ` (${reason})` : '';
    this.marks.push({ t, type: 'exit', text: `ended with exit code ${exitCode}${why}`, ...(bad && { bad }), ...known });
  }

  private probed({ type, detail, seq }: Fact, t: number): void {
    const probe = String(detail['probe']);
    const lane = this.probes.get(probe) ?? { runs: new RunTrack(), marks: [] };
    this.probes.set(probe, lane);
    const ok = detail['result'] === 'success';
    if (type === 'probe') {
      const text = ok ? '' : shortened(String(detail['output'] ?? '').trimEnd());
      lane.runs.add(t, { state: ok ? 'ok' : 'bad', label: String(detail['result']), text, fact: seq });
      return;
    }
    const text = `has ${ok ? 'succeeded' : 'failed'} (${detail['runs']} in a row)`;
    lane.marks.push({ t, type: 'verdict', text, fact: seq, ...(!ok && { bad: true }), ...ruleOf(detail) });
  }

  private hooked({ type, detail, seq }: Fact, t: number): void {
    const hook = String(detail['hook']);
    const spans = this.hooks.get(hook) ?? [];
    this.hooks.set(hook, spans);
    if (type === 'hook-started') {
      this.begunHooks.set(hook, t);
      spans.push({ from: t, to: t, state: 'running', label: hook, fact: seq });
      return;
    }
    const from = this.begunHooks.get(hook);
    this.begunHooks.delete(hook);
    if (from === undefined) return;
    const ok = detail['ok'] !== false;
    const text = shortened(String(detail['output'] ?? ''));
    spans[spans.length - 1] = {
      from,
      to: t,
      state: ok ? 'done' : 'failed',
      label: hook,
      fact: seq,
      ...(text && { text }),
    };
  }

  /** The pod is gone. */
  end(t: number): void {
    this.runs = false;
    this.track.end(t);
    this.endHooks(t);
  }

  private endHooks(t: number): void {
    for (const hook of this.begunHooks.keys()) {
      const spans = this.hooks.get(hook) ?? [];
      const last = spans.at(-1);
      if (last) spans[spans.length - 1] = { ...last, to: t };
    }
    this.begunHooks.clear();
  }

  lanes(endMs: number): Lane[] {
    this.track.end(endMs);
    this.endHooks(endMs);
    const { name, kind } = this;
    const own: Lane = {
      kind: 'container',
      name,
      ...(kind !== 'regular' && { of: kind }),
      spans: this.track.spans,
      marks: this.marks,
    };
    const probes = PROBES.filter((probe) => this.probes.has(probe)).map((probe): Lane => {
      const { runs, marks } = this.probes.get(probe) ?? { runs: new RunTrack(), marks: [] };
      return { kind: 'probe', name: probe, of: name, spans: runs.spans, marks };
    });
    const hooks = [...this.hooks].map(
      ([hook, spans]): Lane => ({ kind: 'hook', name: hook, of: name, spans, marks: [] }),
    );
    return [own, ...probes, ...hooks];
  }
}

function ruleOf(detail: Fact['detail']): { rule?: string } {
  return detail['rule'] ? { rule: String(detail['rule']) } : {};
}

/** `init`, `sidecar`, `ephemeral` or `regular`. */
export function kindOf(container: Container, list: 'init' | 'regular' | 'ephemeral'): string {
  return list === 'init' && isSidecar(container) ? 'sidecar' : list;
}
