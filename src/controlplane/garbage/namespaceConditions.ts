import { formatTime } from '../../api';
import type { Condition, Namespace } from '../../api/types';

/** What is left of a namespace that is being emptied. */
export interface Leftovers {
  /** `plural.group`, and how many. */
  readonly byResource: ReadonlyMap<string, number>;
  readonly byFinalizer: ReadonlyMap<string, number>;
  readonly errors: readonly string[];
}

const OK = [
  ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
  ['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
  [
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  ['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
] as const;

/**
 * Why a namespace is still there, as its conditions say it. Source: controller/namespace/deletion/status_condition_utils.go.
 * @returns `undefined` when they say it already
 */
export function conditionsOf(
  { status }: Namespace,
  { byResource, byFinalizer, errors }: Leftovers,
  wallMs: number,
): Condition[] | undefined {
  const bad = new Map<string, readonly [reason: string, message: string]>();
  if (errors.length > 0) {
    const message = `Failed to delete all resource types, ${errors.length} remaining: ${[...errors].sort().join(', ')}`;
    bad.set('NamespaceDeletionContentFailure', ['ContentDeletionFailed', message]);
  }
  const list = (counts: ReadonlyMap<string, number>, verb: string): string =>
    [...counts]
      .map(([what, count]) => `${what} ${verb} ${count} resource instances`)
      .sort()
      .join(', ');
  if (byResource.size > 0) {
    const message = `Some resources are remaining: ${list(byResource, 'has')}`;
    bad.set('NamespaceContentRemaining', ['SomeResourcesRemain', message]);
  }
  if (byFinalizer.size > 0) {
    const message = `Some content in the namespace has finalizers remaining: ${list(byFinalizer, 'in')}`;
    bad.set('NamespaceFinalizersRemaining', ['SomeFinalizersRemain', message]);
  }
  let isNew = false;
  const conditions = OK.map(([type, okReason, okMessage]): Condition => {
    const old = status?.conditions?.find((condition) => condition.type === type);
    const [reason, message] = bad.get(type) ?? [okReason, okMessage];
    const value = bad.has(type) ? 'True' : 'False';
    if (old?.status === value && old.reason === reason && old.message === message) return old;
    isNew = true;
    const lastTransitionTime = old?.status === value ? (old.lastTransitionTime ?? null) : formatTime(wallMs);
    return { type, status: value, lastTransitionTime, reason, message };
  });
  return isNew ? conditions : undefined;
}
