import type { KubeNode } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { RunTrack, SpanTrack } from './spans';
import type { Lane, SpanState } from './types';

/** Clients that send requests: those that were answered and those that were lost, as runs. */
export class ClientLanes {
  private readonly clients = new Map<string, RunTrack>();

  request({ detail, seq }: Fact, t: number): void {
    const { client, ok, why } = detail as { client: string; ok: boolean; why: string };
    const runs = this.clients.get(client) ?? new RunTrack();
    this.clients.set(client, runs);
    runs.add(t, { state: ok ? 'ok' : 'bad', label: ok ? 'answered' : 'lost', text: why, fact: seq });
  }

  lanes(): Lane[] {
    return [...this.clients].map(([name, { spans }]) => ({ kind: 'client', name, spans, marks: [] }));
  }
}

const READY: Readonly<Record<string, { state: SpanState; label: string }>> = {
  True: { state: 'ready', label: 'Ready' },
  False: { state: 'failed', label: 'NotReady' },
  Unknown: { state: 'unknown', label: 'NotReady (unknown)' },
};

/** Nodes whose readiness changes, or that take no more pods. */
export class NodeLanes {
  private readonly nodes = new Map<string, SpanTrack>();

  written(node: KubeNode, fact: Fact, t: number): void {
    const track = this.nodes.get(node.metadata.name) ?? new SpanTrack();
    this.nodes.set(node.metadata.name, track);
    const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready')?.status;
    const { state, label } = READY[ready ?? 'Unknown'] ?? { state: 'unknown', label: 'NotReady (unknown)' };
    const closed = node.spec?.unschedulable === true;
    track.begin({ from: t, fact: fact.seq, state, label: closed ? `${label},SchedulingDisabled` : label });
  }

  removed(name: string, t: number): void {
    this.nodes.get(name)?.end(t);
  }

  /** @returns lanes of the nodes that have more than one thing to tell */
  lanes(endMs: number): Lane[] {
    const byName = [...this.nodes].sort(([a], [b]) => (a < b ? -1 : 1));
    return byName.flatMap(([name, track]): Lane[] => {
      track.end(endMs);
      const changed = track.spans.length > 1 || track.spans.some((span) => span.state !== 'ready');
      return changed ? [{ kind: 'node', name, spans: track.spans, marks: [] }] : [];
    });
  }
}
