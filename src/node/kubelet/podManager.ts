import type { Pod } from '../../api/types/index';
import { isMirrorPod } from './podConfig';
import { podUid } from './podSpec';

/** The pods that this kubelet is to run, and the mirrors of its static pods (pkg/kubelet/pod/pod_manager.go). */
export class PodManager {
  private readonly pods = new Map<string, Pod>();
  private readonly mirrors = new Map<string, Pod>();

  set(pod: Pod): void {
    if (isMirrorPod(pod)) this.mirrors.set(fullName(pod), pod);
    else this.pods.set(podUid(pod), pod);
  }

  remove(pod: Pod): void {
    if (!isMirrorPod(pod)) this.pods.delete(podUid(pod));
    else if (this.mirrors.get(fullName(pod))?.metadata.uid === pod.metadata.uid) this.mirrors.delete(fullName(pod));
  }

  get(uid: string): Pod | undefined {
    return this.pods.get(uid);
  }

  all(): Pod[] {
    return [...this.pods.values()];
  }

  /** Mirrors whose static pod is not there any more. */
  orphanedMirrors(): Pod[] {
    return [...this.mirrors.values()].filter((mirror) => !this.podOfMirror(mirror));
  }

  /** The static pod that a mirror stands for. */
  podOfMirror(mirror: Pod): Pod | undefined {
    return this.all().find((pod) => fullName(pod) === fullName(mirror));
  }
}

/** Name and namespace: what a static pod and its mirror share. */
export function fullName(pod: Pod): string {
  return `${pod.metadata.name}_${pod.metadata.namespace ?? 'default'}`;
}
