import { isStatus, type KubeObject } from '../api';
import type { Task } from '../kernel';
import { withCause } from './changeCause';
import type { Call } from './command/call';
import { errorText, fileErrorText, KubectlError, lineOf } from './errors';
import { asPrinted } from './made';
import type { FileObject, Manifests } from './manifests';
import { changeText } from './output/printer';

/** Creates an object and says so, or only says so with `--dry-run`. `done` is what it says when it did; `made`: by kubectl itself, of no file. */
export function* createObject(
  call: Call,
  object: KubeObject,
  options: { output?: boolean; done?: string; made?: boolean } = {},
): Task<KubeObject> {
  const { session } = call;
  const { done = 'created' } = options;
  const kept = withCause(object, call.cause);
  const output = options.output === false ? undefined : call.text('output');
  if (call.dryRun === 'client') {
    session.io.stdout(
      changeText(options.made ? asPrinted(kept, session) : kept, 'created (dry run)', output, session.release),
    );
    return kept;
  }
  if (call.dryRun === 'server') {
    const checked = yield* session.client.create<KubeObject>(kept, { dryRun: true });
    session.io.stdout(changeText(checked, `${done} (server dry run)`, output, session.release));
    return checked;
  }
  const created = yield* session.client.create<KubeObject>(kept);
  session.io.stdout(changeText(created, done, output, session.release));
  return created;
}

/**
 * Does something with every object of the files, whatever happens to the others, and tells the errors at the end.
 * @param verb for the errors, such as `creating`; a function when it is known only once something went wrong; nothing for
 *   errors that speak for themselves
 * @returns the exit code
 */
export function* eachObject(
  call: Call,
  manifests: Manifests,
  verb: string | (() => string | undefined),
  action: (entry: FileObject) => Task<unknown>,
): Task<number> {
  const errors: { error: unknown; file: string; doing: string | undefined }[] = [];
  for (const entry of manifests.objects) {
    try {
      yield* action(entry);
    } catch (error) {
      if (!isStatus(error) && !(error instanceof KubectlError)) throw error;
      errors.push({ error, file: entry.file, doing: typeof verb === 'string' ? verb : verb() });
    }
  }
  const isOnly = errors.length + manifests.errors.length === 1;
  const { release } = call.session;
  for (const { error, file, doing } of errors) {
    if (isStatus(error) && doing) call.session.error(fileErrorText(error, doing, file, isOnly, release));
    else call.session.error(isOnly ? errorText(error, release) : lineOf(error, release));
  }
  for (const message of manifests.errors) call.session.error(message);
  return errors.length + manifests.errors.length > 0 ? 1 : 0;
}

/** What a line about a change ends with when nothing was changed. */
export function suffix(call: Call): string {
  return { none: '', client: ' (dry run)', server: ' (server dry run)' }[call.dryRun];
}
