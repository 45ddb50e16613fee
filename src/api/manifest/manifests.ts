import { DEFAULT_RELEASE, Release } from '../release/index';
import { learnForeignKind } from '../resources';
import { lookUpKind, STRUCTS, structOf } from '../schema/index';
import type { KubeObject } from '../types/index';
import { type DecodeProblem, decodeStruct } from './decode';
import { ManifestError, type ManifestProblem, type Position } from './error';
import { readJson } from './json';
import { Lines } from './lines';
import { type PathStep, parsePath, pathText, type SourceDocument, type SourceFile } from './source';
import { readYaml } from './yaml';

/** An object of a file, ready to be sent to the API server. */
export interface Manifest {
  readonly object: KubeObject;
  readonly file: string;
  /** Where the object begins, counted from 1. */
  readonly line: number;
  /** Sentences about what is legal and still odd, and (validation "warn") what the server would warn of. */
  readonly warnings: readonly string[];
  /** False: accepted as it is, nothing in the cluster acts on it. */
  readonly simulated: boolean;
  /** The place of a field such as `spec.containers[0].image`, or of what would contain it. */
  positionOf(path: string): Position | undefined;
}

/** kubectl's `--validate`. */
export type FieldValidation = 'strict' | 'warn' | 'ignore';

/** Longer files are refused; the API server takes 3 MiB for an object, and nobody writes more by hand. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** An object nested deeper is refused, as by the API server. */
const MAX_DEPTH = 1_000;

/**
 * Reads a YAML or JSON file as strictly as kubectl and the API server together do.
 * @param file its name, for messages
 * @param release default 1.36
 * @param validate default strict
 * @throws ManifestError with every problem of every document
 */
export function decodeManifests(
  text: string,
  file: string,
  release = Release.of(DEFAULT_RELEASE),
  validate: FieldValidation = 'strict',
): Manifest[] {
  const results = readManifests(text, file, release, validate);
  const errors = results.filter((result) => result instanceof ManifestError);
  const [first, ...rest] = errors;
  if (first === undefined) return results as Manifest[];
  if (rest.length === 0) throw first;
  const problems = errors.flatMap((error) => error.problems) as [ManifestProblem, ...ManifestProblem[]];
  throw new ManifestError(file, problems, errors.map((error) => error.kubectlMessage).join('\n'), first.serverMessage);
}

/**
 * The same, object by object: kubectl sends the good documents of a file although others are bad.
 * @returns in the order of the file; a syntax error ends it
 */
export function readManifests(
  text: string,
  file: string,
  release = Release.of(DEFAULT_RELEASE),
  validate: FieldValidation = 'strict',
): (Manifest | ManifestError)[] {
  const bytes = text.length > MAX_FILE_BYTES / 4 ? Buffer.byteLength(text) : text.length;
  if (bytes > MAX_FILE_BYTES) return [tooLarge(file, bytes)];
  const source = parse(text);
  const reader = new Reader(file, release, validate);
  const results = source.documents.flatMap((document) => reader.document(document));
  if (source.failure) {
    const { problem, kubectl } = source.failure;
    const wrapped = kubectl.startsWith('json: offset') ? kubectl : `error converting YAML to JSON: ${kubectl}`;
    const said = hasTemplate(text) ? { ...problem, message: UNRENDERED } : problem;
    results.push(new ManifestError(file, [said], `error: error parsing ${file}: ${wrapped}`));
  }
  if (results.length === 0) {
    const message = 'There is no object in this file: it is empty or holds comments only.';
    results.push(simpleError(file, 'empty', message, 'error: no objects passed to create', { line: 1, column: 1 }));
  }
  return results;
}

const UNRENDERED =
  'This is a template, which {{ … }} is no YAML: render it first, such as `helm template CHART | podwright play -`.';

/** `{{ .Values.image }}`, `{{- if … }}`: what Helm and its like replace before kubectl sees the file. */
function hasTemplate(text: string): boolean {
  return /\{\{-?\s*(?:[.$]|if |end\b|range |with |include |define |template |toYaml |\/\*)/.test(text);
}

function parse(text: string): SourceFile {
  // A byte order mark is no content, and no blank either: the first key stands where the others do.
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lines = new Lines(clean);
  return /^\s*\{/.test(clean) ? readJson(clean, lines) : readYaml(clean, lines);
}

class Reader {
  constructor(
    private readonly file: string,
    private readonly release: Release,
    private readonly validate: FieldValidation,
  ) {}

  document(document: SourceDocument): (Manifest | ManifestError)[] {
    return this.object(document.value, [], document);
  }

  private object(value: unknown, prefix: readonly PathStep[], document: SourceDocument): (Manifest | ManifestError)[] {
    const at = prefix.length === 0 ? document.start : document.positionOf(prefix);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const kubectl = `error: error validating "${this.file}": error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false`;
      return [
        simpleError(
          this.file,
          'wrong-type',
          'An object must be a map that begins with apiVersion and kind.',
          kubectl,
          at,
        ),
      ];
    }
    const object = value as Record<string, unknown>;
    const missing = ['apiVersion', 'kind'].filter((field) => typeof object[field] !== 'string' || object[field] === '');
    if (missing.length > 0) return [this.missingKind(missing, at, prefix.length > 0)];
    const { apiVersion, kind } = object as { apiVersion: string; kind: string };
    if (isList(kind, object)) return this.list(object, prefix, document);
    if (depthOf(object) > MAX_DEPTH) {
      return [
        simpleError(
          this.file,
          'too-large',
          `The ${kind} is nested deeper than ${MAX_DEPTH} levels.`,
          `error: error parsing ${this.file}: exceeded max depth`,
          at,
        ),
      ];
    }
    return [this.single(object, apiVersion, kind, prefix, document, at)];
  }

  private list(list: Record<string, unknown>, prefix: readonly PathStep[], document: SourceDocument) {
    const items = list['items'] ?? [];
    if (!Array.isArray(items)) {
      const at = document.positionOf([...prefix, 'items']);
      return [
        simpleError(
          this.file,
          'wrong-type',
          'items of a List must be a list of objects.',
          `error: unable to decode "${this.file}": items is not a list`,
          at,
        ),
      ];
    }
    for (const item of items) nameByList(item, list);
    return items.flatMap((item, i) => this.object(item, [...prefix, 'items', i], document));
  }

  private single(
    object: Record<string, unknown>,
    apiVersion: string,
    kind: string,
    prefix: readonly PathStep[],
    document: SourceDocument,
    at: Position,
  ): Manifest | ManifestError {
    const lookup = lookUpKind(apiVersion, kind, this.release);
    if (lookup.found === 'none')
      return this.unknownKind(object, apiVersion, kind, lookup.advice, document.positionOf([...prefix, 'kind']));
    if (lookup.found === 'foreign') object['kind'] = learnForeignKind(apiVersion, kind).kind;
    const simulated = lookup.found === 'resource' && lookup.resource.simulated;
    const problems =
      lookup.found === 'resource' && hasTable(apiVersion, kind)
        ? decodeStruct(object, structOf(kind), kind, this.release)
        : this.decodeMetaOnly(object, kind);
    const metadata = (object['metadata'] ?? {}) as KubeObject['metadata'];
    object['metadata'] = metadata;
    const harmful = problems.filter(({ kind: what }) => what === 'wrong-type' || this.validate === 'strict');
    if (harmful.length > 0) return this.refused(harmful, apiVersion, kind, prefix, document);
    const warnings = this.validate === 'warn' ? problems.map((problem) => problem.server || problem.openApi) : [];
    return {
      object: object as unknown as KubeObject,
      file: this.file,
      line: at.line,
      warnings: [...(prefix.length === 0 ? document.warnings : []), ...warnings],
      simulated,
      positionOf: (path) => document.positionOf([...prefix, ...parsePath(path)]),
    };
  }

  /** Kinds that nothing here acts on keep whatever they say, but their metadata is everybody's. */
  private decodeMetaOnly(object: Record<string, unknown>, kind: string): DecodeProblem[] {
    const { metadata } = object;
    if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return [];
    return decodeStruct(metadata, structOf('ObjectMeta'), kind, this.release).map((problem) => ({
      ...problem,
      path: ['metadata', ...problem.path],
      server: problem.server.replace(/unknown field "/, 'unknown field "metadata.'),
    }));
  }

  private refused(
    problems: readonly DecodeProblem[],
    apiVersion: string,
    kind: string,
    prefix: readonly PathStep[],
    document: SourceDocument,
  ): ManifestError {
    const all = problems
      .map((problem) => ({
        kind: problem.kind,
        message: problem.message,
        path: pathText(problem.path),
        position: document.positionOf([...prefix, ...problem.path]),
        kubernetes: this.release.has('serverSideFieldValidation') ? problem.server : problem.openApi || problem.server,
      }))
      .sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
    const list = all as [(typeof all)[0], ...typeof all];
    const texts = problems.map((problem) => problem.openApi).filter((text) => text !== '');
    if (!this.release.has('serverSideFieldValidation') && texts.length > 0) {
      const body = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
      const kubectl = `error: error validating "${this.file}": error validating data: ${body}; if you choose to ignore these errors, turn validation off with --validate=false`;
      return new ManifestError(this.file, list, kubectl);
    }
    const unread = problems.find(({ kind: what, path }) => what === 'wrong-type' && path[0] === 'metadata');
    if (unread) {
      const { server } = unread;
      return new ManifestError(
        this.file,
        list,
        `error: unable to decode "${this.file}": ${asMetadataOnly(server, kind)}`,
        server,
      );
    }
    // A value that cannot be read at all ends decoding: only the first such error is reported, and no unknown field.
    const wrong = problems.find((problem) => problem.kind === 'wrong-type');
    const body = wrong?.server ?? `strict decoding error: ${problems.map((problem) => problem.server).join(', ')}`;
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    const server = `${kind} in version "${version}" cannot be handled as a ${kind}: ${body}`;
    return new ManifestError(
      this.file,
      list,
      `Error from server (BadRequest): error when {doing} "${this.file}": ${server}`,
      server,
    );
  }

  private missingKind(missing: readonly string[], at: Position, inList: boolean): ManifestError {
    const said = missing.length === 2 ? '[apiVersion not set, kind not set]' : `${missing[0]} not set`;
    // Where the server validates fields, kubectl asks of the file's own kind alone: the items of a list come to the mapper as they are.
    const kubectl =
      inList && this.release.has('serverSideFieldValidation')
        ? `error: unable to get type info from the object "*unstructured.Unstructured": ${WITHOUT_TYPE[missing.includes('kind') ? 'kind' : 'apiVersion']}`
        : `error: error validating "${this.file}": error validating data: ${said}; if you choose to ignore these errors, turn validation off with --validate=false`;
    const message = `The object does not say its ${missing.join(' and ')}; a pod, for example, begins with apiVersion: v1 and kind: Pod.`;
    return simpleError(this.file, 'missing-kind', message, kubectl, at);
  }

  private unknownKind(object: Record<string, unknown>, apiVersion: string, kind: string, advice: string, at: Position) {
    const metadata = (object['metadata'] ?? {}) as { name?: unknown; namespace?: unknown };
    const kubectl = `error: ${this.release.text('noKindMatch', {
      name: String(metadata.name ?? ''),
      namespace: String(metadata.namespace ?? ''),
      file: this.file,
      kind,
      version: apiVersion,
    })}`;
    return simpleError(this.file, 'unknown-kind', `There is no kind ${kind} in ${apiVersion}. ${advice}`, kubectl, at);
  }
}

/** Source: ObjectKinds in apimachinery's unstructuredscheme, with the errors of its runtime package. */
const WITHOUT_TYPE = {
  kind: "Object 'Kind' is missing in 'object has no kind field '",
  apiVersion: "Object 'apiVersion' is missing in 'object has no apiVersion field'",
} as const;

/** What the API server lists has no type of its own: an item of a PodList is a Pod. Source: decodeToList in apimachinery. */
function nameByList(item: unknown, { apiVersion, kind }: Record<string, unknown>): void {
  const itemKind = String(kind).replace(/List$/, '');
  if (typeof item !== 'object' || item === null || Array.isArray(item) || itemKind === '') return;
  const object = item as Record<string, unknown>;
  if (!object['kind'] && !object['apiVersion']) Object.assign(object, { apiVersion, kind: itemKind });
}

/** kubectl itself reads the metadata of what it sends, and nothing else (cli-runtime metadata_decoder.go). */
function asMetadataOnly(message: string, kind: string): string {
  return message.replace(`Go struct field ${kind}.metadata of`, 'Go struct field metadataOnlyObject.metadata of');
}

/** `kind: List`, and `PodList` and the like. */
function isList(kind: string, object: Record<string, unknown>): boolean {
  return kind === 'List' || (kind.endsWith('List') && Array.isArray(object['items']));
}

/** events.k8s.io writes the fields of an Event differently, as older versions do those of an autoscaler. */
const VERSION_OF_TABLE: Readonly<Record<string, string>> = {
  Event: 'v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Ingress: 'networking.k8s.io/v1',
};

function hasTable(apiVersion: string, kind: string): boolean {
  return STRUCTS.has(kind) && apiVersion === (VERSION_OF_TABLE[kind] ?? apiVersion);
}

function tooLarge(file: string, bytes: number): ManifestError {
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  const message = `The file is ${size}; up to ${MAX_FILE_BYTES / 1024 / 1024} MB are read, and an API server takes 3 MB for one object. Split the file.`;
  const kubectl = `Error from server (RequestEntityTooLarge): error when {doing} "${file}": Request entity too large: limit is 3145728`;
  return simpleError(file, 'too-large', message, kubectl);
}

function simpleError(
  file: string,
  kind: ManifestProblem['kind'],
  message: string,
  kubectl: string,
  position?: Position,
) {
  return new ManifestError(file, [{ kind, message, path: '', position, kubernetes: kubectl }], kubectl);
}

function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return depth;
  let deepest = depth;
  for (const child of Object.values(value)) deepest = Math.max(deepest, depthOf(child, depth + 1));
  return deepest;
}
