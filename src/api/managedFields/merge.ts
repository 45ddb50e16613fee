import { FieldSet } from './fieldSet';
import { keyElement, type Part, partsOf, type Shape } from './shape';

type Json = Record<string, unknown>;

/**
 * What a manifest makes of an object: its fields over those that are there.
 * Source: structured-merge-diff typed/merge.go.
 */
export function merged(live: unknown, manifest: unknown, shape: Shape): unknown {
  if (manifest === undefined || live === undefined || live === null) return manifest ?? live;
  if (shape.how === 'members' && isObject(live) && isObject(manifest)) {
    const out: Json = { ...live };
    for (const [name, value] of Object.entries(manifest)) out[name] = merged(live[name], value, shape.member(name));
    return out;
  }
  if (shape.how === 'leaf' || shape.how === 'members' || !Array.isArray(live) || !Array.isArray(manifest))
    return manifest;
  return zipped(partsOf(live, shape), partsOf(manifest, shape));
}

/** The elements of the manifest in its order; those that it does not name stay before what they stood before. */
function zipped(live: ReadonlyMap<string, Part>, manifest: ReadonlyMap<string, Part>): unknown[] {
  const out: unknown[] = [];
  const rest = [...live.keys()];
  const takeOthers = (): void => {
    while (rest[0] !== undefined && !manifest.has(rest[0])) out.push(live.get(rest.shift() as string)?.value);
  };
  for (const [element, { value, shape }] of manifest) {
    takeOthers();
    out.push(merged(live.get(element)?.value, value, shape));
    const place = rest.indexOf(element);
    if (place >= 0) rest.splice(place, 1);
  }
  takeOthers();
  return out;
}

/** A value without some of its fields. Source: structured-merge-diff typed/remove.go. */
export function without(value: unknown, gone: FieldSet, shape: Shape): unknown {
  if (gone.children.size === 0) return value;
  if (shape.how === 'members' && isObject(value)) {
    const kept = Object.entries(value).flatMap(([name, member]) => {
      const part = gone.children.get(`f:${name}`);
      return part?.isMember ? [] : [[name, part ? without(member, part, shape.member(name)) : member] as const];
    });
    return Object.fromEntries(kept);
  }
  if (!Array.isArray(value)) return value;
  if (shape.how === 'set') return value.filter((item) => !gone.children.get(`v:${JSON.stringify(item)}`)?.isMember);
  if (shape.how !== 'keyed') return value;
  return value.flatMap((item: Json) => {
    const part = gone.children.get(keyElement(item, shape.keys));
    if (part?.isMember) return [];
    return [part ? without(item, part, shape.element) : item];
  });
}

/** The set with the fields of structs that have some of the set below them: they are there as long as these are. */
export function withNamedFields(set: FieldSet, shape: Shape): FieldSet {
  const out = new FieldSet(set.isMember);
  for (const [element, part] of set.children) {
    const below = withNamedFields(part, partShape(element, shape));
    if (shape.how === 'members' && shape.isStruct && part.children.size > 0) below.isMember = true;
    out.put(element, below);
  }
  return out;
}

function partShape(element: string, shape: Shape): Shape {
  if (shape.how === 'keyed') return shape.element;
  return shape.how === 'members' ? shape.member(element.slice(2)) : { how: 'leaf' };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
