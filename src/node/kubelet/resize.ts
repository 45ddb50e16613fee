import { canonicalQuantity } from '../../api/index';
import type {
  Condition,
  Container,
  ContainerStatus,
  Pod,
  PodStatus,
  ResourceRequirements,
} from '../../api/types/index';
import { rule } from '../../kernel/index';
import type { RuntimeContainer } from '../runtime/types';
import type { KubeletContext } from './context';
import type { PodEvents } from './podEvents';
import { podUid } from './podSpec';

const IN_PLACE = rule('resize/in-place', 'A running container gets other resources without a restart.', 'KEP-1287');

const RESOURCES = ['cpu', 'memory'] as const;

/**
 * Resources of running containers that are changed without a new pod (KEP-1287): what each instance runs with, what has
 * to happen when its spec asks for something else, and what the status says about it.
 */
export class InPlaceResize {
  /** By container instance: the resources that were given to it last. */
  private readonly actuated = new Map<string, ResourceRequirements>();
  /** The generation whose resize was announced, by pod. */
  private readonly announced = new Map<string, number>();

  constructor(
    private readonly context: KubeletContext,
    private readonly events: PodEvents,
  ) {}

  /** An instance was created, or has got what its spec asks for. */
  actuate(containerId: string, container: Container): void {
    this.actuated.set(containerId, container.resources ?? {});
  }

  forget(pod: Pod): void {
    this.announced.delete(podUid(pod));
  }

  /** What it takes to give a running container the resources of its spec. */
  needed(container: Container, instance: RuntimeContainer): 'none' | 'in-place' | 'restart' {
    if (!this.context.release.has('inPlaceResize')) return 'none';
    const changed = RESOURCES.filter((resource) => this.differs(container, instance.id, resource));
    if (changed.length === 0) return 'none';
    const restarts = container.resizePolicy?.some(
      (policy) => policy.restartPolicy === 'RestartContainer' && changed.some((r) => r === policy.resourceName),
    );
    if (!restarts) this.context.kernel.acts(IN_PLACE);
    return restarts ? 'restart' : 'in-place';
  }

  /** Fills in what the containers have, and the condition PodResizeInProgress while they do not have what they should. */
  describe(pod: Pod, status: PodStatus): Condition[] {
    if (!this.context.release.has('inPlaceResize')) return [];
    let inProgress = false;
    for (const container of pod.spec.containers) {
      const own = status.containerStatuses?.find((s) => s.name === container.name);
      if (own?.state?.running && own.containerID && this.describeOne(container, own)) inProgress = true;
    }
    this.announce(pod, inProgress);
    return inProgress ? [{ type: 'PodResizeInProgress', status: 'True' }] : [];
  }

  private describeOne(container: Container, status: ContainerStatus): boolean {
    const id = status.containerID?.replace('containerd://', '') ?? '';
    const resources = this.actuated.get(id) ?? container.resources ?? {};
    status.resources = resources;
    if (container.resources?.requests) status.allocatedResources = { ...container.resources.requests };
    return RESOURCES.some((resource) => this.differs(container, id, resource));
  }

  /** Since 1.35 one event at the beginning and one at the end of each resize. */
  private announce(pod: Pod, inProgress: boolean): void {
    const { release } = this.context;
    const generation = pod.metadata.generation ?? 1;
    const announced = this.announced.get(podUid(pod));
    if (inProgress && announced === undefined) {
      this.announced.set(podUid(pod), generation);
      if (release.has('resizeStartedEvent'))
        this.events.normal(pod, undefined, 'ResizeStarted', `Pod resize started: ${wish(pod, generation)}`);
    } else if (!inProgress && announced !== undefined) {
      this.announced.delete(podUid(pod));
      if (!release.has('resizeCompletedEvent')) return;
      const told = release.has('resizeStartedEvent') ? generation : undefined;
      this.events.normal(pod, undefined, 'ResizeCompleted', `Pod resize completed: ${wish(pod, told)}`);
    }
  }

  private differs(container: Container, id: string, resource: 'cpu' | 'memory'): boolean {
    const has = this.actuated.get(id);
    if (!has) return false;
    const wants = container.resources ?? {};
    return (
      !same(has.requests?.[resource], wants.requests?.[resource]) ||
      !same(has.limits?.[resource], wants.limits?.[resource])
    );
  }
}

function same(a: string | undefined, b: string | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalQuantity(a) === canonicalQuantity(b));
}

/** As the event shows it: fields in alphabetical order, quantities as they are written. */
function wish(pod: Pod, generation: number | undefined): string {
  const sorted = (list: Record<string, string> | undefined) =>
    list && Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
  const wishOf = ({ name, resources }: Container) => {
    const limits = sorted(resources?.limits);
    const requests = sorted(resources?.requests);
    return { name, resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) } };
  };
  const initContainers = pod.spec.initContainers?.map(wishOf);
  return JSON.stringify({ initContainers, containers: pod.spec.containers.map(wishOf), generation });
}
