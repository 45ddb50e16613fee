import { type ApiClient, type Informer, isStatus, labelMatcher } from '../../api';
import type { KubeObject, LabelSelector } from '../../api/types';
import { rule, type Task } from '../../kernel';
import { byAge, controllerOf, controllerReference } from './objects';

const ADOPTS = rule(
  'controller/adopts',
  'A controller takes over pods that match its selector and belong to nobody.',
  'kubernetes.io, ReplicaSet',
);
const RELEASES = rule(
  'controller/releases',
  'A pod whose labels no longer match is let go and replaced.',
  'kubernetes.io, ReplicaSet, Isolating Pods',
);

/**
 * The dependents that belong to a controller: those it owns and selects. Orphans that match its selector are adopted, owned
 * ones that do not match any more are released. Source: kubernetes.io, "Garbage Collection", controller reference rules.
 */
export function* claim<T extends KubeObject>(
  client: ApiClient,
  owner: KubeObject,
  selector: LabelSelector | undefined,
  candidates: readonly T[],
): Task<T[]> {
  const mine: T[] = [];
  let mayAdopt: boolean | undefined;
  const matcher = labelMatcher(selector);
  for (const object of candidates) {
    const controller = controllerOf(object);
    if (controller && controller.uid !== owner.metadata.uid) continue;
    const selected = matcher.matches(object.metadata.labels);
    if (controller) {
      if (selected) mine.push(object);
      else if (!owner.metadata.deletionTimestamp) {
        client.api.kernel.acts(RELEASES);
        yield* release(client, owner, object);
      }
      continue;
    }
    if (!selected || owner.metadata.deletionTimestamp || object.metadata.deletionTimestamp) continue;
    mayAdopt ??= yield* isStillThere(client, owner);
    if (!mayAdopt || !(yield* adopt(client, owner, object))) continue;
    client.api.kernel.acts(ADOPTS);
    mine.push(object);
  }
  return mine;
}

/** Whom `claim` can have a use for: what the owner owns and what its selector selects, oldest first. */
export function candidatesOf<T extends KubeObject>(
  informer: Informer<T>,
  owner: KubeObject,
  selector: LabelSelector | undefined,
): T[] {
  const all = new Set([
    ...informer.ownedBy(owner.metadata.uid ?? ''),
    ...informer.selected(owner.metadata.namespace, selector),
  ]);
  return [...all].sort(byAge);
}

/** A fresh look: an owner that is being deleted must not take anything with it. */
function* isStillThere(client: ApiClient, owner: KubeObject): Task<boolean> {
  const { namespace = '', name, uid } = owner.metadata;
  try {
    const live = yield* client.get<KubeObject>(owner.kind, namespace, name);
    return live.metadata.uid === uid && !live.metadata.deletionTimestamp;
  } catch (error) {
    if (isStatus(error, 'NotFound')) return false;
    throw error;
  }
}

function* adopt(client: ApiClient, owner: KubeObject, object: KubeObject): Task<boolean> {
  const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerReference(owner)];
  return yield* patchOwners(client, object, ownerReferences);
}

function* release(client: ApiClient, owner: KubeObject, object: KubeObject): Task {
  const rest = (object.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata.uid);
  yield* patchOwners(client, object, rest);
}

function* patchOwners(client: ApiClient, object: KubeObject, ownerReferences: unknown[]): Task<boolean> {
  const { namespace = '', name, uid } = object.metadata;
  try {
    yield* client.patch(object.kind, namespace, name, { metadata: { uid, ownerReferences } }, { type: 'merge' });
    return true;
  } catch (error) {
    // Gone, or another object by the same name.
    if (isStatus(error, 'NotFound') || isStatus(error, 'Invalid') || isStatus(error, 'Conflict')) return false;
    throw error;
  }
}
