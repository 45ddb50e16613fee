import type { Invariant } from './invariant';

export const sandboxEndedForGood: Invariant = {
  name: 'pod/no-sandbox-after-its-end',
  says: 'A pod whose sandbox its kubelet has ended gets no other one: only a sandbox that was lost is replaced.',
  source:
    'pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions; pkg/kubelet/kuberuntime/util PodSandboxChanged',
  // What the worker of a deleted pod has taken up already it ends, although others have stopped the pod meanwhile.
  sinceForDeleted: 'podWorkersByLifecycle',
  observe(past) {
    /** Pods by their sandboxes, and the pods whose sandbox was ended. */
    const podOf = new Map<unknown, string>();
    const ended = new Set<string>();
    return {
      'sandbox-started': ({ object, detail }) => {
        const life = past.pods.get(object);
        if (!life || life.isBlurred) return undefined;
        podOf.set(detail['id'], life.uid);
        return ended.has(life.uid) ? 'got another sandbox after its kubelet had ended the one before' : undefined;
      },
      'sandbox-stopped': ({ detail }) => {
        const uid = detail['asked'] ? podOf.get(detail['id']) : undefined;
        if (uid !== undefined) ended.add(uid);
        return undefined;
      },
    };
  },
};
