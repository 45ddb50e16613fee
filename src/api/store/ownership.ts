import { cloneJson } from '../json';
import { emptyObject, managerOf, sameOwners, type Writer } from '../managedFields/index';
import type { Release } from '../release/index';
import { resourceOf } from '../resources';
import { formatTime } from '../time';
import type { KubeObject } from '../types/index';
import { ANONYMOUS, type ServerContext, type WriteOptions } from './context';
import { STATUS_AS_SENT } from './prepare';
import type { WriteVerb } from './store';

/** Notes that somebody has made an object of what was sent, with its defaults but without what admission added. */
export function noteCreation(
  context: ServerContext,
  object: KubeObject,
  sent: KubeObject,
  options: WriteOptions,
): void {
  const uid = object.metadata.uid as string;
  if (options.owners) {
    context.history.set(uid, options.owners);
    return;
  }
  const { release, rules } = context;
  const versions = () => {
    const after = cloneJson(sent) as KubeObject & { status?: unknown };
    rules.applyDefaults(after, release);
    if (!STATUS_AS_SENT.has(sent.kind)) delete after.status;
    return { before: emptyObject(sent.kind), after };
  };
  const time = formatTime(context.wallMs());
  context.history.wrote(uid, { kind: object.kind, writer: writerOf(object, options, release), time, versions });
}

/** Notes what an update has made of an object. */
export function noteUpdate(
  context: ServerContext,
  object: KubeObject,
  old: KubeObject,
  options: WriteOptions,
  verb: WriteVerb,
): void {
  const uid = object.metadata.uid as string;
  if (options.owners) {
    context.history.set(uid, options.owners);
    return;
  }
  const writer = writerOf(object, options, context.release, verb);
  const time = formatTime(context.wallMs());
  context.history.wrote(uid, { kind: object.kind, writer, time, versions: () => ({ before: old, after: object }) });
}

/** True for an apply after which others own what they did not own before. */
export function changesOwners({ history }: ServerContext, old: KubeObject, { owners }: WriteOptions): boolean {
  return owners !== undefined && !sameOwners(owners, history.ownersOf(old));
}

const SUBRESOURCES: Partial<Record<WriteVerb, string>> = { status: 'status', scale: 'scale' };

function writerOf(
  { kind, apiVersion = resourceOf(kind).apiVersion }: KubeObject,
  { by = ANONYMOUS, fieldManager = managerOf(by) }: WriteOptions,
  release: Release,
  verb?: WriteVerb,
): Writer {
  const way = verb && SUBRESOURCES[verb];
  const subresource = way === 'status' && !resourceOf(kind).hasStatus ? undefined : way;
  return {
    manager: fieldManager,
    operation: 'Update',
    apiVersion,
    ...(subresource && release.has('managersOfSubresources') && { subresource }),
  };
}
