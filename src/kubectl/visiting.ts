import { isStatus } from '../api';
import type { Task } from '../kernel';
import type { Call } from './command/call';
import { KubectlError, severalErrors } from './errors';
import { type Found, load, type Selection } from './selection';
import { wantedBy } from './wanted';

/**
 * Does something with every object that a command means, whatever became of the others, and tells what went wrong at
 * the end (cli-runtime, `resource.Builder` with `ContinueOnError`).
 * @throws KubectlError, StatusError
 */
export function* visitEach(call: Call, words: readonly string[], visit: (found: Found) => Task<unknown>): Task<number> {
  const { selection, filter } = wantedBy(call, words);
  const errors: unknown[] = [];
  for (const part of partsOf(selection)) {
    const loaded = yield* load(call.session, part, filter);
    errors.push(...loaded.errors);
    for (const found of loaded.found) yield* collecting(errors, visit(found));
  }
  return endOf(call, errors);
}

/** The same for objects that are all there. */
export function* changeEach(call: Call, all: readonly Found[], change: (found: Found) => Task<unknown>): Task<number> {
  const errors: unknown[] = [];
  for (const found of all) yield* collecting(errors, change(found));
  return endOf(call, errors);
}

/** Each name is asked for when its turn comes. */
function partsOf(selection: Selection): Selection[] {
  return selection.named?.map((one) => ({ ...selection, named: [one] })) ?? [selection];
}

function* collecting(errors: unknown[], task: Task<unknown>): Task {
  try {
    yield* task;
  } catch (error) {
    if (!isStatus(error) && !(error instanceof KubectlError)) throw error;
    errors.push(error);
  }
}

function endOf(call: Call, errors: readonly unknown[]): number {
  if (errors.length > 0) throw severalErrors(errors, call.session.release);
  return 0;
}
