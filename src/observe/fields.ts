import { type FieldType, STRUCTS, type StructTable } from '../api/index';
import { nearest } from './nearest';

/** The steps of a path: `status.containerStatuses[0].state` has four, `metadata.annotations[example.com/owner]` three. */
export function stepsOf(path: string): string[] {
  return [...path.matchAll(/\[([^\]]+)\]|([^.[\]]+)/g)].map(([, bracketed, plain = '']) => bracketed ?? plain);
}

/**
 * A misspelt field is never there: a sentence that it is not set would hold whatever happens. Kinds that only manifests define
 * have any field.
 * @throws Error with the near names
 */
export function assertFieldIsKnown(kind: string, path: string): void {
  const struct = STRUCTS.get(kind);
  if (!struct) return;
  let type: FieldType = { kind: 'struct', struct, goName: kind };
  let place: string = kind;
  for (const step of stepsOf(path)) {
    const next: FieldType | 'unknown' = within(type, step, place);
    if (next === 'unknown') return;
    type = next;
    place = `${place}.${step}`;
  }
}

/** What is one step down. @throws Error when there is no such thing */
function within(type: FieldType, step: string, place: string): FieldType | 'unknown' {
  if (type.kind === 'struct') return fieldIn(type.struct, step, place);
  if (type.kind === 'map') return type.element;
  if (type.kind === 'scalar') {
    if (type.scalar === 'any') return 'unknown';
    throw new Error(`${place} has no fields: it is a ${type.scalar}`);
  }
  if (/^\d+$/.test(step)) return type.element;
  throw new Error(`${place} is a list: say which one, as in ${place}[0].${step}`);
}

function fieldIn({ fields }: StructTable, step: string, place: string): FieldType {
  const field = fields.get(step);
  if (!field) throw new Error(`${place} has no field "${step}"; ${nearest(step, [...fields.keys()])}`);
  return field.type;
}
