import { type Field, type FieldType, STRUCTS, type StructTable } from '../schema/index';

/**
 * Leaves out, in place, what Go leaves out when it writes an object (`omitempty`): `""`, 0, false and an empty list or
 * map say the same as nothing, and are defaulted like it, unless the field is a pointer. The status is its writer's.
 */
export function dropZeros(object: object, kind: string): void {
  const struct = STRUCTS.get(kind);
  if (struct) dropFields(object as Record<string, unknown>, struct, 'status');
}

function dropFields(object: Record<string, unknown>, struct: StructTable, except?: string): void {
  for (const key in object) {
    const field = struct.fields.get(key);
    if (field === undefined || key === except) continue;
    if (isLeftOut(object[key], field)) delete object[key];
    else dropInside(object[key], field.type);
  }
}

function dropInside(value: unknown, type: FieldType): void {
  if (typeof value !== 'object' || value === null || type.kind === 'scalar') return;
  if (type.kind === 'struct') dropFields(value as Record<string, unknown>, type.struct);
  else if (type.element.kind !== 'scalar') for (const key in value) dropInside(value[key as never], type.element);
}

function isLeftOut(value: unknown, { keepsZero, type }: Field): boolean {
  if (keepsZero) return false;
  switch (type.kind) {
    case 'struct':
      return false;
    case 'list':
      return Array.isArray(value) && value.length === 0;
    case 'map':
      return typeof value === 'object' && value !== null && isEmpty(value);
    case 'scalar':
      return (value === '' || value === 0 || value === false) && ZERO_IS_NOTHING.has(type.scalar);
  }
}

/** Quantities, times and IntOrStrings are structs in Go, which are never left out. */
const ZERO_IS_NOTHING: ReadonlySet<string> = new Set(['string', 'bool', 'int32', 'int64', 'bytes']);

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}
