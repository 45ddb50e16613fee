import {
  type Field,
  type FieldType,
  findResource,
  type Resource,
  STRUCTS,
  type StructTable,
  structIn,
} from '../../api';
import type { Call } from '../command/call';
import { bool, type CommandSpec, text } from '../command/spec';
import { failure, noResourceType } from '../errors';
import { DESCRIPTIONS } from './fieldTexts';

/** Kinds and their fields with types, from the tables that manifests are checked against; probes and hooks with words. */
export const explain: CommandSpec = {
  name: 'explain',
  flags: [bool('recursive'), text('api-version')],
  *run(call) {
    const [word] = call.args;
    if (word === undefined)
      throw failure(
        'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
      );
    const [type = '', ...path] = word.split('.');
    const resource = findResource(type);
    if (!resource) throw noResourceType(type);
    call.session.io.stdout([...head(resource), ...body(call, resource, path)].map((line) => `${line}\n`).join(''));
    return 0;
  },
};

function head({ group, kind, apiVersion }: Resource): string[] {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return [...(group ? [`GROUP:      ${group}`] : []), `KIND:       ${kind}`, `VERSION:    ${version}`, ''];
}

function body(call: Call, resource: Resource, path: readonly string[]): string[] {
  const top = STRUCTS.get(resource.kind);
  if (!top) {
    if (path.length === 0) return [];
    throw failure(
      `the fields of ${resource.kind} are not known here: see https://kubernetes.io/docs/reference/kubernetes-api/`,
    );
  }
  const minor = call.session.release.minor;
  let struct: StructTable | undefined = top;
  let field: Field | undefined;
  let owner = top;
  for (const name of path) {
    const next: Field | undefined = struct && fieldsOf(struct, minor).find((each) => each.name === name);
    if (!next) throw failure(`field "${name}" does not exist`);
    owner = struct as StructTable;
    field = next;
    struct = structIn(next.type);
  }
  const says = field && DESCRIPTIONS[`${owner.name}.${field.name}`];
  return [
    ...(field ? [`FIELD: ${field.name} <${typeText(field.type)}>${field.required ? ' -required-' : ''}`, ''] : []),
    ...(says ? ['DESCRIPTION:', ...wrapped(says, 4), ''] : []),
    ...(struct ? ['FIELDS:', ...listing(struct, minor, call.flag('recursive') ? 1 : undefined)] : []),
  ];
}

/** `recursive`: the depth of nested fields, without words; a struct within itself is not opened again. */
function listing(struct: StructTable, minor: number, recursive?: number, open: readonly string[] = []): string[] {
  return fieldsOf(struct, minor).flatMap((field) => {
    const line = `${'  '.repeat(recursive ?? 1)}${field.name}\t<${typeText(field.type)}>${field.required ? ' -required-' : ''}`;
    const says = DESCRIPTIONS[`${struct.name}.${field.name}`];
    if (recursive === undefined) return [line, ...(says ? wrapped(says, 4) : []), ''];
    const inner = structIn(field.type);
    if (!inner || open.includes(inner.name)) return [line];
    return [line, ...listing(inner, minor, recursive + 1, [...open, struct.name])];
  });
}

function fieldsOf(struct: StructTable, minor: number): Field[] {
  return [...struct.fields.values()]
    .filter(({ sinceMinor }) => sinceMinor <= minor)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const WORDS: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int32: 'integer',
  int64: 'integer',
  bytes: 'string',
  Time: 'string',
  MicroTime: 'string',
  any: 'Object',
};

function typeText(type: FieldType): string {
  if (type.kind === 'list') return `[]${typeText(type.element)}`;
  if (type.kind === 'map') return `map[string]${typeText(type.element)}`;
  return type.kind === 'struct' ? type.struct.name : (WORDS[type.scalar] ?? type.scalar);
}

const WIDTH = 80;

function wrapped(words: string, indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].map((each) => `${' '.repeat(indent)}${each}`);
}
