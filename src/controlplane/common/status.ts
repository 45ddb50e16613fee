import { type ApiClient, isStatus, sameJson } from '../../api';
import type { KubeObject } from '../../api/types';
import type { Task } from '../../kernel';

interface WithStatus extends KubeObject {
  status?: unknown;
}

/**
 * Writes a status if it differs from the one in hand. What was derived from a version that is no longer the newest, such as
 * the time of a transition, must not be written over what has come since: the caller's sync begins anew.
 * @returns the object as stored, or as it was
 * @throws StatusError 409 when someone else has written meanwhile
 */
export function* writeStatusOnce<T extends WithStatus>(client: ApiClient, object: T, status: T['status']): Task<T> {
  if (sameJson(object.status ?? {}, status ?? {})) return object;
  return yield* client.updateStatus<T>({ ...object, status });
}

/**
 * Writes a status if it differs from the one in hand; when someone else has written meanwhile, once more on top of that.
 * @returns the object as stored, or as it was
 */
export function* writeStatus<T extends WithStatus>(client: ApiClient, object: T, status: T['status']): Task<T> {
  if (sameJson(object.status ?? {}, status ?? {})) return object;
  try {
    return yield* client.updateStatus<T>({ ...object, status });
  } catch (error) {
    if (!isStatus(error, 'Conflict')) throw error;
  }
  const { namespace = '', name, uid } = object.metadata;
  const live = yield* client.get<T>(object.kind, namespace, name);
  if (live.metadata.uid !== uid) return live;
  return yield* client.updateStatus<T>({ ...live, status });
}
