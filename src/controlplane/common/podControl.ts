import { type ApiClient, type EventRecorder, isStatus, StatusError } from '../../api';
import type { KubeObject, Pod, PodTemplateSpec } from '../../api/types';
import type { Kernel, Task } from '../../kernel';
import { controllerReference, keyOf } from './objects';

/** Creates and deletes pods for a controller and says so in events. */
export class PodControl {
  constructor(
    private readonly kernel: Kernel,
    private readonly client: ApiClient,
    private readonly recorder: EventRecorder,
  ) {}

  /** @throws StatusError after the event FailedCreate; a namespace that ends gets no event */
  *create(owner: KubeObject, pod: Pod): Task<Pod> {
    try {
      const created = yield* this.client.create<Pod>(pod);
      this.recorder.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${created.metadata.name}`);
      return created;
    } catch (error) {
      if (error instanceof StatusError && !isNamespaceEnding(error)) {
        this.recorder.event(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
      }
      throw error;
    }
  }

  /** A pod that is gone already counts as deleted. */
  *delete(owner: KubeObject, pod: Pod): Task {
    const { namespace = '', name, uid = '' } = pod.metadata;
    try {
      yield* this.client.delete('Pod', namespace, name, { preconditions: { uid } });
      this.recorder.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
    } catch (error) {
      if (isStatus(error, 'NotFound') || isStatus(error, 'Conflict')) return;
      if (error instanceof StatusError) {
        this.recorder.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`);
      }
      throw error;
    }
  }

  /**
   * Does `count` things in batches of 1, 2, 4, 8 …, those of a batch side by side; a batch with an error is the last.
   * @returns how many succeeded, and the first error
   */
  *slowStart(count: number, action: (index: number) => Task<unknown>): Task<{ done: number; error?: StatusError }> {
    let done = 0;
    for (let size = 1, next = 0; next < count; size *= 2) {
      const batch = Math.min(size, count - next);
      const results = yield* this.together(batch, (index) => action(next + index));
      next += batch;
      done += results.filter((error) => error === undefined).length;
      const error = results.find((each) => each !== undefined);
      if (error) return { done, error };
    }
    return { done };
  }

  /** Does things side by side; a StatusError of one is returned in its place. */
  *together(count: number, action: (index: number) => Task<unknown>): Task<(StatusError | undefined)[]> {
    const errors: (StatusError | undefined)[] = new Array(count).fill(undefined);
    const processes = errors.map((_, index) =>
      this.kernel.spawn(
        this.kernel.running?.name ?? 'controller',
        guarded(action(index), (error) => {
          errors[index] = error;
        }),
      ),
    );
    for (const process of processes) yield* process.ended.join();
    return errors;
  }
}

function* guarded(task: Task<unknown>, failed: (error: StatusError) => void): Task {
  try {
    yield* task;
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    failed(error);
  }
}

/** Whether a creation was refused because the namespace is being deleted: controllers keep silent about that. */
export function isNamespaceEnding(error: unknown): boolean {
  return isStatus(error, 'Forbidden') && error.message.includes('because it is being terminated');
}

/** A pod of a template, owned by a controller; the API server makes its name. */
export function podFrom(template: PodTemplateSpec, owner: KubeObject, generateName = `${owner.metadata.name}-`): Pod {
  const { namespace } = owner.metadata;
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName,
      ...(namespace ? { namespace } : {}),
      ...(labels ? { labels: { ...labels } } : {}),
      ...(annotations ? { annotations: { ...annotations } } : {}),
      ...(finalizers ? { finalizers: [...finalizers] } : {}),
      ownerReferences: [controllerReference(owner)],
    },
    spec: structuredClone(template.spec),
  };
}

/** Key of the owner that a pod of this controller kind has. */
export function ownerKey(pod: Pod, kind: string): string | undefined {
  const owner = pod.metadata.ownerReferences?.find((each) => each.controller && each.kind === kind);
  return (
    owner && keyOf({ apiVersion: '', kind, metadata: { name: owner.name, namespace: pod.metadata.namespace ?? '' } })
  );
}
