import { isStatus, type KubeObject, type Service } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, dryRun, type Flag, outputFlags, text } from '../command/spec';
import { failure } from '../errors';
import { createObject } from '../objects';

/** Options of every `create TYPE`. */
export const makeFlags: readonly Flag[] = [
  ...outputFlags,
  dryRun,
  bool('save-config'),
  text('validate', { value: 'strict', alone: 'strict' }),
  text('field-manager'),
];

/** The one name that `create TYPE NAME` takes. @throws KubectlError */
export function nameOf(call: Call): string {
  const [name] = call.args;
  if (name === undefined)
    throw failure(`exactly one NAME is required, got 0\nSee 'kubectl ${call.path} -h' for help and examples`);
  if (call.args.length > 1) {
    throw failure(
      `exactly one NAME is required, got ${call.args.length}\nSee 'kubectl ${call.path} -h' for help and examples`,
    );
  }
  return name;
}

/** How a failure begins for kinds that are not simply called by their name (pkg/cmd/create of kubectl 0.36). */
const FAILURES: Readonly<Record<string, string>> = {
  PodDisruptionBudget: 'failed to create poddisruptionbudgets:',
  ResourceQuota: 'failed to create quota:',
  Secret: 'failed to create secret',
};

/** Kinds whose commands hand on what they hear; those of the second list did so once. */
const HANDED_ON = ['Namespace', 'Role', 'ClusterRole'];
const ONCE_HANDED_ON = ['ConfigMap', 'PodDisruptionBudget', 'Secret', 'ServiceAccount'];

/** Creates what the options describe. Failures read `error: failed to create deployment: …`, of most kinds. */
export function* make(call: Call, object: KubeObject): Task<number> {
  try {
    yield* createObject(call, object, { made: true });
    return 0;
  } catch (error) {
    if (!isStatus(error) || handsOn(call, object)) throw error;
    throw failure(`${whatFailed(call, object)} ${error.message}`);
  }
}

function handsOn({ session: { release } }: Call, { kind }: KubeObject): boolean {
  return HANDED_ON.includes(kind) || (ONCE_HANDED_ON.includes(kind) && !release.has('createSaysWhatFailed'));
}

function whatFailed({ session: { release } }: Call, object: KubeObject): string {
  const { kind } = object;
  if (kind === 'Service') return `failed to create ${(object as Service).spec.type ?? 'ClusterIP'} service:`;
  if (kind === 'PriorityClass') return release.text('createPriorityClassFailed');
  return FAILURES[kind] ?? `failed to create ${kind.toLowerCase()}:`;
}

/** The metadata of a new object in the namespace of the command. */
export function metadata(call: Call, name: string, labels?: Record<string, string>): KubeObject['metadata'] {
  return { name, namespace: call.session.namespace, ...(labels ? { labels } : {}) };
}
