import { type FieldType, goStructName, STRUCTS, type StructTable } from '../schema/index';
import { isSet, isWhole, isWholeMap, keysOf } from './lists';

/** What of a value is owned for itself: nothing but the whole, its members, its elements. */
export type Shape =
  | { readonly how: 'leaf' }
  | { readonly how: 'set' }
  /** `isStruct`: the members are fields and not keys that somebody chose. */
  | { readonly how: 'members'; readonly isStruct: boolean; member(name: string): Shape }
  | { readonly how: 'keyed'; readonly keys: readonly string[]; readonly element: Shape };

/** A part of a value that is owned for itself. */
export interface Part {
  readonly value: unknown;
  readonly shape: Shape;
}

type Json = Record<string, unknown>;

const LEAF: Shape = { how: 'leaf' };
const SET: Shape = { how: 'set' };
/** What no table describes: members of objects one by one, lists as a whole. */
const UNKNOWN: Shape = { how: 'members', isStruct: false, member: () => UNKNOWN };

const known = new Map<string, Shape>();

/** Of an object of this kind. */
export function shapeOf(kind: string): Shape {
  const table = STRUCTS.get(kind);
  return table ? structShape(table) : UNKNOWN;
}

function structShape(table: StructTable): Shape {
  const present = known.get(table.name);
  if (present) return present;
  const name = goStructName(table);
  const members = new Map<string, Shape>();
  const member = (field: string): Shape => {
    const made = members.get(field) ?? fieldShape(table, name, field);
    members.set(field, made);
    return made;
  };
  const shape: Shape = isWhole(name) ? LEAF : { how: 'members', isStruct: true, member };
  known.set(table.name, shape);
  return shape;
}

function fieldShape(table: StructTable, struct: string, field: string): Shape {
  const type = table.fields.get(field)?.type;
  if (!type) return UNKNOWN;
  if (type.kind === 'map') {
    const element = typeShape(type.element);
    return isWholeMap(struct, field) ? LEAF : { how: 'members', isStruct: false, member: () => element };
  }
  if (type.kind !== 'list') return typeShape(type);
  const keys = keysOf(struct, field);
  if (keys) return { how: 'keyed', keys, element: typeShape(type.element) };
  return isSet(struct, field) ? SET : LEAF;
}

function typeShape(type: FieldType): Shape {
  if (type.kind === 'struct') return structShape(type.struct);
  return type.kind === 'scalar' && type.scalar === 'any' ? UNKNOWN : LEAF;
}

/** The parts of a value by path element; none of what is a leaf or empty. */
export function partsOf(value: unknown, shape: Shape): Map<string, Part> {
  const parts = new Map<string, Part>();
  if (Array.isArray(value)) {
    if (shape.how === 'set')
      for (const item of value) parts.set(`v:${JSON.stringify(item)}`, { value: item, shape: LEAF });
    if (shape.how === 'keyed')
      for (const item of value) parts.set(keyElement(item as Json, shape.keys), { value: item, shape: shape.element });
  } else if (shape.how === 'members' && typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (member !== undefined && member !== null) parts.set(`f:${name}`, { value: member, shape: shape.member(name) });
    }
  }
  return parts;
}

/** `k:{"containerPort":80,"protocol":"TCP"}`: a protocol that nobody gave is TCP. */
export function keyElement(item: Json, keys: readonly string[]): string {
  const given = keys.map((key) => [key, item[key] ?? (key === 'protocol' ? 'TCP' : undefined)] as const);
  return `k:${JSON.stringify(Object.fromEntries(given))}`;
}
