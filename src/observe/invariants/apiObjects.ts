import type { Condition, KubeObject } from '../../api/index';
import { atWrites, type Invariant } from './invariant';
import { byKubelet } from './statuses';

type Status = { observedGeneration?: number; conditions?: readonly Condition[] };

export const uidStays: Invariant = {
  name: 'api/uid-stays',
  says: 'An object keeps its uid and its creation time; only after it was removed may another have its name.',
  source: 'kubernetes.io, Object Names and IDs, UIDs',
  observe: atWrites(['api-write'], ({ verb, object, before }, { predecessor }) => {
    if (predecessor && !before && verb !== 'removed')
      return `uid ${object.metadata.uid} after ${predecessor.metadata.uid}, which was not removed`;
    const { creationTimestamp } = object.metadata;
    if (!before || before.metadata.creationTimestamp === creationTimestamp) return undefined;
    return `created at ${creationTimestamp}, before at ${before.metadata.creationTimestamp}`;
  }),
};

export const deletionMarkStays: Invariant = {
  name: 'api/deletion-mark-stays',
  says: 'An object that is marked for deletion stays so, and its grace never grows.',
  source: 'apimachinery ObjectMeta.deletionTimestamp; kubernetes.io, Pod Lifecycle, Termination of Pods',
  observe: atWrites(['api-write'], ({ object, before }) => {
    const was = before?.metadata.deletionTimestamp;
    if (was === undefined) return undefined;
    const { deletionTimestamp: is, deletionGracePeriodSeconds: grace = 0 } = object.metadata;
    if (is === undefined) return `no longer marked for deletion at ${was}`;
    const graceBefore = before?.metadata.deletionGracePeriodSeconds ?? 0;
    if (grace > graceBefore) return `grace of ${grace} s after ${graceBefore} s`;
    // Who shortens the grace of what is overdue moves the mark to the present.
    return is > was && grace === graceBefore ? `to be deleted at ${is}, before at ${was}` : undefined;
  }),
};

export const finalizersHold: Invariant = {
  name: 'api/finalizers-hold',
  says: 'An object is removed only when it has no finalizers.',
  source: 'kubernetes.io, Finalizers',
  observe: atWrites(['api-write'], ({ verb, by, object }) => {
    // Who takes the last one away removes the object, and nobody sees it without: people may do so, others each with their own.
    const held = verb === 'removed' && by !== 'kubectl' ? (object.metadata.finalizers ?? []) : [];
    const foreign = held.filter((finalizer) => HOLDERS[finalizer] !== by);
    return foreign.length > 0 ? `removed by ${by} while ${foreign.join(', ')} held it` : undefined;
  }),
};

/** Who takes these finalizers away. */
const HOLDERS: Readonly<Record<string, string>> = {
  orphan: 'garbage-collector',
  foregroundDeletion: 'garbage-collector',
  'batch.kubernetes.io/job-tracking': 'job-controller',
};

export const generationFollows: Invariant = {
  name: 'api/generation-grows',
  says: 'The generation of an object never falls, a new status leaves it as it is, and no controller has observed one that is yet to come.',
  source: 'apimachinery ObjectMeta.generation; sig-architecture API conventions, observedGeneration',
  observe: atWrites(['api-write'], ({ verb, object, before }) => {
    const { generation } = object.metadata;
    if (generation === undefined) return undefined;
    const was = before?.metadata.generation ?? 0;
    if (generation < was) return `generation ${generation} after ${was}`;
    if (verb === 'status' && before && generation > was) return `a new status made generation ${was} ${generation}`;
    const observed = (object as { status?: Status }).status?.observedGeneration ?? 0;
    return observed > generation ? `generation ${observed} was observed, the object has ${generation}` : undefined;
  }),
};

export const transitionTimes: Invariant = {
  name: 'api/transition-time-means-transition',
  says: 'The last transition time of a condition changes only when its status does.',
  source: 'sig-architecture API conventions, Typical status properties',
  observe(past) {
    const writtenMs = new Map<string, number>();
    return atWrites(['Pod', 'Node', 'Deployment', 'ReplicaSet', 'Job'], ({ by, object, before, t }) => {
      const uid = object.metadata.uid ?? '';
      const sinceMs = t - (writtenMs.get(uid) ?? t);
      writtenMs.set(uid, t);
      const was = conditionsOf(before);
      const is = conditionsOf(object);
      if (was === is || was.length === 0 || by === 'kubectl' || isMirror(object)) return undefined;
      // A kubelet that could not write for a while goes there and back in between; a controller may not have heard yet of what it wrote itself.
      if (byKubelet(by) ? sinceMs > SILENCE_MS : sinceMs < NEWS_MS) return undefined;
      for (const { type, status, lastTransitionTime } of is) {
        const old = was.find((condition) => condition.type === type);
        // A kubelet that goes there and back writes once.
        if (byKubelet(by) && type.includes('Ready')) continue;
        // Of resizes it tells since when their reason is so, and begins anew with another resize or another kubelet.
        if (byKubelet(by) && type.startsWith('PodResize')) continue;
        if (old && old.status === status && old.lastTransitionTime && old.lastTransitionTime !== lastTransitionTime)
          return `${type} stayed ${status}, but its last transition moved from ${old.lastTransitionTime} to ${lastTransitionTime}`;
      }
      return undefined;
    })(past);
  },
};

const SILENCE_MS = 10_000;
const NEWS_MS = 2_000;

/** The status of a static pod begins anew with its kubelet. */
function isMirror({ metadata: { annotations } }: KubeObject): boolean {
  return annotations?.['kubernetes.io/config.mirror'] !== undefined;
}

const NONE: readonly Condition[] = [];

function conditionsOf(object: KubeObject | undefined): readonly Condition[] {
  return (object as { status?: Status } | undefined)?.status?.conditions ?? NONE;
}

interface CoreEvent extends KubeObject {
  readonly count?: number;
  readonly series?: { readonly count?: number };
}

export const eventCountGrows: Invariant = {
  name: 'event/count-grows',
  says: 'The count of an event never falls.',
  source: 'client-go/tools/record/events_cache.go',
  observe: atWrites<CoreEvent>(['Event'], ({ object, before }) => {
    const was = before?.series?.count ?? before?.count ?? 0;
    const is = object.series?.count ?? object.count ?? 0;
    return is < was ? `count ${is} after ${was}` : undefined;
  }),
};
