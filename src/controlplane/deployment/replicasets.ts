import { type ApiClient, type EventRecorder, type Release, StatusError, sameJson } from '../../api';
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../api/types';
import type { Task } from '../../kernel';
import { byAge, controllerOf, controllerReference } from '../common/objects';
import { isNamespaceEnding } from '../common/podControl';
import { templateHash } from '../common/templateHash';
import { DESIRED, HASH_LABEL, inherited, MAX, REVISION, REVISION_HISTORY } from './annotations';
import { type Scaling, sizeOf, sumOf } from './decisions';
import { limitsOf } from './limits';

/** Thrown when a name is taken by a ReplicaSet of another template: the hash has to be drawn again. */
export class HashCollision extends Error {}

/** Thrown when a ReplicaSet is refused for a reason that its Deployment tells of. */
export class FailedCreate extends Error {
  constructor(
    name: string,
    readonly status: StatusError,
  ) {
    super(`Failed to create new replica set "${name}": ${status.message}`);
  }
}

/** The oldest ReplicaSet whose template is the Deployment's, but for the hash label. */
export function freshOf(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const template = withoutHash(deployment.spec.template);
  return [...sets].sort(byAge).find((set) => set.spec.template && sameJson(withoutHash(set.spec.template), template));
}

function withoutHash(template: PodTemplateSpec): unknown {
  const { [HASH_LABEL]: _hash, ...labels } = template.metadata?.labels ?? {};
  const annotations = template.metadata?.annotations ?? {};
  return { labels, annotations, spec: template.spec };
}

export function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0) || 0;
}

/** Writes ReplicaSets for a Deployment. */
export class ReplicaSetWriter {
  constructor(
    private readonly client: ApiClient,
    private readonly recorder: EventRecorder,
    private readonly release: Release,
  ) {}

  /** Its size, with an event. Annotations follow the Deployment's wishes. */
  *scale(deployment: Deployment, { set, to }: Scaling): Task<ReplicaSet> {
    const from = sizeOf(set);
    const annotations = { ...set.metadata.annotations, ...sizeAnnotations(deployment) };
    if (from === to && sameJson(annotations, set.metadata.annotations)) return set;
    const written = yield* this.client.update<ReplicaSet>({
      ...set,
      metadata: { ...set.metadata, annotations },
      spec: { ...set.spec, replicas: to },
    });
    if (from !== to) {
      const values = { name: set.metadata.name, from, to, direction: from < to ? 'up' : 'down' };
      this.recorder.event(deployment, 'Normal', 'ScalingReplicaSet', this.release.text('replicaSetScaled', values));
    }
    return written;
  }

  /**
   * The revision of an existing one is raised to the newest, the old number kept in its history. How large its Deployment
   * was is not touched: a change of size has yet to be shared out by it (deployment_util.go SetNewReplicaSetAnnotations).
   */
  *refresh(deployment: Deployment, set: ReplicaSet, revision: number): Task<ReplicaSet> {
    const before = set.metadata.annotations ?? {};
    const raised = revision > revisionOf(set);
    const history = [before[REVISION_HISTORY], before[REVISION]].filter(Boolean).join(',');
    const annotations = {
      ...before,
      ...inherited(deployment.metadata.annotations),
      ...(raised ? { [REVISION]: String(revision), ...(before[REVISION] ? { [REVISION_HISTORY]: history } : {}) } : {}),
    };
    const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
    if (sameJson(annotations, before) && (set.spec.minReadySeconds ?? 0) === minReadySeconds) return set;
    const spec = { ...set.spec, ...(minReadySeconds > 0 ? { minReadySeconds } : { minReadySeconds: undefined }) };
    return yield* this.client.update<ReplicaSet>({ ...set, metadata: { ...set.metadata, annotations }, spec });
  }

  /** @throws HashCollision; FailedCreate; StatusError where the namespace is ending */
  *create(deployment: Deployment, revision: number, old: readonly ReplicaSet[]): Task<ReplicaSet> {
    const set = newReplicaSet(deployment, revision, old);
    const { namespace = '', name } = set.metadata;
    try {
      const created = yield* this.client.create<ReplicaSet>(set);
      const to = sizeOf(created);
      if (to > 0) {
        this.recorder.event(
          deployment,
          'Normal',
          'ScalingReplicaSet',
          this.release.text('replicaSetFirstScaled', { name, to }),
        );
      }
      return created;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error.reason === 'AlreadyExists') {
        const present = yield* this.client.get<ReplicaSet>('ReplicaSet', namespace, name);
        if (controllerOf(present)?.uid === deployment.metadata.uid && freshOf(deployment, [present])) return present;
        throw new HashCollision();
      }
      throw isNamespaceEnding(error) ? error : new FailedCreate(name, error);
    }
  }
}

function sizeAnnotations(deployment: Deployment): Record<string, string> {
  const replicas = deployment.spec.replicas ?? 1;
  return { [DESIRED]: String(replicas), [MAX]: String(replicas + limitsOf(deployment).maxSurge) };
}

function newReplicaSet(deployment: Deployment, revision: number, old: readonly ReplicaSet[]): ReplicaSet {
  const { template, selector, minReadySeconds } = deployment.spec;
  const { name, namespace, annotations } = deployment.metadata;
  const hash = templateHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace ? { namespace } : {}),
      labels,
      annotations: { ...inherited(annotations), [REVISION]: String(revision), ...sizeAnnotations(deployment) },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: firstSize(deployment, old),
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...structuredClone(template), metadata: { ...template.metadata, labels } },
    },
  };
}

function firstSize(deployment: Deployment, old: readonly ReplicaSet[]): number {
  const replicas = deployment.spec.replicas ?? 1;
  if (deployment.spec.strategy?.type === 'Recreate') return replicas;
  const room = replicas + limitsOf(deployment).maxSurge - sumOf(old, sizeOf);
  return Math.max(0, Math.min(room, replicas));
}
