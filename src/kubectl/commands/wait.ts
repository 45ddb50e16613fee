import { type Condition, isStatus, type KubeObject } from '../../api';
import { sleep, type Task, TIMED_OUT } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, duration, fileFlags, outputFlags, selectorFlags, text } from '../command/spec';
import { failure, KubectlError } from '../errors';
import { pathValues, valueText } from '../jsonpath/index';
import { type Found, load, loadAll, parseSelection, type Selection } from '../selection';
import { pluralWord, referenceOf } from '../session';
import { follow } from '../waiting';
import { selectionOf } from '../wanted';

const POLL_MS = 500;

export const wait: CommandSpec = {
  name: 'wait',
  flags: [
    ...fileFlags,
    ...outputFlags,
    ...selectorFlags,
    bool('all'),
    bool('all-namespaces', { short: 'A' }),
    text('for'),
    duration('timeout', { value: '30s' }),
  ],
  run: runWait,
};

/** True when an object is as it was waited for; undefined stands for an object that is gone. */
type Predicate = (object: KubeObject | undefined) => boolean;

function* runWait(call: Call): Task<number> {
  const { session } = call;
  const wish = call.text('for');
  if (wish === undefined) throw failure('required flag(s) "for" not set');
  const timeoutMs = call.durationMs('timeout') ?? 0;
  // A negative timeout means a week.
  const deadlineMs = session.kernel.now + (timeoutMs < 0 ? 168 * 3_600_000 : timeoutMs);
  const selection = call.given('filename') ? selectionOf(call) : parseSelection(call.args);
  if (call.args.length === 0 && !call.given('filename'))
    throw failure('you must provide one or more resources by argument or filename');
  if (!selection.named && !call.given('selector') && !call.given('field-selector') && !call.flag('all')) {
    throw failure('resource(s) were provided, but no name was specified');
  }
  if (wish === 'create') return yield* waitForCreation(call, selection, deadlineMs);
  const gone = wish === 'delete';
  const predicate = gone ? (object: KubeObject | undefined) => object === undefined : predicateOf(wish);
  const found = yield* objectsToWaitFor(call, selection, gone);
  if (found.length === 0) {
    if (gone && session.release.has('waitForDeleteMayFindNothing')) return 0;
    throw failure('no matching resources found');
  }
  let exitCode = 0;
  for (const entry of found)
    exitCode = Math.max(exitCode, yield* waitForOne(call, entry, predicate, gone, deadlineMs, timeoutMs));
  return exitCode;
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

function* waitForOne(
  call: Call,
  { resource, object }: Found,
  predicate: Predicate,
  gone: boolean,
  deadlineMs: number,
  timeoutMs: number,
): Task<number> {
  const { session } = call;
  const { name, namespace = '', uid } = object.metadata;
  const result = yield* follow<KubeObject, 'met' | 'gone'>(session, resource, namespace, name, deadlineMs, (now) => {
    // An object of the same name with another uid is not the one that was waited for.
    const seen = now && gone && now.metadata.uid !== uid ? undefined : now;
    if (predicate(seen)) return 'met';
    if (!seen && !gone) return 'gone';
    return timeoutMs === 0 ? 'gone' : undefined;
  });
  const word = `${resource.plural}/${name}`;
  if (result === 'met') {
    session.line(`${referenceOf(object)} condition met`);
    return 0;
  }
  if (timeoutMs === 0 && result !== TIMED_OUT) session.error(`error: condition not met for ${word}`);
  else if (result === 'gone')
    session.error(`Error from server (NotFound): ${pluralWord(resource)} "${name}" not found`);
  else session.error(`error: timed out waiting for the condition on ${word}`);
  return 1;
}

/** `--for=create` asks twice a second until the object is there. */
function* waitForCreation(call: Call, selection: Selection, deadlineMs: number): Task<number> {
  const { session } = call;
  if (!session.release.has('waitForCreate')) throw failure('unrecognized condition: "create"');
  for (;;) {
    const { found, errors } = yield* load(session, selection, { selector: call.text('selector') });
    if (errors.some((error) => !isStatus(error, 'NotFound'))) throw errors[0];
    if (errors.length === 0 && found.length > 0) {
      for (const { object } of found) session.line(`${referenceOf(object)} condition met`);
      return 0;
    }
    if (session.kernel.now >= deadlineMs) throw new KubectlError('error: timed out waiting for the condition');
    yield* sleep(Math.min(POLL_MS, deadlineMs - session.kernel.now));
  }
}

/** @throws KubectlError when `--for` says something else */
function predicateOf(wish: string): Predicate {
  const condition = /^condition=([^=]+)(?:=(.*))?$/.exec(wish);
  if (condition) return (object) => conditionHolds(object, condition[1] as string, condition[2] ?? 'True');
  const path = /^jsonpath=(.*)$/s.exec(wish);
  if (path) return jsonPathPredicate(path[1] as string);
  throw failure(`unrecognized condition: "${wish}"`);
}

function conditionHolds(object: KubeObject | undefined, type: string, value: string): boolean {
  const { metadata, status } = (object ?? {}) as Partial<KubeObject> & {
    status?: { conditions?: Condition[]; observedGeneration?: number };
  };
  const found = status?.conditions?.find((condition) => condition.type.toLowerCase() === type.toLowerCase());
  if (!found || found.status.toLowerCase() !== value.toLowerCase()) return false;
  // What was observed of an older generation says nothing about this one.
  const observed = found.observedGeneration ?? status?.observedGeneration;
  return observed === undefined || (metadata?.generation ?? 0) <= observed;
}

/** `{.status.phase}=Running`, or a path alone: it has to exist. */
function jsonPathPredicate(text: string): Predicate {
  const parts = /^(\{.*?\}|[^=]+?)(?:=(.*))?$/s.exec(text);
  const path = parts?.[1] ?? text;
  const wanted = parts?.[2]?.replace(/^(["'])(.*)\1$/s, '$2');
  pathValues(path, {});
  return (object) => {
    const values = object ? safely(path, object) : [];
    if (wanted === undefined) return values.length > 0;
    return values.length === 1 && valueText(values[0]) === wanted;
  };
}

/** An index that is out of bounds now may be there later. */
function safely(path: string, object: KubeObject): unknown[] {
  try {
    return pathValues(path, object);
  } catch {
    return [];
  }
}
