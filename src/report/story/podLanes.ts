import type { ContainerStatus, Pod, Release } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { podRow } from '../../kubectl/index';
import { ContainerLanes, kindOf } from './containerLanes';
import { shortened } from './limits';
import { SpanTrack } from './spans';
import { podState } from './states';
import type { Lane, Mark } from './types';

/** One pod: a lane with what `kubectl get pods` shows as its status, then the lanes of its containers. */
export class PodLanes {
  private readonly track = new SpanTrack();
  private readonly marks: Mark[] = [];
  private readonly containers = new Map<string, ContainerLanes>();
  private isNew = true;

  constructor(
    private readonly namespace: string,
    private readonly name: string,
    private readonly release: Release,
  ) {}

  written(pod: Pod, { fact, t, wallMs }: { fact: Fact; t: number; wallMs: number }): void {
    if (this.isNew) this.know(pod);
    const cells = podRow(pod, wallMs, this.release);
    const text = pod.status?.message;
    const seen = { state: podState(cells), label: cells.status, ...(text && { text: shortened(text) }) };
    this.track.begin({ from: t, fact: fact.seq, ...seen });
    for (const status of statuses(pod)) this.container(status.name).status(status, t, fact.seq);
  }

  removed(t: number, fact: number): void {
    this.track.end(t);
    for (const container of this.containers.values()) container.end(t);
    this.marks.push({ t, type: 'exit', text: 'the pod is gone', fact });
    this.isNew = true;
  }

  happened(fact: Fact, t: number): void {
    this.container(String(fact.detail['container'])).fact(fact, t);
  }

  /** Lanes stand in the order of the manifest, init containers first. */
  private know({ spec }: Pod): void {
    this.isNew = false;
    for (const list of ['init', 'regular'] as const) {
      const containers = (list === 'init' ? spec.initContainers : spec.containers) ?? [];
      for (const container of containers) this.container(container.name, kindOf(container, list));
    }
  }

  private container(name: string, kind = 'ephemeral'): ContainerLanes {
    const known = this.containers.get(name);
    if (known) return known;
    const lanes = new ContainerLanes(name, kind);
    this.containers.set(name, lanes);
    return lanes;
  }

  lanes(endMs: number): Lane[] {
    this.track.end(endMs);
    const { name, namespace, marks } = this;
    const own: Lane = { kind: 'pod', name, of: namespace, spans: this.track.spans, marks };
    return [own, ...[...this.containers.values()].flatMap((container) => container.lanes(endMs))];
  }
}

function statuses({ status }: Pod): ContainerStatus[] {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
}
