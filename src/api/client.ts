import { sleep, type Task } from '../kernel/index';
import { isStatus, type StatusError } from './errors';
import { type Link, whileDown } from './link';
import type {
  ApiServer,
  ApplyOptions,
  BindOptions,
  DeleteOptions,
  ListOptions,
  PatchOptions,
  Scale,
  WriteOptions,
} from './store/index';
import type { KubeObject, Pod } from './types/index';

/**
 * The API as one component sees it over the network: the verbs of `ApiServer` as tasks that first take the time of a
 * request (`apiWrite`, `apiRead`). Every write is signed with the component's name. While the component's machine is cut
 * off, requests wait.
 */
export class ApiClient {
  constructor(
    readonly api: ApiServer,
    readonly component: string,
    private readonly link?: Link,
    private readonly warn?: (text: string) => void,
    private readonly fieldManager?: string,
  ) {}

  /** The same client for somebody who reads warnings. */
  heardBy(warn: (text: string) => void): ApiClient {
    return new ApiClient(this.api, this.component, this.link, warn, this.fieldManager);
  }

  /** The same client, whose writes are owned by this name. */
  managing(fieldManager: string): ApiClient {
    return new ApiClient(this.api, this.component, this.link, this.warn, fieldManager);
  }

  *get<T extends KubeObject>(kind: string, namespace: string | undefined, name: string): Task<T> {
    yield* this.reading();
    return this.api.get<T>(kind, namespace, name);
  }

  *find<T extends KubeObject>(kind: string, namespace: string | undefined, name: string): Task<T | undefined> {
    yield* this.reading();
    return this.api.find<T>(kind, namespace, name);
  }

  *list<T extends KubeObject>(kind: string, options: ListOptions = {}): Task<T[]> {
    yield* this.reading();
    return this.api.list<T>(kind, options);
  }

  *create<T extends KubeObject>(object: T, options: WriteOptions = {}): Task<T> {
    yield* this.writing();
    return this.api.create(object, this.signed(options));
  }

  *update<T extends KubeObject>(object: T, options: WriteOptions = {}): Task<T> {
    yield* this.writing();
    return this.api.update(object, this.signed(options));
  }

  *updateStatus<T extends KubeObject>(object: T, options: WriteOptions = {}): Task<T> {
    yield* this.writing();
    return this.api.updateStatus(object, this.signed(options));
  }

  *patch<T extends KubeObject>(
    kind: string,
    namespace: string | undefined,
    name: string,
    patch: unknown,
    options: PatchOptions,
  ): Task<T> {
    yield* this.writing();
    return this.api.patch<T>(kind, namespace, name, patch, this.signed(options));
  }

  *apply<T extends KubeObject>(manifest: T, options: ApplyOptions): Task<T> {
    yield* this.writing();
    return this.api.apply(manifest, this.signed(options));
  }

  *migrateOwners(kind: string, namespace: string | undefined, name: string): Task<boolean> {
    yield* this.writing();
    return this.api.migrateOwners(kind, namespace, name, this.signed({}));
  }

  *delete<T extends KubeObject>(
    kind: string,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): Task<T> {
    yield* this.writing();
    return this.api.delete<T>(kind, namespace, name, this.signed(options));
  }

  *bind(namespace: string, podName: string, nodeName: string, options: BindOptions = {}): Task {
    yield* this.writing();
    this.api.bind(namespace, podName, nodeName, this.signed(options));
  }

  *evict(namespace: string, podName: string, options: DeleteOptions = {}): Task {
    yield* this.writing();
    this.api.evict(namespace, podName, this.signed(options));
  }

  *getScale(kind: string, namespace: string, name: string): Task<Scale> {
    yield* this.reading();
    return this.api.getScale(kind, namespace, name);
  }

  *updateScale(kind: string, scale: Scale, options: WriteOptions = {}): Task<Scale> {
    yield* this.writing();
    return this.api.updateScale(kind, scale, this.signed(options));
  }

  *updateEphemeralContainers(pod: Pod, options: WriteOptions = {}): Task<Pod> {
    yield* this.writing();
    return this.api.updateEphemeralContainers(pod, this.signed(options));
  }

  private *reading(): Task {
    yield* whileDown(this.link);
    yield* sleep(this.api.kernel.latency('apiRead'));
  }

  private *writing(): Task {
    yield* whileDown(this.link);
    yield* sleep(this.api.kernel.latency('apiWrite'));
  }

  private signed<O extends WriteOptions>(options: O): O {
    const signed = options.by === undefined ? Object.assign({}, options, { by: this.component }) : options;
    const { warn, fieldManager } = this;
    if (!warn && !fieldManager) return signed;
    return Object.assign({}, signed, warn && { warn }, fieldManager && !signed.fieldManager && { fieldManager });
  }
}

/** Tries a write again when somebody else was faster, as client-go's RetryOnConflict does: 5 times, 10 ms apart. */
export function* retryOnConflict<T>(attempt: () => Task<T>, attempts = 5): Task<T> {
  for (let i = 1; ; i++) {
    try {
      return yield* attempt();
    } catch (error) {
      if (!isConflict(error) || i >= attempts) throw error;
    }
    yield* sleep(10);
  }
}

function isConflict(error: unknown): error is StatusError {
  return isStatus(error, 'Conflict');
}
