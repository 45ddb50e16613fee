import {
  ApiClient,
  type ApiServer,
  conditionOf,
  EventRecorder,
  isEmptySelector,
  isStatus,
  isTerminal,
  sameJson,
} from '../../api';
import type { Deployment, Pod, ReplicaSet } from '../../api/types';
import { type Kernel, rule, type Task } from '../../kernel';
import { claim } from '../common/claim';
import type { Informers } from '../common/informers';
import { byAge, controllerOf, keyOf, splitKey } from '../common/objects';
import { matches } from '../common/selectors';
import { writeStatusOnce } from '../common/status';
import { Controller } from '../controller';
import { REVISION } from './annotations';
import {
  dropLame,
  dropSpare,
  growNew,
  isInUse,
  isScalingEvent,
  resize,
  shrinkBudget,
  sizeOf,
  sumOf,
} from './decisions';
import { deadlineCheckMs, hasDeadline, isComplete, progressing, withProgress } from './progress';
import { FailedCreate, freshOf, HashCollision, ReplicaSetWriter, revisionOf } from './replicasets';
import { countersOf, put } from './status';

const SURGE = rule(
  'deployment/max-surge',
  'In a rolling update there are never more pods than replicas and maxSurge.',
  'kubernetes.io, Deployments, maxSurge',
);
const UNAVAILABLE = rule(
  'deployment/max-unavailable',
  'In a rolling update no more pods are missing than maxUnavailable.',
  'kubernetes.io, Deployments, maxUnavailable',
);
const RECREATE = rule(
  'deployment/recreate',
  'With Recreate all old pods have ended before the first new one is made.',
  'kubernetes.io, Deployments, Recreate Deployment',
);
const PAUSED = rule(
  'deployment/paused-only-scales',
  'A Deployment that is paused keeps its template and still changes its size.',
  'kubernetes.io, Deployments, Pausing and Resuming',
);
const HISTORY = rule(
  'deployment/history-limit',
  'Old ReplicaSets beyond revisionHistoryLimit are deleted, the oldest revision first.',
  'kubernetes.io, Deployments, revisionHistoryLimit',
);
const REVISION_UP = rule(
  'deployment/newest-revision',
  'The ReplicaSet of the present template has the highest revision, an old one that is used again too.',
  'pkg/controller/deployment/sync.go',
);

const NAME = 'deployment-controller';
const FAILED_CREATE = 'ReplicaSetCreateError';

/** What one sync works with. */
interface Rollout {
  deployment: Deployment;
  /** The ReplicaSet of the current template. */
  fresh: ReplicaSet | undefined;
  old: ReplicaSet[];
}

/**
 * Rolls a Deployment's pods over to its template: one decision a sync, the next one when the cluster has answered.
 * Source: kubernetes.io, "Deployments"; recordings of f17 and g25.
 */
export class DeploymentController {
  private readonly controller: Controller;
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  private readonly sets: ReplicaSetWriter;

  constructor(
    kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
  ) {
    this.client = new ApiClient(api, NAME);
    this.recorder = new EventRecorder(api, { component: NAME });
    this.sets = new ReplicaSetWriter(this.client, this.recorder, api.release);
    this.controller = new Controller({ kernel, name: NAME, kind: 'Deployment', sync: (key) => this.sync(key) });
  }

  start(): void {
    this.informers.of<Deployment>('Deployment').onChange(({ object }) => this.controller.enqueue(keyOf(object)));
    this.informers.of<ReplicaSet>('ReplicaSet').onChange(({ object, old }) => {
      for (const set of old ? [object, old] : [object]) this.enqueueOwner(set);
    });
    this.informers.of<Pod>('Pod').onChange(({ type, object: pod, old }) => {
      // Only Recreate waits for pods themselves.
      const ended = type === 'DELETED' || (isTerminal(pod) && !!old && !isTerminal(old));
      const set = ended ? this.ownerOf(pod) : undefined;
      if (set) this.enqueueOwner(set);
    });
  }

  private enqueueOwner(set: ReplicaSet): void {
    const owner = controllerOf(set);
    if (owner) {
      if (owner.kind === 'Deployment') this.controller.enqueue(`${set.metadata.namespace}/${owner.name}`);
      return;
    }
    for (const deployment of this.informers.of<Deployment>('Deployment').list(set.metadata.namespace)) {
      if (matches(deployment.spec.selector, set.metadata.labels)) this.controller.enqueue(keyOf(deployment));
    }
  }

  private ownerOf(pod: Pod): ReplicaSet | undefined {
    const owner = controllerOf(pod);
    return owner?.kind === 'ReplicaSet'
      ? this.informers.of<ReplicaSet>('ReplicaSet').get(pod.metadata.namespace, owner.name)
      : undefined;
  }

  private *sync(key: string): Task {
    const [namespace, name] = splitKey(key);
    const deployment = this.informers.of<Deployment>('Deployment').get(namespace, name);
    if (!deployment) return;
    if (isEmptySelector(deployment.spec.selector)) {
      this.recorder.event(
        deployment,
        'Warning',
        'SelectingAll',
        'This deployment is selecting all pods. A non-empty selector is required.',
      );
      return;
    }
    const candidates = this.informers.of<ReplicaSet>('ReplicaSet').list(namespace).sort(byAge);
    const sets = yield* claim(this.client, deployment, deployment.spec.selector, candidates);
    const fresh = freshOf(deployment, sets);
    const rollout: Rollout = { deployment, fresh, old: sets.filter((set) => set !== fresh) };
    try {
      yield* this.roll(rollout);
    } catch (error) {
      if (!(error instanceof HashCollision)) throw error;
      const status = { ...deployment.status, collisionCount: (deployment.status?.collisionCount ?? 0) + 1 };
      yield* writeStatusOnce(this.client, rollout.deployment, status);
    }
  }

  private *roll(rollout: Rollout): Task {
    const { deployment } = rollout;
    if (deployment.metadata.deletionTimestamp) {
      yield* this.reportCounters(rollout);
      return;
    }
    yield* this.notePause(rollout);
    if (deployment.spec.paused || isScalingEvent(deployment, allOf(rollout))) {
      yield* this.scaleOnly(rollout);
      return;
    }
    if (deployment.spec.strategy?.type === 'Recreate') yield* this.recreate(rollout);
    else yield* this.rollingUpdate(rollout);
  }

  /** Paused or just resized: the sizes follow, the template does not. */
  private *scaleOnly(rollout: Rollout): Task {
    if (rollout.fresh) yield* this.freshen(rollout);
    for (const scaling of resize(rollout.deployment, rollout.fresh, rollout.old)) yield* this.scale(rollout, scaling);
    if (rollout.deployment.spec.paused) {
      this.api.kernel.acts(PAUSED);
      yield* this.prune(rollout);
    }
    yield* this.reportCounters(rollout);
  }

  private *rollingUpdate(rollout: Rollout): Task {
    const fresh = yield* this.ensureFresh(rollout);
    const grown = growNew(rollout.deployment, fresh, rollout.old);
    if (grown) {
      this.api.kernel.acts(SURGE);
      yield* this.scale(rollout, grown);
      yield* this.report(rollout);
      return;
    }
    const shrinks = yield* this.shrinkOld(rollout, fresh);
    if (!shrinks && isComplete(rollout.deployment, rollout.deployment.status ?? {})) yield* this.prune(rollout);
    yield* this.report(rollout);
  }

  /** What is not available goes first, with a word of its own (rolling.go reconcileOldReplicaSets). */
  private *shrinkOld(rollout: Rollout, fresh: ReplicaSet): Task<boolean> {
    const budget = shrinkBudget(rollout.deployment, fresh, rollout.old);
    if (budget <= 0) return false;
    const lame = dropLame(rollout.old, budget);
    for (const scaling of lame) yield* this.scale(rollout, scaling);
    const spare = dropSpare(rollout.deployment, fresh, rollout.old);
    for (const scaling of spare) yield* this.scale(rollout, scaling);
    const shrinks = lame.length + spare.length > 0;
    if (shrinks) this.api.kernel.acts(UNAVAILABLE);
    return shrinks;
  }

  /** All old pods must have ended before the first new one is made. */
  private *recreate(rollout: Rollout): Task {
    if (rollout.fresh) yield* this.freshen(rollout);
    const using = rollout.old.filter(isInUse);
    if (using.length > 0) this.api.kernel.acts(RECREATE);
    for (const set of using) yield* this.scale(rollout, { set, to: 0 });
    if (using.length > 0 || this.oldPodsRun(rollout)) {
      yield* this.report(rollout);
      return;
    }
    const fresh = yield* this.ensureFresh(rollout);
    const replicas = rollout.deployment.spec.replicas ?? 1;
    if (sizeOf(fresh) !== replicas) yield* this.scale(rollout, { set: fresh, to: replicas });
    if (isComplete(rollout.deployment, rollout.deployment.status ?? {})) yield* this.prune(rollout);
    yield* this.report(rollout);
  }

  private oldPodsRun({ deployment, old }: Rollout): boolean {
    if (sumOf(old, (set) => set.status?.replicas ?? 0) > 0) return true;
    const uids = new Set(old.map(({ metadata }) => metadata.uid));
    return this.informers
      .of<Pod>('Pod')
      .list(deployment.metadata.namespace)
      .some((pod) => uids.has(controllerOf(pod)?.uid) && !isTerminal(pod));
  }

  /** The ReplicaSet of the current template, made if there is none, with the highest revision. */
  private *ensureFresh(rollout: Rollout): Task<ReplicaSet> {
    if (rollout.fresh) return yield* this.freshen(rollout);
    const revision = nextRevision(rollout);
    try {
      rollout.fresh = yield* this.sets.create(rollout.deployment, revision, rollout.old);
    } catch (error) {
      if (error instanceof FailedCreate) yield* this.noteFailedCreate(rollout, error.message);
      throw error instanceof FailedCreate ? error.status : error;
    }
    const { name } = rollout.fresh.metadata;
    yield* this.setRevision(rollout, revision);
    if (hasDeadline(rollout.deployment)) {
      yield* this.setProgress(rollout, 'NewReplicaSetCreated', `Created new replica set "${name}"`);
    }
    return rollout.fresh;
  }

  private *freshen(rollout: Rollout): Task<ReplicaSet> {
    const revision = nextRevision(rollout);
    if (revision > revisionOf(rollout.fresh!)) this.api.kernel.acts(REVISION_UP);
    const before = rollout.fresh!;
    const fresh = yield* this.sets.refresh(rollout.deployment, before, revision);
    rollout.fresh = fresh;
    // The Deployment follows when it sees what was written (sync.go getNewReplicaSet).
    if (fresh !== before) return fresh;
    yield* this.setRevision(rollout, Number(fresh.metadata.annotations?.[REVISION] ?? revision));
    if (hasDeadline(rollout.deployment) && !conditionOf(rollout.deployment.status?.conditions, 'Progressing')) {
      yield* this.setProgress(rollout, 'FoundNewReplicaSet', `Found new replica set "${fresh.metadata.name}"`);
    }
    return fresh;
  }

  private *setRevision(rollout: Rollout, revision: number): Task {
    const { metadata } = rollout.deployment;
    if (metadata.annotations?.[REVISION] === String(revision)) return;
    const annotations = { ...metadata.annotations, [REVISION]: String(revision) };
    // With the status, which makes no new generation (sync.go getNewReplicaSet: UpdateStatus).
    rollout.deployment = yield* this.client.updateStatus<Deployment>({
      ...rollout.deployment,
      metadata: { ...metadata, annotations },
    });
  }

  private *setProgress(rollout: Rollout, reason: string, message: string): Task {
    const { status } = rollout.deployment;
    const conditions = put(status?.conditions, progressing('True', reason, message), this.api.now());
    rollout.deployment = yield* writeStatusOnce(this.client, rollout.deployment, { ...status, conditions });
  }

  private *noteFailedCreate(rollout: Rollout, message: string): Task {
    const { deployment } = rollout;
    if (hasDeadline(deployment)) {
      const news = progressing('False', FAILED_CREATE, message);
      const conditions = put(deployment.status?.conditions, news, this.api.now());
      rollout.deployment = yield* writeStatusOnce(this.client, deployment, { ...deployment.status, conditions });
    }
    this.recorder.event(deployment, 'Warning', FAILED_CREATE, message);
  }

  /** The deadline does not run while a Deployment is paused. */
  private *notePause(rollout: Rollout): Task {
    const { deployment } = rollout;
    if (!hasDeadline(deployment)) return;
    const { status, spec } = deployment;
    const old = conditionOf(status?.conditions, 'Progressing');
    if (old?.reason === 'ProgressDeadlineExceeded') return;
    const isNoted = old?.reason === 'DeploymentPaused';
    if (!!spec.paused === isNoted) return;
    const next = spec.paused
      ? progressing('Unknown', 'DeploymentPaused', 'Deployment is paused')
      : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed');
    const conditions = put(status?.conditions, next, this.api.now());
    rollout.deployment = yield* writeStatusOnce(this.client, deployment, { ...status, conditions });
  }

  private *scale(rollout: Rollout, scaling: { set: ReplicaSet; to: number }): Task {
    const written = yield* this.sets.scale(rollout.deployment, scaling);
    if (scaling.set === rollout.fresh) rollout.fresh = written;
    else rollout.old = rollout.old.map((set) => (set === scaling.set ? written : set));
  }

  /** Old ReplicaSets beyond revisionHistoryLimit go, lowest revision first; one that is in use is left out, not replaced. */
  private *prune({ deployment, old }: Rollout): Task {
    const alive = old.filter(({ metadata }) => !metadata.deletionTimestamp);
    const byRevision = this.api.release.has('deploymentHistoryByRevision');
    alive.sort((a, b) => (byRevision ? revisionOf(a) - revisionOf(b) : 0) || byAge(a, b));
    const surplus = alive.length - (deployment.spec.revisionHistoryLimit ?? 10);
    for (const set of alive.slice(0, Math.max(0, surplus)).filter(isIdle)) {
      this.api.kernel.acts(HISTORY);
      try {
        yield* this.client.delete('ReplicaSet', set.metadata.namespace, set.metadata.name, {
          propagationPolicy: 'Background',
        });
      } catch (error) {
        if (!isStatus(error, 'NotFound')) throw error;
      }
    }
  }

  private *reportCounters(rollout: Rollout): Task {
    const { deployment, fresh } = rollout;
    const status = countersOf(deployment, allOf(rollout), fresh, this.api);
    rollout.deployment = yield* writeStatusOnce(this.client, deployment, status);
  }

  private *report(rollout: Rollout): Task {
    const { deployment, fresh } = rollout;
    const all = allOf(rollout);
    const status = withProgress(deployment, countersOf(deployment, all, fresh, this.api), all, fresh, this.api);
    if (!sameJson(deployment.status, status))
      rollout.deployment = yield* writeStatusOnce(this.client, deployment, status);
    const waitMs = deadlineCheckMs(rollout.deployment, status, this.api.wallMs());
    if (waitMs !== undefined) this.controller.enqueueAfter(keyOf(deployment), waitMs);
  }
}

function allOf({ fresh, old }: Rollout): ReplicaSet[] {
  return fresh ? [...old, fresh] : old;
}

function isIdle(set: ReplicaSet): boolean {
  const isSeen = (set.status?.observedGeneration ?? 0) >= (set.metadata.generation ?? 0);
  return sizeOf(set) === 0 && (set.status?.replicas ?? 0) === 0 && isSeen;
}

function nextRevision({ old }: Rollout): number {
  return Math.max(0, ...old.map(revisionOf)) + 1;
}
