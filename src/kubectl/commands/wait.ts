import { isStatus, type KubeObject, notFound } from '../../api';
import { sleep, type Task, TIMED_OUT } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, duration, fileFlags, outputFlags, selectorFlags, strings } from '../command/spec';
import { failure } from '../errors';
import { type Found, load, loadAll, parseSelection, type Selection } from '../selection';
import { referenceOf } from '../session';
import { changeEach } from '../visiting';
import { follow } from '../waiting';
import { NO_RESOURCES, selectionOf } from '../wanted';
import { isFor, type Predicate, predicateOf } from './waitConditions';

const POLL_MS = 500;

export const wait: CommandSpec = {
  name: 'wait',
  flags: [
    ...fileFlags,
    ...outputFlags,
    ...selectorFlags,
    bool('all'),
    bool('all-namespaces', { short: 'A' }),
    strings('for'),
    duration('timeout', { value: '30s' }),
  ],
  run: runWait,
};

function* runWait(call: Call): Task<number> {
  const { session } = call;
  const wishes = wishesOf(call);
  const timeoutMs = call.durationMs('timeout') ?? 0;
  // A negative timeout means a week.
  const deadlineMs = session.kernel.now + (timeoutMs < 0 ? 168 * 3_600_000 : timeoutMs);
  const predicates = wishes.map((wish) => predicateOf(wish, session.release));
  if (call.args.length === 0 && !call.given('filename')) throw failure(NO_RESOURCES);
  const selection = call.given('filename') ? selectionOf(call) : parseSelection(call.args);
  if (!selection.named && !call.given('selector') && !call.given('field-selector') && !call.flag('all')) {
    throw failure('resource(s) were provided, but no name was specified');
  }
  if (wishes.some((wish) => isFor(wish, 'create'))) yield* untilThere(call, selection, deadlineMs);
  const gone = wishes.some((wish) => isFor(wish, 'delete'));
  const found = yield* objectsToWaitFor(call, selection, gone);
  if (found.length === 0) {
    if (gone && session.release.has('waitForDeleteMayFindNothing')) return 0;
    throw failure('no matching resources found');
  }
  return yield* changeEach(call, found, function* (entry) {
    for (const predicate of predicates) yield* waitForOne(call, entry, { predicate, gone, deadlineMs, timeoutMs });
  });
}

/** What is waited for: one thing, and one after the other where several can be given. @throws KubectlError */
function wishesOf(call: Call): readonly string[] {
  const wishes = call.list('for');
  if (wishes.length === 0) throw failure('required flag(s) "for" not set');
  return call.session.release.has('waitForSeveral') ? wishes : wishes.slice(-1);
}

function* objectsToWaitFor(call: Call, selection: Selection, gone: boolean): Task<Found[]> {
  const filter = {
    selector: call.text('selector'),
    fieldSelector: call.text('field-selector'),
    allNamespaces: call.flag('all-namespaces'),
    ignoreNotFound: gone,
  };
  return yield* loadAll(call.session, selection, filter);
}

interface Wait {
  readonly predicate: Predicate;
  /** It is waited for the end. */
  readonly gone: boolean;
  readonly deadlineMs: number;
  readonly timeoutMs: number;
}

function* waitForOne(call: Call, { resource, object }: Found, { predicate, gone, deadlineMs, timeoutMs }: Wait): Task {
  const { session } = call;
  const { name, namespace = '', uid } = object.metadata;
  let wasThere = false;
  const result = yield* follow<KubeObject, 'met' | 'gone'>(session, resource, namespace, name, deadlineMs, (now) => {
    // An object of the same name with another uid is not the one that was waited for.
    const seen = now && gone && now.metadata.uid !== uid ? undefined : now;
    if (predicate(seen)) return 'met';
    // What goes away meanwhile may come back: only what is not there at first is not found (wait.go, isConditionMet).
    if (!seen && !gone && !wasThere) return 'gone';
    wasThere = true;
    return timeoutMs === 0 ? 'gone' : undefined;
  });
  const word = `${resource.plural}/${name}`;
  if (result === 'met') {
    session.line(`${referenceOf(object)} condition met`);
    return;
  }
  if (timeoutMs === 0 && result !== TIMED_OUT) throw failure(`condition not met for ${word}`);
  if (result === 'gone') throw notFound(resource, name);
  throw failure(`timed out waiting for the condition on ${word}`);
}

/** `--for=create` asks twice a second until the object is there. */
function* untilThere(call: Call, selection: Selection, deadlineMs: number): Task {
  const { session } = call;
  for (;;) {
    const { found, errors } = yield* load(session, selection, { selector: call.text('selector') });
    if (errors.some((error) => !isStatus(error, 'NotFound'))) throw errors[0];
    if (errors.length === 0 && found.length > 0) return;
    if (session.kernel.now >= deadlineMs) throw failure('timed out waiting for the condition');
    yield* sleep(Math.min(POLL_MS, deadlineMs - session.kernel.now));
  }
}
