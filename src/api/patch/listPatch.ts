/**
 * The part of a strategic patch that changes elements of a list or adds some after the others. client-go makes patches
 * of two versions of an object and tells the order that the list shall have; a patch without it puts new elements first
 * (apimachinery, strategicpatch, CreateTwoWayMergePatch).
 */
export function listPatch<T extends object>(
  list: string,
  mergeKey: keyof T & string,
  before: readonly T[] | undefined,
  changed: readonly T[],
): Record<string, unknown> {
  const ids = new Set([...(before ?? []), ...changed].map((element) => element[mergeKey]));
  return { [list]: changed, [`$setElementOrder/${list}`]: [...ids].map((id) => ({ [mergeKey]: id })) };
}
