import { noSuchPath, notFound } from '../errors';
import type { Container, Pod } from '../types/index';
import type { PodSubresource } from '../validation/index';
import type { ServerContext, WriteOptions } from './context';
import { updateObject } from './update';

/**
 * PUT of `/ephemeralcontainers`: the list may only grow; the rest of the pod in the request does not count.
 * @throws StatusError 404, 409, 422
 */
export function updateEphemeralContainers(context: ServerContext, input: Pod, options: WriteOptions): Pod {
  const old = storedPod(context, input);
  const { ephemeralContainers = [] } = input.spec;
  return writeSpec(context, input, { ...old.spec, ephemeralContainers }, options, 'ephemeralcontainers');
}

/**
 * PUT of `/resize`: resources and resize policies of containers; nothing else counts (KEP-1287).
 * @throws StatusError 403 of admission, 404 when the release has no such path, 409, 422
 */
export function resizePod(context: ServerContext, input: Pod, options: WriteOptions): Pod {
  if (!context.release.has('inPlaceResize')) throw noSuchPath();
  const old = storedPod(context, input);
  const spec = resized(context, old.spec, input.spec);
  return writeSpec(context, input, spec, options, 'resize');
}

/** The stored spec with the resources that are asked for. Source: registry/core/pod/strategy.go `dropNonResizeUpdates`. */
function resized({ release }: ServerContext, old: Pod['spec'], wanted: Pod['spec']): Pod['spec'] {
  // Validation says what is wrong with other containers.
  if (!sameNames(old.containers, wanted.containers) || !sameNames(old.initContainers, wanted.initContainers))
    return wanted;
  const spec: Pod['spec'] = { ...old, containers: withResources(old.containers, wanted.containers) };
  if (old.initContainers) spec.initContainers = withResources(old.initContainers, wanted.initContainers ?? []);
  if (!release.has('resizeOfPodLevel')) return spec;
  if (wanted.resources) spec.resources = wanted.resources;
  else delete spec.resources;
  return spec;
}

function sameNames(a: readonly Container[] = [], b: readonly Container[] = []): boolean {
  return a.length === b.length && a.every(({ name }, i) => name === b[i]?.name);
}

function withResources(old: readonly Container[], wanted: readonly Container[]): Container[] {
  return old.map((container, i) => {
    const { resources: _, resizePolicy: __, ...rest } = container;
    const { resources, resizePolicy } = wanted[i] as Container;
    return { ...rest, ...(resources && { resources }), ...(resizePolicy && { resizePolicy }) };
  });
}

function storedPod({ store }: ServerContext, { metadata }: Pod): Pod {
  const pod = store.shelf('Pod').objects.get(metadata.namespace || 'default', metadata.name);
  if (!pod) throw notFound({ plural: 'pods', group: '' }, metadata.name);
  return pod as Pod;
}

function writeSpec(
  context: ServerContext,
  input: Pod,
  spec: Pod['spec'],
  options: WriteOptions,
  subresource: PodSubresource,
): Pod {
  const old = storedPod(context, input);
  const resourceVersion = input.metadata.resourceVersion ?? old.metadata.resourceVersion;
  const metadata = { ...old.metadata, ...(resourceVersion ? { resourceVersion } : {}) };
  return updateObject(context, { ...old, metadata, spec }, options, { subresource });
}
