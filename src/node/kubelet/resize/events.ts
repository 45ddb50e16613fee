import type { Container, Pod } from '../../../api/types/index';
import type { KubeletContext } from '../context';
import type { PodEvents } from '../podEvents';

/** What events tell of resizes, by release (pkg/kubelet/events/resize.go). */
export class ResizeEvents {
  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
  ) {}

  /** @param reason why a pod of this size would be refused, or Infeasible */
  pending(pod: Pod, isInfeasible: boolean, reason: string, message: string): void {
    const { release } = this.context;
    if (!release.has('resizeEvents')) return;
    const type = isInfeasible ? 'ResizeInfeasible' : 'ResizeDeferred';
    const said = isInfeasible ? 'Infeasible' : release.has('resizeEventNamesRefusal') ? reason : 'Deferred';
    this.events.warn(pod, undefined, type, `Pod resize ${said}: ${summary(pod, pod.metadata.generation, message)}`);
  }

  started(pod: Pod): void {
    if (!this.context.release.has('resizeEvents')) return;
    const message = `Pod resize started: ${summary(pod, pod.metadata.generation)}`;
    this.events.normal(pod, undefined, 'ResizeStarted', message);
  }

  completed(pod: Pod, generation: number | undefined): void {
    const { release } = this.context;
    if (!release.has('resizeCompletedEvent')) return;
    const told = release.has('resizeEvents') ? generation : undefined;
    this.events.normal(pod, undefined, 'ResizeCompleted', `Pod resize completed: ${summary(pod, told)}`);
  }

  failed(pod: Pod, generation: number | undefined, error: string): void {
    if (!this.context.release.has('resizeEvents')) return;
    this.events.warn(pod, undefined, 'ResizeError', `Pod resize error: ${summary(pod, generation, error)}`);
  }
}

/** The resources of all containers as JSON: fields in the order of the Go struct, resource names sorted. */
function summary(pod: Pod, generation: number | undefined, error?: string): string {
  const initContainers = pod.spec.initContainers?.map(resourcesOf);
  return JSON.stringify({ initContainers, containers: pod.spec.containers.map(resourcesOf), generation, error });
}

function resourcesOf({ name, resources }: Container) {
  return { name, resources: { limits: sorted(resources?.limits), requests: sorted(resources?.requests) } };
}

function sorted(list: Record<string, string> | undefined) {
  return list && Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
}
