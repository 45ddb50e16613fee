import { canonicalQuantity, isQuantity, QUANTITY_ERROR } from '../quantity';
import type { Release } from '../release/index';
import { embeddedStruct, type FieldType, goStructName, type StructTable } from '../schema/index';
import { unknownFieldAdvice } from './advice';
import { type PathStep, pathText } from './source';
import {
  expectedInWords,
  foundInWords,
  goKind,
  howToFix,
  isOpenApiFault,
  notConverted,
  openApiExpected,
  openApiKind,
  openApiName,
} from './types';

/** Something that keeps a value from being read as its Go type. */
export interface DecodeProblem {
  readonly kind: 'unknown-field' | 'missing-field' | 'wrong-type';
  readonly path: readonly PathStep[];
  readonly message: string;
  /** In the words of the API server's decoder. */
  readonly server: string;
  /** In the words of the converter that reads what a strategic patch made. */
  readonly converter: string;
  /** In the words of the schema check of kubectl up to 1.24. */
  readonly openApi: string;
}

/**
 * Checks a plain value against its field table and puts it into the form in which the API stores it: nulls are as if
 * they were not there, quantities canonical.
 * @returns every problem, in the order of the server: keys by the alphabet, lists in their order
 */
export function decodeStruct(value: object, struct: StructTable, kind: string, release: Release): DecodeProblem[] {
  const { apiVersion = 'v1' } = value as { apiVersion?: string };
  const decoder = new Decoder(kind, apiVersion, release);
  decoder.struct(value as Record<string, unknown>, struct);
  if (decoder.problems.length > 1) decoder.problems.sort((a, b) => comparePaths(a.path, b.path));
  return decoder.problems;
}

class Decoder {
  readonly problems: DecodeProblem[] = [];
  /** Grows and shrinks with the walk; copied only into problems. */
  private readonly path: PathStep[] = [];
  /** The structs on the way, outermost first. */
  private readonly structs: StructTable[] = [];

  constructor(
    private readonly kind: string,
    private readonly apiVersion: string,
    private readonly release: Release,
  ) {}

  struct(object: Record<string, unknown>, struct: StructTable): void {
    this.structs.push(struct);
    for (const key of Object.keys(object)) {
      const field = struct.fields.get(key);
      if (field === undefined || field.sinceMinor > this.release.minor) this.unknown(struct, key, field?.sinceMinor);
      else if (object[key] === null) delete object[key];
      else {
        this.path.push(key);
        object[key] = this.value(object[key], field.type, struct);
        this.path.pop();
      }
    }
    for (const field of struct.fields.values()) {
      if (field.required && field.sinceMinor <= this.release.minor && object[field.name] === undefined) {
        this.missing(struct, field.name);
      }
    }
    this.structs.pop();
  }

  private value(value: unknown, type: FieldType, owner: StructTable): unknown {
    switch (type.kind) {
      case 'scalar':
        return this.scalar(value, type, owner);
      case 'list':
        return Array.isArray(value) ? this.list(value, type.element, owner) : this.wrong(value, type, owner);
      case 'map':
        return isObject(value) ? this.map(value, type.element, owner) : this.wrong(value, type, owner);
      case 'struct':
        if (!isObject(value)) return this.wrong(value, type, owner);
        this.struct(value, type.struct);
        return value;
    }
  }

  private list(items: unknown[], element: FieldType, owner: StructTable): unknown[] {
    for (let i = 0; i < items.length; i++) {
      this.path.push(i);
      items[i] = items[i] === null ? zeroOf(element) : this.value(items[i], element, owner);
      this.path.pop();
    }
    return items;
  }

  private map(entries: Record<string, unknown>, element: FieldType, owner: StructTable): Record<string, unknown> {
    for (const key of Object.keys(entries)) {
      this.path.push(key);
      entries[key] = entries[key] === null ? zeroOf(element) : this.value(entries[key], element, owner);
      this.path.pop();
    }
    return entries;
  }

  private scalar(value: unknown, type: FieldType & { kind: 'scalar' }, owner: StructTable): unknown {
    switch (type.scalar) {
      case 'string':
        return typeof value === 'string' ? value : this.wrong(value, type, owner);
      case 'bool':
        return typeof value === 'boolean' ? value : this.wrong(value, type, owner);
      case 'int32':
        return isInteger(value, 2 ** 31) ? value : this.wrong(value, type, owner);
      case 'int64':
        return isInteger(value, 2 ** 63) ? value : this.wrong(value, type, owner);
      case 'IntOrString':
        return typeof value === 'string' || isInteger(value, 2 ** 31) ? value : this.wrong(value, type, owner, 'int32');
      case 'Quantity':
        if ((typeof value !== 'string' && typeof value !== 'number') || !isQuantity(value)) {
          return this.wrong(value, type, owner, undefined, QUANTITY_ERROR);
        }
        return canonicalQuantity(value);
      case 'Time':
      case 'MicroTime':
        return this.time(value, type, owner);
      case 'bytes':
        return this.bytes(value, type, owner);
      case 'any':
        return value;
    }
  }

  private time(value: unknown, type: FieldType, owner: StructTable): unknown {
    if (typeof value !== 'string') return this.wrong(value, type, owner, 'string');
    if (/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:\d\d)$/.test(value)) return value;
    const server = `parsing time "${value}" as "2006-01-02T15:04:05Z07:00": cannot parse "${value}" as "2006"`;
    return this.wrong(value, type, owner, undefined, server);
  }

  private bytes(value: unknown, type: FieldType, owner: StructTable): unknown {
    if (typeof value !== 'string') return this.wrong(value, type, owner);
    const text = value.replace(/[\r\n]/g, '');
    const bad = /[^A-Za-z0-9+/=]/.exec(text)?.index ?? (text.length % 4 === 0 ? -1 : text.length - (text.length % 4));
    if (bad < 0) return text;
    return this.wrong(value, type, owner, undefined, `illegal base64 data at input byte ${bad}`);
  }

  private unknown(struct: StructTable, key: string, sinceMinor: number | undefined): void {
    const path = [...this.path, key];
    const parent = this.path.length === 0 ? this.kind : `${this.kind}.${pathText(this.path)}`;
    const advice =
      sinceMinor === undefined
        ? unknownFieldAdvice(key, this.structs, this.path, this.release.minor)
        : `Kubernetes has it since 1.${sinceMinor}; this cluster is ${this.release.version}.`;
    this.problems.push({
      kind: 'unknown-field',
      path,
      message: `Unknown field "${key}" in ${this.path.length === 0 ? `a ${this.kind}` : pathText(this.path)}. ${advice}`,
      server: `unknown field "${pathText(path)}"`,
      converter: `unknown field "${pathText(path)}"`,
      openApi: `ValidationError(${parent}): unknown field "${key}" in ${openApiName(struct, this.apiVersion, this.release)}`,
    });
  }

  /** The server has a zero value instead and lets validation speak; the old client-side check does not. */
  private missing(struct: StructTable, name: string): void {
    if (this.release.has('serverSideFieldValidation')) return;
    const parent = this.path.length === 0 ? this.kind : `${this.kind}.${pathText(this.path)}`;
    this.problems.push({
      kind: 'missing-field',
      path: [...this.path],
      message: `${pathText(this.path) || `The ${this.kind}`} needs the field "${name}".`,
      server: '',
      converter: '',
      openApi: `ValidationError(${parent}): missing required field "${name}" in ${openApiName(struct, this.apiVersion, this.release)}`,
    });
  }

  private wrong(value: unknown, type: FieldType, owner: StructTable, goType = type.goName, server?: string): unknown {
    const path = [...this.path];
    const names = this.goNames(path);
    const target = `Go struct field ${goStructName(owner)}.${names.join('.')} of type ${goType}`;
    const field = String(names.at(-1));
    this.problems.push({
      kind: 'wrong-type',
      path,
      message:
        `${pathText(path)} must be ${expectedInWords(type)}, and this is ${foundInWords(value)}. ${howToFix(value, type)}`.trim(),
      converter: server === undefined ? notConverted(value, type) : `error decoding from json: ${server}`,
      server: server ?? `json: cannot unmarshal ${goKind(value, type)} into ${target}`,
      // The schema knows the JSON type, not what a quantity, a time or base64 text looks like.
      openApi:
        server !== undefined || !isOpenApiFault(value, type)
          ? ''
          : `ValidationError(${this.kind}.${pathText(path)}): invalid type for ${this.schemaOf(type, owner, field)}: got "${openApiKind(value)}", expected "${openApiExpected(type)}"`,
    });
    return value;
  }

  /** A struct has a schema of its own; anything else is that of the field. */
  private schemaOf(type: FieldType, owner: StructTable, field: string): string {
    if (type.kind === 'struct') return openApiName(type.struct, this.apiVersion, this.release);
    return `${openApiName(owner, this.apiVersion, this.release)}.${field}`;
  }

  /** The Go fields of a path: keys of maps such as labels are none, and structs that are embedded are some since 1.35. */
  private goNames(path: readonly PathStep[]): string[] {
    const names: string[] = [];
    let table: StructTable | undefined = this.structs[0];
    let type: FieldType | undefined;
    for (const step of path) {
      if (type?.kind === 'map') type = type.element;
      else if (typeof step === 'number') type = type?.kind === 'list' ? type.element : type;
      else {
        const embedded = table && this.release.has('embeddedStructsInPaths') ? embeddedStruct(table, step) : undefined;
        names.push(...(embedded ? [embedded] : []), step);
        type = table?.fields.get(step)?.type;
      }
      table = type?.kind === 'struct' ? type.struct : table;
    }
    return names;
  }
}

/** What Go makes of a null in a list or map. */
function zeroOf(type: FieldType): unknown {
  if (type.kind === 'struct') return {};
  if (type.kind === 'scalar') return type.scalar === 'bool' ? false : /^int/.test(type.scalar) ? 0 : '';
  return type.kind === 'list' ? [] : {};
}

function isInteger(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= -limit && value < limit;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function comparePaths(a: readonly PathStep[], b: readonly PathStep[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left, right] = [a[i]!, b[i]!];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return a.length - b.length;
}
