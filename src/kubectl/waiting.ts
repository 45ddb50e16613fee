import { isStatus, type KubeObject, type Resource, type WatchEvent } from '../api';
import { Mailbox, type Task, TIMED_OUT, within } from '../kernel';
import type { Session } from './session';

/** What a watch for one object brings: its state, or undefined once it is gone. */
export type Seen<T> = T | undefined;

/**
 * Follows one object from its present state on until `decide` returns something.
 * @param deadlineMs kernel time at which to give up
 * @returns what `decide` returned, or `TIMED_OUT`
 */
export function* follow<T extends KubeObject, R>(
  session: Session,
  resource: Resource,
  namespace: string,
  name: string,
  deadlineMs: number,
  decide: (object: Seen<T>) => R | undefined,
): Task<R | typeof TIMED_OUT> {
  const now = decide(yield* find<T>(session, resource, namespace, name));
  if (now !== undefined) return now;
  const events = new Mailbox<WatchEvent<T>>(session.kernel);
  const watch = session.api.watch<T>(
    resource.kind,
    {
      namespace: resource.namespaced ? namespace : undefined,
      fieldSelector: `metadata.name=${name}`,
      name: 'kubectl',
      sendInitialEvents: false,
    },
    (event) => events.put(event),
  );
  try {
    for (;;) {
      const event = events.poll();
      if (!event) {
        if ((yield* within(deadlineMs - session.kernel.now, events.arrival())) === TIMED_OUT) return TIMED_OUT;
        continue;
      }
      if (event.type === 'BOOKMARK') continue;
      const decision = decide(event.type === 'DELETED' ? undefined : event.object);
      if (decision !== undefined) return decision;
    }
  } finally {
    watch.stop();
  }
}

/** GET that returns undefined where there is nothing. */
export function* find<T extends KubeObject>(
  session: Session,
  resource: Resource,
  namespace: string,
  name: string,
): Task<T | undefined> {
  try {
    return yield* session.client.get<T>(resource.kind, namespace, name);
  } catch (error) {
    if (isStatus(error, 'NotFound')) return undefined;
    throw error;
  }
}

/** Kernel time at which a `--timeout` ends; 0 and none mean: a week, as in kubectl. */
export function deadline(session: Session, timeoutMs: number | undefined): number {
  const WEEK_MS = 168 * 3_600_000;
  return session.kernel.now + (timeoutMs && timeoutMs > 0 ? timeoutMs : WEEK_MS);
}

/** Waits until an object, known by its uid, is no more. @returns false when the time was up first */
export function* waitUntilGone(
  session: Session,
  target: { resource: Resource; namespace: string; name: string; uid: string | undefined },
  deadlineMs: number,
): Task<boolean> {
  const { resource, namespace, name, uid } = target;
  const gone = yield* follow<KubeObject, true>(session, resource, namespace, name, deadlineMs, (object) =>
    object === undefined || object.metadata.uid !== uid ? true : undefined,
  );
  return gone !== TIMED_OUT;
}
