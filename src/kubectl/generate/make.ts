import { isStatus, type KubeObject } from '../../api';
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

/** Creates what the options describe. Failures read `error: failed to create deployment: …`, of most kinds. */
export function* make(call: Call, object: KubeObject, { saysWhatFailed = true } = {}): Task<number> {
  try {
    yield* createObject(call, object, { made: true });
    return 0;
  } catch (error) {
    // create_namespace.go hands on what it hears, and so do the roles.
    if (!isStatus(error) || !saysWhatFailed || object.kind === 'Namespace') throw error;
    throw failure(`failed to create ${object.kind.toLowerCase()}: ${error.message}`);
  }
}

/** The metadata of a new object in the namespace of the command. */
export function metadata(call: Call, name: string, labels?: Record<string, string>): KubeObject['metadata'] {
  return { name, namespace: call.session.namespace, ...(labels ? { labels } : {}) };
}
