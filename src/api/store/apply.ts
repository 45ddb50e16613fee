import { badRequest, notFound } from '../errors';
import { applied, handedOver, managerOf, shapeOf, type Writer } from '../managedFields/index';
import { resourceOf } from '../resources';
import { formatTime } from '../time';
import type { KubeObject } from '../types/index';
import { ANONYMOUS, type ServerContext, type WriteOptions } from './context';
import { createObject } from './create';
import { updateObject } from './update';

export interface ApplyOptions extends WriteOptions {
  /** Takes fields from whoever owns them: `--force-conflicts`. */
  readonly force?: boolean;
}

/** PATCH with `application/apply-patch+yaml`: server-side apply. */
export function applyObject<T extends KubeObject>(context: ServerContext, manifest: T, options: ApplyOptions): T {
  const { kind, metadata } = manifest;
  const resource = resourceOf(kind);
  if ((metadata as { managedFields?: unknown }).managedFields) throw badRequest('metadata.managedFields must be nil');
  const namespace = resource.namespaced ? metadata.namespace || 'default' : undefined;
  const live = context.store.shelf(kind).objects.get(namespace, metadata.name);
  const { by = ANONYMOUS, fieldManager = managerOf(by), force = false } = options;
  const writer: Writer = { manager: fieldManager, operation: 'Apply', apiVersion: resource.apiVersion };
  const owners = context.history.ownersOf(live);
  const time = formatTime(context.wallMs());
  const made = applied({ live, owners, manifest, writer, time, force }, shapeOf(kind));
  const whole = { ...options, owners: made.owners };
  return live ? updateObject(context, made.object as T, whole) : createObject(context, made.object as T, whole);
}

/**
 * What `kubectl apply` has written before belongs to what the server applies for it from now on.
 * @returns false where there is nothing of the kind
 */
export function migrateOwners(
  context: ServerContext,
  kind: string,
  namespace: string | undefined,
  name: string,
  { by = ANONYMOUS, fieldManager = managerOf(by) }: WriteOptions,
): boolean {
  const { history, store } = context;
  const live = store.shelf(kind).objects.get(namespace, name);
  if (!live) throw notFound(resourceOf(kind), name);
  const writer: Writer = { manager: fieldManager, operation: 'Apply', apiVersion: resourceOf(kind).apiVersion };
  const owners = handedOver(history.ownersOf(live), writer, formatTime(context.wallMs()));
  if (!owners) return false;
  history.set(live.metadata.uid as string, owners);
  store.put({ ...live, metadata: { ...live.metadata } }, 'update', by);
  return true;
}
