import {
  ApiClient,
  type ApiServer,
  EventRecorder,
  isStatus,
  listPatch,
  sameJson,
  toleratesTaint,
  withCondition,
} from '../../api';
import type { KubeNode, Pod, Taint, Toleration } from '../../api/types';
import { type Kernel, rule, type Task, type Timer } from '../../kernel';
import type { Informers } from '../common/informers';
import { byName, keyOf } from '../common/objects';

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

interface Work {
  /** None once the pod is being evicted. */
  timer?: Timer | undefined;
}

/** When a pod has to go: at once, after some time, or never. */
type Verdict = { readonly afterMs: number } | 'stays';

/**
 * Evicts pods from nodes with NoExecute taints that they do not tolerate, or tolerate for some time only
 * (kubernetes.io, "Taint based Evictions"). Recordings of g20 and g21.
 */
export class TaintEviction {
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  /** What is to be done for a pod, and what has been done: it is done again only when something new speaks for it. */
  private readonly works = new Map<string, Work>();

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
    this.informers.of<Pod>('Pod').onChange(({ type, object: pod, old }) => {
      if (type === 'DELETED') this.drop(pod);
      else if (!old || !sameJson(whatCountsOf(old), whatCountsOf(pod))) this.judge(pod);
    });
    this.informers.of<KubeNode>('Node').onChange(({ object: node, old }) => {
      if (sameJson(old ? evicting(old) : [], evicting(node))) return;
      const { name } = node.metadata;
      const pods = this.informers
        .of<Pod>('Pod')
        .list()
        .filter(({ spec }) => spec.nodeName === name);
      for (const pod of pods.sort(byName)) this.judge(pod);
    });
  }

  /** Pods that have ended, or that are being deleted already, are no exception (taint_eviction.go processPodOnNode). */
  private judge(pod: Pod): void {
    const node = pod.spec.nodeName && this.informers.of<KubeNode>('Node').get('', pod.spec.nodeName);
    if (!node) return;
    const verdict = verdictOn(evicting(node), pod.spec.tolerations ?? []);
    const work = this.works.get(pod.metadata.uid ?? '');
    if (verdict === 'stays') {
      if (this.drop(pod)) this.kernel.acts(CANCELLED);
    } else if (verdict.afterMs === 0) {
      // What was to be done later is taken back, and done now.
      this.drop(pod);
      this.kernel.acts(AT_ONCE);
      this.works.set(pod.metadata.uid ?? '', {});
      this.begin(pod);
    } else if (!work) {
      this.kernel.acts(AFTER_SECONDS);
      const timer = this.kernel.after(verdict.afterMs, () => this.begin(pod), 'taint-eviction-controller');
      this.works.set(pod.metadata.uid ?? '', { timer });
    }
  }

  private begin(pod: Pod): void {
    const work = this.works.get(pod.metadata.uid ?? '');
    if (work) work.timer = undefined;
    this.kernel.spawn(`taint eviction of ${keyOf(pod)}`, this.evict(pod));
  }

  /** @returns whether something was still to be done, which is told even of a pod that is gone */
  private drop(pod: Pod): boolean {
    const uid = pod.metadata.uid ?? '';
    const timer = this.works.get(uid)?.timer;
    this.works.delete(uid);
    if (!timer) return false;
    timer.cancel();
    this.recorder.event(pod, 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${keyOf(pod)}`);
    return true;
  }

  private *evict({ metadata }: Pod): Task {
    const { namespace = '', name, uid = '' } = metadata;
    const pod = this.informers.of<Pod>('Pod').get(namespace, name);
    if (pod?.metadata.uid !== uid) return;
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
      { status: listPatch('conditions', 'type', pod.status?.conditions, conditions) },
      { type: 'strategic', subresource: 'status' },
    );
  }
}

function whatCountsOf({ spec }: Pod): unknown {
  return [spec.nodeName ?? '', spec.tolerations ?? []];
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
