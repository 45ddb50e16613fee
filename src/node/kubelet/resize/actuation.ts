import { allContainers, podLimits, wholeUnits } from '../../../api/index';
import type { Container, Pod } from '../../../api/types/index';
import { rule } from '../../../kernel/index';
import type { RuntimeContainer } from '../../runtime/types';
import type { KubeletContext } from '../context';
import { podUid } from '../podSpec';
import { newest, type PodRuntimeStatus } from '../runtimeStatus';
import { changedResources, resizableContainers, sameResources, withResources } from './resources';

const IN_PLACE = rule('resize/in-place', 'A running container gets other resources without a restart.', 'KEP-1287');
const IN_USE = rule(
  'resize/not-below-what-is-used',
  'A memory limit is not made smaller than the memory that is in use; the kubelet tries again with each sync.',
  'kuberuntime_manager.go validateMemoryResizeAction; KEP-1287, Memory Limit Decreases',
);

/** Gives running containers what their pods were promised (kuberuntime_manager.go computePodResizeAction, doPodResizeAction). */
export class ResizeActuation {
  constructor(private readonly context: KubeletContext) {}

  /** An instance is made with these resources. */
  created(pod: Pod, container: Container): void {
    const { release, resources } = this.context;
    if (!release.has('inPlaceResize')) return;
    resources.actuated.setContainer(podUid(pod), container.name, container.resources ?? {});
    if (pod.spec.resources && !resources.actuated.of(podUid(pod))?.ofPod)
      resources.actuated.setPod(podUid(pod), pod.spec.resources);
  }

  /** What it takes to give a running container what it was promised. */
  needed(pod: Pod, container: Container, instance: RuntimeContainer): 'none' | 'in-place' | 'restart' {
    if (!this.context.release.has('inPlaceResize') || instance.state !== 'running') return 'none';
    const changed = this.changed(pod, container);
    if (changed.length === 0) return 'none';
    const restarts = container.resizePolicy?.some(
      ({ resourceName, restartPolicy }) =>
        restartPolicy === 'RestartContainer' && changed.some((name) => name === resourceName),
    );
    return restarts ? 'restart' : 'in-place';
  }

  /** Whether something that runs does not have yet what it was promised; what does not run will be started with it. */
  isInProgress(pod: Pod, runtime: PodRuntimeStatus): boolean {
    const { release } = this.context;
    const runs = ({ name }: Container) => newest(runtime, name)?.state === 'running';
    if (resizableContainers(pod, release).some((c) => runs(c) && this.changed(pod, c).length > 0)) return true;
    return this.isPodBehind(pod);
  }

  /** Whether the pod as a whole does not have yet what it was promised, whatever its containers have. */
  isPodBehind(pod: Pod): boolean {
    const ofPod = this.context.resources.actuated.of(podUid(pod))?.ofPod;
    return ofPod !== undefined && !sameResources(ofPod, pod.spec.resources);
  }

  /**
   * Changes what runs.
   * @param restarted containers that are started anew for it
   * @returns why it can't be done now
   */
  resize(
    pod: Pod,
    containers: readonly Container[],
    restarted: boolean,
    runtime: PodRuntimeStatus,
  ): string | undefined {
    const { kernel, resources, runtime: containerd } = this.context;
    const ofMemory = containers.filter((c) => this.changed(pod, c).includes('memory'));
    const fault = ofMemory.length > 0 || restarted ? this.memoryFault(pod, ofMemory, runtime) : undefined;
    if (fault) {
      kernel.acts(IN_USE);
      return fault;
    }
    for (const container of containers) {
      const instance = newest(runtime, container.name);
      if (!instance) continue;
      kernel.acts(IN_PLACE);
      containerd.updateContainerResources(instance.id, container.resources ?? {});
      resources.actuated.setContainer(podUid(pod), container.name, container.resources ?? {});
    }
    if (pod.spec.resources) resources.actuated.setPod(podUid(pod), pod.spec.resources);
    return undefined;
  }

  private changed(pod: Pod, container: Container) {
    const has = this.context.resources.actuated.ofContainer(podUid(pod), container.name);
    return changedResources(has, container.resources);
  }

  private memoryFault(pod: Pod, containers: readonly Container[], runtime: PodRuntimeStatus): string | undefined {
    const { release } = this.context;
    const usedBytes = runtime.containers.reduce((sum, { id }) => sum + this.context.runtime.memoryBytes(id), 0);
    const limit = podMemoryLimit(pod);
    if (!release.has('memoryLimitsShrink')) {
      if (limit === undefined || usedBytes < limit) return undefined;
      return release.text('memoryInUse', { pod: pod.metadata.name, faults: '' });
    }
    const faults: string[] = [];
    const before = this.context.resources.actuated.of(podUid(pod));
    const old = before && podMemoryLimit(withResources(pod, before));
    if (limit !== undefined && (old === undefined || limit < old) && usedBytes >= limit)
      faults.push(`attempting to set pod memory limit (${limit}) below current usage (${usedBytes})`);
    for (const container of containers) {
      const wanted = memoryLimit(container);
      const has = wholeUnits(before?.ofContainers.get(container.name)?.limits?.['memory']);
      const usedByIt = this.context.runtime.memoryBytes(newest(runtime, container.name)?.id ?? '');
      if (wanted === 0 || (has !== 0 && wanted >= has) || usedByIt < wanted) continue;
      // It names the usage of the whole pod, as the original does.
      faults.push(
        `attempting to set container "${container.name}" memory limit (${wanted}) below current usage (${usedBytes})`,
      );
    }
    if (faults.length === 0) return undefined;
    const list = faults.length === 1 ? (faults[0] as string) : `[${faults.join(', ')}]`;
    return release.text('memoryInUse', { pod: pod.metadata.name, faults: list });
  }
}

/** The limit of the pod as a whole: its own, or that of its containers if each has one (cm/helpers_linux.go ResourceConfigForPod). */
function podMemoryLimit(pod: Pod): number | undefined {
  const own = pod.spec.resources?.limits?.['memory'];
  const all = allContainers(pod.spec);
  return own !== undefined || all.every((c) => memoryLimit(c) > 0) ? podLimits.ofSpec(pod).get('memory') : undefined;
}

function memoryLimit({ resources }: Container): number {
  return wholeUnits(resources?.limits?.['memory']);
}
