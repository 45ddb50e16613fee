import { distance } from 'fastest-levenshtein';
import type { Field, FieldType, StructTable } from '../schema/index';
import { type PathStep, pathText } from './source';

/**
 * What the writer probably meant by a field that its struct does not have: another spelling, or a field of a
 * neighbour, which is what wrong indentation looks like.
 * @param structs the structs around it, outermost first; the last one lacks the field
 */
export function unknownFieldAdvice(
  key: string,
  structs: readonly StructTable[],
  path: readonly PathStep[],
  minor: number,
): string {
  const struct = structs.at(-1)!;
  const known = [...struct.fields.values()].filter((field) => field.sinceMinor <= minor);
  const nearest = nearestField(key, known);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  const children = known.filter((field) => structIn(field.type)?.fields.has(key));
  const child = children.find((field) => field.required) ?? children[0];
  if (child) {
    const where = child.type.kind === 'list' ? `an entry of ${child.name}` : child.name;
    return `It is a field of ${where}: check the indentation.`;
  }
  const owner = structs.slice(0, -1).findLast((each) => each.fields.has(key));
  if (owner) {
    const depth = structs.indexOf(owner);
    return `It belongs ${depth === 0 ? 'to the top level' : `to ${fieldsOf(path, depth)}`}: check the indentation.`;
  }
  const sibling = structs.slice(0, -1).flatMap((each) => [...each.fields.values()]);
  const nephew = sibling.find((field) => structIn(field.type)?.fields.has(key));
  if (nephew) return `It is a field of ${nephew.name}: check the indentation.`;
  return `Its fields are ${known.map((field) => field.name).join(', ')}.`;
}

function nearestField(key: string, fields: readonly Field[]): string | undefined {
  const lower = key.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(key.length / 4)) + 1;
  for (const { name } of fields) {
    const far = distance(lower, name.toLowerCase());
    if (far < bestDistance && far < name.length) [best, bestDistance] = [name, far];
  }
  return best;
}

function structIn(type: FieldType): StructTable | undefined {
  if (type.kind === 'struct') return type.struct;
  return type.kind === 'list' ? structIn(type.element) : undefined;
}

/** The path down to the struct at `depth`. */
function fieldsOf(path: readonly PathStep[], depth: number): string {
  let seen = 0;
  const end = path.findIndex((step) => typeof step === 'string' && ++seen > depth);
  return pathText(end < 0 ? path : path.slice(0, end));
}
