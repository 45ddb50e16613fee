import type { Release } from '../release/index';
import { type FieldType, STRUCTS, type StructTable, structIn } from '../schema/index';

/**
 * Drops the fields that the release knows and does not act on (alpha features), as the API server does when a new
 * object uses them. A manifest for a newer cluster is then accepted, and means less.
 */
export function dropDisabledFields(object: object, kind: string, release: Release): void {
  const struct = STRUCTS.get(kind);
  if (struct) drop(object as Record<string, unknown>, struct, release.minor);
}

function drop(object: Record<string, unknown>, struct: StructTable, minor: number): void {
  if (!mayHoldDisabled(struct, minor)) return;
  for (const [key, value] of Object.entries(object)) {
    const field = struct.fields.get(key);
    if (field === undefined) continue;
    if (isDisabled(field, minor)) delete object[key];
    else if (isEmptied(value, field.type, minor)) delete object[key];
  }
}

/** Hooks of which nothing is left are none. Source: pkg/api/pod/util.go `dropContainerStopSignals`, `dropPodLifecycleSleepAction`. */
const GO_WITH_THEIR_FIELDS: ReadonlySet<string> = new Set(['Lifecycle', 'LifecycleHandler']);

/** Drops what is disabled inside; true when the struct had nothing else and goes along. */
function isEmptied(value: unknown, type: FieldType, minor: number): boolean {
  const before = sizeOf(value);
  dropInside(value, type, minor);
  if (type.kind !== 'struct' || !GO_WITH_THEIR_FIELDS.has(type.struct.name)) return false;
  return before > 0 && sizeOf(value) === 0;
}

function sizeOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function dropInside(value: unknown, type: FieldType, minor: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (type.kind === 'struct') drop(value as Record<string, unknown>, type.struct, minor);
  else if (type.kind !== 'scalar') for (const element of Object.values(value)) dropInside(element, type.element, minor);
}

function isDisabled({ sinceMinor, onMinor }: { sinceMinor: number; onMinor: number }, minor: number): boolean {
  return minor < onMinor && minor >= sinceMinor;
}

const holders = new Map<number, Map<StructTable, boolean>>();

/** True when the struct or something inside it has a field that this release drops: most of the tree has none. */
function mayHoldDisabled(struct: StructTable, minor: number): boolean {
  const known = holders.get(minor) ?? new Map<StructTable, boolean>();
  holders.set(minor, known);
  const found = known.get(struct);
  if (found !== undefined) return found;
  known.set(struct, false);
  const result = [...struct.fields.values()].some((field) => {
    const inner = structIn(field.type);
    return isDisabled(field, minor) || (inner !== undefined && mayHoldDisabled(inner, minor));
  });
  known.set(struct, result);
  return result;
}
