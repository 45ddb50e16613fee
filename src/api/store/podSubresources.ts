import { invalid, notFound, StatusError } from '../errors';
import type { Container, EphemeralContainer, Pod } from '../types/index';
import type { ServerContext, WriteOptions } from './context';
import { sameJson } from './json';
import { updateObject } from './update';

/**
 * PUT of `/ephemeralcontainers`: the list may only grow; the rest of the pod in the request does not count.
 * @throws StatusError 404, 409, 422
 */
export function updateEphemeralContainers(context: ServerContext, input: Pod, options: WriteOptions): Pod {
  const old = storedPod(context, input);
  const wanted = input.spec.ephemeralContainers ?? [];
  const present = old.spec.ephemeralContainers ?? [];
  const kept = (container: EphemeralContainer) =>
    wanted.some((other) => other.name === container.name && includesAll(other, container));
  if (!present.every(kept)) {
    const message = 'Forbidden: existing ephemeral containers may not be removed or changed';
    const error = { field: 'spec.ephemeralContainers', reason: 'FieldValueForbidden', message };
    throw invalid('Pod', '', old.metadata.name, [error]);
  }
  const added = wanted.filter((container) => !present.some((other) => other.name === container.name));
  return writeSpec(context, input, old, { ephemeralContainers: [...present, ...added] }, options);
}

/**
 * PUT of `/resize`: resources and resize policies of containers; nothing else counts (KEP-1287).
 * @throws StatusError 404 when the release has no such path
 */
export function resizePod(context: ServerContext, input: Pod, options: WriteOptions): Pod {
  if (!context.release.has('resizeSubresource')) {
    throw new StatusError('NotFound', 'the server could not find the requested resource');
  }
  const old = storedPod(context, input);
  const resized = (list: Container[] | undefined, wanted: Container[] | undefined) =>
    list?.map((container) => {
      const other = wanted?.find((candidate) => candidate.name === container.name);
      if (!other) return container;
      const { resources, resizePolicy } = other;
      return { ...container, ...(resources ? { resources } : {}), ...(resizePolicy ? { resizePolicy } : {}) };
    });
  const containers = resized(old.spec.containers, input.spec.containers) ?? [];
  const initContainers = resized(old.spec.initContainers, input.spec.initContainers);
  return writeSpec(context, input, old, { containers, ...(initContainers ? { initContainers } : {}) }, options);
}

function storedPod({ store }: ServerContext, { metadata }: Pod): Pod {
  const pod = store.shelf('Pod').objects.get(metadata.namespace || 'default', metadata.name);
  if (!pod) throw notFound({ plural: 'pods', group: '' }, metadata.name);
  return pod as Pod;
}

function writeSpec(
  context: ServerContext,
  input: Pod,
  old: Pod,
  change: Partial<Pod['spec']>,
  options: WriteOptions,
): Pod {
  const resourceVersion = input.metadata.resourceVersion ?? old.metadata.resourceVersion;
  const metadata = { ...old.metadata, ...(resourceVersion ? { resourceVersion } : {}) };
  return updateObject(context, { ...old, metadata, spec: { ...old.spec, ...change } }, options, { subresource: true });
}

/** A request may leave out what the server has filled in. */
function includesAll(wanted: EphemeralContainer, present: EphemeralContainer): boolean {
  const now = wanted as unknown as Record<string, unknown>;
  const before = present as unknown as Record<string, unknown>;
  return Object.keys(now).every((key) => sameJson(now[key], before[key]));
}
