import type { ControllerRevision, KubeObject, PodTemplateSpec, ReplicaSet } from '../../api';
import type { Task } from '../../kernel';
import { CHANGE_CAUSE } from '../changeCause';
import { podSelector } from '../pods';
import type { Session } from '../session';

/** A template that a workload has had. */
export interface Revision {
  readonly number: number;
  readonly cause: string | undefined;
  readonly template: PodTemplateSpec;
  /** The template as `rollout history --revision` shows it; `template` is what an undo puts back. */
  readonly shown: PodTemplateSpec;
}

const REVISION = 'deployment.kubernetes.io/revision';
const HASH = 'pod-template-hash';

/** The revisions of a workload that are kept, oldest first; undefined for kinds that keep none. */
export function* revisionsOf(session: Session, owner: KubeObject): Task<Revision[] | undefined> {
  const selection = { namespace: owner.metadata.namespace, labelSelector: podSelector(owner) };
  const own = (object: KubeObject): boolean =>
    object.metadata.ownerReferences?.some((reference) => reference.uid === owner.metadata.uid) ?? false;
  let revisions: Revision[];
  if (owner.kind === 'Deployment') {
    const sets = (yield* session.client.list<ReplicaSet>('ReplicaSet', selection)).filter(own);
    revisions = sets.flatMap((set) => fromReplicaSet(set));
  } else if (owner.kind === 'DaemonSet' || owner.kind === 'StatefulSet') {
    const kept = (yield* session.client.list<ControllerRevision>('ControllerRevision', selection)).filter(own);
    revisions = kept.map((revision) => {
      const template = templateIn(revision);
      return {
        number: revision.revision,
        cause: revision.metadata.annotations?.[CHANGE_CAUSE],
        template,
        shown: template,
      };
    });
  } else return undefined;
  return revisions.sort((a, b) => a.number - b.number);
}

/** A ControllerRevision is a strategic merge patch: `$patch: replace` is no part of its template. */
function templateIn(revision: ControllerRevision): PodTemplateSpec {
  const { spec } = revision.data as { spec?: { template?: PodTemplateSpec & { $patch?: string } } };
  const { $patch: _, ...template } = spec?.template ?? { spec: { containers: [] } };
  return template;
}

/** The template of the ReplicaSet itself, with its hash, and with why it came (kubectl/pkg/polymorphichelpers/history.go). */
function shownTemplate({ annotations }: KubeObject['metadata'], template: PodTemplateSpec): PodTemplateSpec {
  const cause = annotations?.[CHANGE_CAUSE];
  if (!cause) return template;
  return {
    ...template,
    metadata: { ...template.metadata, annotations: { ...template.metadata?.annotations, [CHANGE_CAUSE]: cause } },
  };
}

function fromReplicaSet({ metadata, spec }: ReplicaSet): Revision[] {
  const number = Number(metadata.annotations?.[REVISION] ?? 0);
  if (!number || !spec.template) return [];
  const { [HASH]: _, ...labels } = spec.template.metadata?.labels ?? {};
  const template = { ...spec.template, metadata: { ...spec.template.metadata, labels } };
  return [
    { number, cause: metadata.annotations?.[CHANGE_CAUSE], template, shown: shownTemplate(metadata, spec.template) },
  ];
}
