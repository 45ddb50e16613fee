import { sameJson } from '../../api/index';
import { mergeKeyOf, mergesAsSet } from '../../api/patch/mergeKeys';

type Json = Readonly<Record<string, unknown>>;

/**
 * The strategic merge patch of client-side apply: what the manifest says and the object does not, and deletions of what
 * the last manifest said and this one does not. Fields that others set (defaults, replicas of an autoscaler) stay.
 * @param original what was applied last; empty when nobody knows
 * @param modified the manifest
 * @param current the object in the cluster
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/
 */
export function threeWayPatch(original: Json, modified: Json, current: Json, kind: string): Json {
  return diffMaps(original, modified, current, { kind, parent: '' });
}

interface Place {
  readonly kind: string;
  /** Name of the field that holds the map. */
  readonly parent: string;
}

function diffMaps(original: Json, modified: Json, current: Json, place: Place): Json {
  const patch: Record<string, unknown> = {};
  for (const [key, wanted] of Object.entries(modified)) {
    const present = current[key];
    if (wanted === undefined) continue;
    if (isMap(wanted) && isMap(present)) {
      const inner = diffMaps(asMap(original[key]), wanted, present, { ...place, parent: key });
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (Array.isArray(wanted) && Array.isArray(present)) {
      Object.assign(patch, diffLists(key, asList(original[key]), wanted, present, place));
    } else if (!sameJson(wanted, present)) patch[key] = wanted;
  }
  for (const key of Object.keys(original)) {
    if (modified[key] === undefined && current[key] !== undefined) patch[key] = null;
  }
  return patch;
}

/** The members of a patch that bring one list up to date: none when it is. */
function diffLists(name: string, original: unknown[], modified: unknown[], current: unknown[], place: Place): Json {
  const mergeKey = mergeKeyOf(name, place.parent, place.kind);
  if (mergeKey && [...modified, ...current].every(isMap)) {
    return diffByKey(name, mergeKey, original.filter(isMap), modified as Json[], current as Json[], place);
  }
  if (mergesAsSet(name, place.parent)) {
    const added = modified.filter((item) => !current.includes(item));
    const removed = original.filter((item) => !modified.includes(item) && current.includes(item));
    return {
      ...(added.length > 0 ? { [name]: added, [`$setElementOrder/${name}`]: modified } : {}),
      ...(removed.length > 0 ? { [`$deleteFromPrimitiveList/${name}`]: removed } : {}),
    };
  }
  return sameJson(modified, current) ? {} : { [name]: modified };
}

function diffByKey(
  name: string,
  mergeKey: string,
  original: readonly Json[],
  modified: readonly Json[],
  current: readonly Json[],
  place: Place,
): Json {
  const withKey = (list: readonly Json[], key: unknown): Json | undefined =>
    list.find((item) => item[mergeKey] === key);
  const items: Json[] = [];
  for (const wanted of modified) {
    const key = wanted[mergeKey];
    const present = withKey(current, key);
    if (!present) {
      items.push(wanted);
      continue;
    }
    const inner = diffMaps(withKey(original, key) ?? {}, wanted, present, { ...place, parent: name });
    if (Object.keys(inner).length > 0) items.push({ ...inner, [mergeKey]: key });
  }
  for (const { [mergeKey]: key } of original) {
    if (!withKey(modified, key) && withKey(current, key)) items.push({ $patch: 'delete', [mergeKey]: key });
  }
  if (items.length === 0) return {};
  return { [`$setElementOrder/${name}`]: modified.map((item) => ({ [mergeKey]: item[mergeKey] })), [name]: items };
}

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const asMap = (value: unknown): Json => (isMap(value) ? value : {});
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
