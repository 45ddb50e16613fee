import { type ApiClient, isStatus, sameJson } from '../../api';
import type { ControllerRevision, KubeObject, PodTemplateSpec } from '../../api/types';
import type { Task } from '../../kernel';
import { byAge, controllerOf, controllerReference } from './objects';
import { templateHash } from './templateHash';

/** `pod template → ControllerRevision`: how StatefulSets and DaemonSets remember what they were. */
export const REVISION_LABEL = 'controller-revision-hash';

/** What a revision holds: the part of the object that a rollback would put back. */
function dataOf(template: PodTemplateSpec): unknown {
  return { spec: { template: { ...template, $patch: 'replace' } } };
}

export function revisionsOf(owner: KubeObject, all: readonly ControllerRevision[]): ControllerRevision[] {
  return all
    .filter((each) => controllerOf(each)?.uid === owner.metadata.uid)
    .sort((a, b) => a.revision - b.revision || byAge(a, b));
}

/**
 * The revision of a template: found among those that exist and made the newest, or created. A new one takes over the
 * annotations of its owner, among them why it was changed.
 * @param hashLabel the label of the revision that names its hash
 */
export function* ensureRevision(
  client: ApiClient,
  owner: KubeObject,
  template: PodTemplateSpec,
  existing: readonly ControllerRevision[],
  hashLabel = REVISION_LABEL,
): Task<ControllerRevision> {
  const data = dataOf(template);
  const next = Math.max(0, ...existing.map(({ revision }) => revision)) + 1;
  const found = existing.findLast((each) => sameJson(each.data, data));
  if (found) {
    if (found.revision === next - 1) return found;
    return yield* client.update<ControllerRevision>({ ...found, revision: next });
  }
  const hash = templateHash(template);
  const { name, namespace, annotations } = owner.metadata;
  const revision: ControllerRevision = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace ? { namespace } : {}),
      labels: { ...template.metadata?.labels, [hashLabel]: hash },
      // The cause of a change is told by the revision that came of it.
      ...(annotations ? { annotations: { ...annotations } } : {}),
      ownerReferences: [controllerReference(owner)],
    },
    data,
    revision: next,
  };
  try {
    return yield* client.create<ControllerRevision>(revision);
  } catch (error) {
    if (!isStatus(error, 'AlreadyExists')) throw error;
    return yield* client.get<ControllerRevision>('ControllerRevision', namespace, revision.metadata.name);
  }
}

/** The template that a revision holds. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  const { $patch: _patch, ...template } = (
    revision.data as { spec: { template: PodTemplateSpec & { $patch?: string } } }
  ).spec.template;
  return template as PodTemplateSpec;
}

/** Deletes the oldest revisions that nothing uses, beyond the history limit. */
export function* pruneRevisions(
  client: ApiClient,
  existing: readonly ControllerRevision[],
  isUsed: (revision: ControllerRevision) => boolean,
  limit: number,
): Task {
  const unused = existing.filter((revision) => !isUsed(revision));
  for (const { metadata } of unused.slice(0, Math.max(0, unused.length - limit))) {
    try {
      yield* client.delete('ControllerRevision', metadata.namespace, metadata.name);
    } catch (error) {
      if (!isStatus(error, 'NotFound')) throw error;
    }
  }
}
