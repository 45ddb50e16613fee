import { ApiClient, type ApiServer, EventRecorder, isStatus, toleratesTaint } from '../../api';
import type { KubeNode, Pod, Taint, Toleration } from '../../api/types';
import { type Kernel, rule, type Task, type Timer } from '../../kernel';
import type { Informers } from '../common/informers';
import { byName, keyOf, withCondition } from '../common/objects';

const AT_ONCE = rule(
  'taint/no-execute-evicts',
  'A pod that does not tolerate a NoExecute taint of its node is evicted at once.',
  'kubernetes.io, Taints and Tolerations',
);
const AFTER_SECONDS = rule(
  'taint/toleration-seconds',
  'A pod that tolerates a taint for some seconds is evicted when they are over.',
  'kubernetes.io, Taints and Tolerations',
);
const CANCELLED = rule(
  'taint/eviction-is-cancelled',
  'A pod stays when the taint goes before its seconds are over.',
  'kubernetes.io, Taints and Tolerations',
);

/** When a pod has to go: at once, after some time, or never. */
type Verdict = { readonly afterMs: number } | 'stays';

/**
 * Evicts pods from nodes with NoExecute taints that they do not tolerate, or tolerate for some time only
 * (kubernetes.io, "Taint based Evictions"). Recordings of g20 and g21.
 */
export class TaintEviction {
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  private readonly due = new Map<string, { timer: Timer; node: string }>();

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    const component = api.release.text('taintEvictionComponent');
    this.client = new ApiClient(api, component);
    this.recorder = new EventRecorder(api, { component });
  }

  start(): void {
    this.informers.of<Pod>('Pod').onChange(({ type, object: pod }) => {
      if (type === 'DELETED') this.cancel(pod, false);
      else this.judge(pod);
    });
    this.informers.of<KubeNode>('Node').onChange(({ object: node }) => {
      const { name } = node.metadata;
      if (evicting(node).length === 0 && ![...this.due.values()].some((each) => each.node === name)) return;
      const pods = this.informers
        .of<Pod>('Pod')
        .list()
        .filter(({ spec }) => spec.nodeName === name);
      for (const pod of pods.sort(byName)) this.judge(pod);
    });
  }

  private judge(pod: Pod): void {
    if (!pod.spec.nodeName || pod.metadata.deletionTimestamp) return;
    const node = this.informers.of<KubeNode>('Node').get('', pod.spec.nodeName);
    if (!node) return;
    const taints = evicting(node);
    const uid = pod.metadata.uid ?? '';
    const verdict = verdictOn(taints, pod.spec.tolerations ?? []);
    if (verdict === 'stays') {
      this.cancel(pod, true);
      return;
    }
    if (this.due.has(uid)) return;
    this.kernel.acts(verdict.afterMs === 0 ? AT_ONCE : AFTER_SECONDS);
    const timer = this.kernel.after(
      verdict.afterMs,
      () => {
        this.due.delete(uid);
        this.kernel.spawn(`taint eviction of ${keyOf(pod)}`, this.evict(pod));
      },
      'taint-eviction-controller',
    );
    this.due.set(uid, { timer, node: pod.spec.nodeName });
  }

  private cancel(pod: Pod, tell: boolean): void {
    const pending = this.due.get(pod.metadata.uid ?? '');
    if (!pending) return;
    pending.timer.cancel();
    this.due.delete(pod.metadata.uid ?? '');
    if (tell) this.kernel.acts(CANCELLED);
    if (tell) this.recorder.event(pod, 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${keyOf(pod)}`);
  }

  private *evict({ metadata }: Pod): Task {
    const { namespace = '', name, uid = '' } = metadata;
    const pod = this.informers.of<Pod>('Pod').get(namespace, name);
    if (!pod || pod.metadata.uid !== uid || pod.metadata.deletionTimestamp) return;
    this.recorder.event(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${keyOf(pod)}`);
    try {
      if (this.api.release.has('disruptionTarget')) yield* this.markDisrupted(pod);
      yield* this.client.delete('Pod', namespace, name, { preconditions: { uid } });
    } catch (error) {
      if (!isStatus(error)) throw error;
    }
  }

  private *markDisrupted(pod: Pod): Task {
    const { namespace = '', name, generation } = pod.metadata;
    const observed = this.api.release.has('podObservedGeneration') ? { observedGeneration: generation } : {};
    const conditions = withCondition(pod.status?.conditions, {
      type: 'DisruptionTarget',
      ...observed,
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: this.api.now(),
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    }).filter(({ type }) => type === 'DisruptionTarget');
    yield* this.client.patch(
      'Pod',
      namespace,
      name,
      { status: { conditions } },
      { type: 'strategic', subresource: 'status' },
    );
  }
}

function evicting(node: KubeNode): Taint[] {
  return (node.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
}

/** Every taint must be tolerated; the shortest of the tolerations that are used counts. */
function verdictOn(taints: readonly Taint[], tolerations: readonly Toleration[]): Verdict {
  let shortest = Number.POSITIVE_INFINITY;
  for (const taint of taints) {
    const used = tolerations.filter((toleration) => toleratesTaint(toleration, taint));
    if (used.length === 0) return { afterMs: 0 };
    for (const { tolerationSeconds } of used) {
      if (tolerationSeconds !== undefined) shortest = Math.min(shortest, Math.max(0, tolerationSeconds) * 1000);
    }
  }
  return shortest === Number.POSITIVE_INFINITY ? 'stays' : { afterMs: shortest };
}
