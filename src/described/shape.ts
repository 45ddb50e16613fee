import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { parseQuantity } from '../api/index';
import { parseDuration } from '../duration';
import { nearest } from '../observe/nearest';
import type { DescriptionDocument } from './document';

/** Reads a value, or notes what is wrong with it and returns undefined. `name` is how messages call it. */
export type Shape<T> = (node: Node | null, name: string, document: DescriptionDocument) => T | undefined;

/** A field of a map: the property that it becomes, and whether it must be there. */
export interface Field {
  readonly property: string;
  readonly shape: Shape<unknown>;
  readonly required: boolean;
}

export function field(property: string, shape: Shape<unknown>): Field {
  return { property, shape, required: false };
}

export function required(property: string, shape: Shape<unknown>): Field {
  return { property, shape, required: true };
}

/** A map with these fields and no others. `check` says in a sentence what does not go together. */
export function record<T extends object>(
  fields: Readonly<Record<string, Field>>,
  check: (value: T) => string | undefined = () => undefined,
): Shape<T> {
  return (node, name, document) => {
    if (!isMap(node)) return wrong(node, name, `a map with ${Object.keys(fields).join(', ')}`, document);
    const value: Record<string, unknown> = {};
    const before = document.problemCount;
    for (const { key, value: content } of node.items) {
      const word = String(isScalar(key) ? key.value : key);
      const known = fields[word];
      if (!known)
        document.problem(key as Node, `${name} has no field "${word}"; ${nearest(word, Object.keys(fields))}`);
      else value[known.property] = known.shape(document.resolve(content), word, document);
    }
    // What is missing or does not fit may well be what is misspelt.
    if (document.problemCount > before) return value as T;
    for (const [word, { required: needed, property }] of Object.entries(fields))
      if (needed && !(property in value)) document.problem(node, `${name} needs the field "${word}"`);
    const objection = check(value as T);
    if (objection) document.problem(node, `${name}: ${objection}`);
    return value as T;
  };
}

export function list<T>(element: Shape<T>): Shape<T[]> {
  return (node, name, document) => {
    if (!isSeq(node)) return wrong(node, name, 'a list: begin each item with "- "', document);
    return node.items.flatMap((item) => element(document.resolve(item), `an item of ${name}`, document) ?? []);
  };
}

/** A map whose keys are free: paths, names of variables. */
export function mapOf<T>(element: Shape<T>): Shape<Record<string, T>> {
  return (node, name, document) => {
    if (!isMap(node)) return wrong(node, name, 'a map', document);
    const value: Record<string, T> = {};
    for (const { key, value: content } of node.items) {
      const word = String(isScalar(key) ? key.value : key);
      const read = element(document.resolve(content), `${name} "${word}"`, document);
      if (read !== undefined) value[word] = read;
    }
    return value;
  };
}

/** The first shape for maps, the second for everything else. */
export function mapOr<A, B>(ofMaps: Shape<A>, ofOthers: Shape<B>): Shape<A | B> {
  return (node, name, document) => (isMap(node) ? ofMaps : ofOthers)(node, name, document);
}

/** Text; numbers and booleans that look like themselves are text too. */
export const text: Shape<string> = (node, name, document) => {
  if (!isScalar(node) || node.value === null) return wrong(node, name, 'text', document);
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
};

/** Text of a form. @param what it is called in messages */
export function matching(form: RegExp, what: string): Shape<string> {
  return (node, name, document) => {
    const value = isScalar(node) ? String(node.value) : '';
    return form.test(value) ? value : wrong(node, name, what, document);
  };
}

export const flag: Shape<boolean> = (node, name, document) =>
  isScalar(node) && typeof node.value === 'boolean' ? node.value : wrong(node, name, 'true or false', document);

export function integer(min: number, max: number): Shape<number> {
  return (node, name, document) => {
    const value = isScalar(node) ? node.value : undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    return wrong(node, name, `a whole number from ${min} to ${max}`, document);
  };
}

export function oneOf<T extends string>(...words: readonly T[]): Shape<T> {
  return (node, name, document) => {
    const value = isScalar(node) ? node.value : undefined;
    return words.find((word) => word === value) ?? wrong(node, name, `one of ${words.join(', ')}`, document);
  };
}

/** `40s`, `2m30s`: milliseconds. */
export const duration: Shape<number> = (node, name, document) =>
  parsed(node, name, 'a duration such as 40s, 2m30s or 500ms', document, (value) => parseDuration(String(value)));

/** `64Mi`, as in a manifest: bytes. */
export const bytes: Shape<number> = (node, name, document) =>
  parsed(node, name, 'a quantity of bytes such as 64Mi', document, (value) => Number(parseQuantity(value)) / 1000);

/** `300m`, `1.5`, as in a manifest: thousandths of a CPU. */
export const cpus: Shape<number> = (node, name, document) =>
  parsed(node, name, 'an amount of CPU such as 300m or 1.5', document, (value) => Number(parseQuantity(value)));

/** What a parser makes of a scalar. */
function parsed<T>(
  node: Node | null,
  name: string,
  what: string,
  document: DescriptionDocument,
  parse: (value: string | number) => T,
): T | undefined {
  if (!isScalar(node) || (typeof node.value !== 'string' && typeof node.value !== 'number'))
    return wrong(node, name, what, document);
  try {
    return parse(node.value);
  } catch {
    return wrong(node, name, what, document);
  }
}

function wrong(node: Node | null, name: string, what: string, document: DescriptionDocument): undefined {
  document.problem(node, `${name} must be ${what}; this is ${inWords(node)}`);
  return undefined;
}

function inWords(node: Node | null): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || node.value === null) return 'nothing';
  return `"${node.source ?? node.value}"`;
}
