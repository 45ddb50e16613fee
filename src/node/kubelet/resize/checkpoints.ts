import type { ResourceRequirements } from '../../../api/types/index';
import type { PodResources } from './resources';

/** Resources by pod, as a kubelet writes them to its disk: they are there after a restart (allocation/state). */
class ResourceCheckpoint {
  private readonly pods = new Map<string, PodResources>();

  of(podUid: string): PodResources | undefined {
    return this.pods.get(podUid);
  }

  ofContainer(podUid: string, name: string): ResourceRequirements | undefined {
    return this.pods.get(podUid)?.ofContainers.get(name);
  }

  set(podUid: string, resources: PodResources): void {
    this.pods.set(podUid, resources);
  }

  setContainer(podUid: string, name: string, resources: ResourceRequirements): void {
    const before = this.pods.get(podUid);
    const ofContainers = new Map(before?.ofContainers).set(name, resources);
    this.pods.set(podUid, before?.ofPod ? { ofContainers, ofPod: before.ofPod } : { ofContainers });
  }

  setPod(podUid: string, ofPod: ResourceRequirements): void {
    this.pods.set(podUid, { ofContainers: this.pods.get(podUid)?.ofContainers ?? new Map(), ofPod });
  }

  remove(podUid: string): void {
    this.pods.delete(podUid);
  }
}

/** What a node remembers of resources (KEP-1287, "Resource States"). */
export class NodeResourceStates {
  /** What it has promised to pods: `allocated_pods_state`. */
  readonly allocated = new ResourceCheckpoint();
  /** What it has told the runtime to give them: `actuated_pods_state`. */
  readonly actuated = new ResourceCheckpoint();

  remove(podUid: string): void {
    this.allocated.remove(podUid);
    this.actuated.remove(podUid);
  }
}
