import { type ApiClient, type ApiServer, type KubeObject, type Release, type Resource, resourceOf } from '../api';
import type { Kernel } from '../kernel';

/** Where a command reads and writes. */
export interface KubectlIo {
  stdout(text: string): void;
  stderr(text: string): void;
  readonly stdin?: string;
}

/** Reads files of the workstation. Throws when there is no such file. */
export interface FileReader {
  (path: string): string;
  /** Paths of the files in a directory, and below it if `recursive`, sorted; undefined when `path` is no directory. */
  list?(path: string, recursive: boolean): string[] | undefined;
  write?(path: string, data: string): void;
}

/** The context of the workstation's configuration, which `kubectl config` can change. */
export interface Context {
  namespace: string;
}

export interface SessionOptions {
  readonly api: ApiServer;
  readonly client: ApiClient;
  readonly kernel: Kernel;
  readonly files: FileReader;
  readonly io: KubectlIo;
  readonly context: Context;
  /** Of `-n`, else of the context. */
  readonly namespace: string;
  readonly namespaceGiven: boolean;
}

/** What one invocation of kubectl works with: the API, the files, its streams and its namespace. */
export class Session {
  readonly api: ApiServer;
  readonly client: ApiClient;
  readonly kernel: Kernel;
  readonly files: FileReader;
  readonly namespace: string;
  readonly namespaceGiven: boolean;
  readonly io: KubectlIo;
  readonly context: Context;
  private readonly warned = new Set<string>();

  constructor(options: SessionOptions) {
    this.api = options.api;
    this.client = options.client.heardBy((text) => this.warn(text));
    this.kernel = options.kernel;
    this.files = options.files;
    this.io = options.io;
    this.context = options.context;
    this.namespace = options.namespace;
    this.namespaceGiven = options.namespaceGiven;
  }

  get release(): Release {
    return this.api.release;
  }

  /** Wall clock in milliseconds since 1970. */
  get nowMs(): number {
    return this.api.wallMs();
  }

  /** Writes a line to stdout. */
  line(text: string): void {
    this.io.stdout(`${text}\n`);
  }

  /** Writes a line to stderr. */
  error(text: string): void {
    this.io.stderr(`${text}\n`);
  }

  /** Writes a warning to stderr; the same one only once. */
  warn(text: string): void {
    if (this.warned.has(text)) return;
    this.warned.add(text);
    this.error(`Warning: ${text}`);
  }

  /** The namespace of a request for this kind: `''` for cluster-scoped kinds. */
  scope(resource: Resource): string {
    return resource.namespaced ? this.namespace : '';
  }
}

/** `pod/p1`, `deployment.apps/web`: how kubectl speaks of an object. */
export function referenceOf(object: KubeObject): string {
  return `${kindWord(resourceOf(object.kind))}/${object.metadata.name}`;
}

/** `pod`, `deployment.apps`. */
export function kindWord(resource: Resource): string {
  return resource.group ? `${resource.singular}.${resource.group}` : resource.singular;
}

/** `Job.batch`: a kind with its group (schema.GroupKind). */
export function groupKind({ group, kind }: Resource): string {
  return group ? `${kind}.${group}` : kind;
}

/** `pods`, `deployments.apps`. */
export function pluralWord(resource: Resource): string {
  return resource.group ? `${resource.plural}.${resource.group}` : resource.plural;
}
