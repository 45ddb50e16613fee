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
  return writeSpec(context, input, old, { ephemeralContainers }, 'ephemeralcontainers', options);
}

/**
 * PUT of `/resize`: resources and resize policies of containers; nothing else counts (KEP-1287). Other containers than the pod
 * has are left to validation. Source: registry/core/pod `dropNonResizeUpdates`.
 * @throws StatusError 404 when the release has no such path
 */
export function resizePod(context: ServerContext, input: Pod, options: WriteOptions): Pod {
  const { release } = context;
  if (!release.has('resizeSubresource')) throw noSuchPath();
  const old = storedPod(context, input);
  const resized = (list: Container[] = [], wanted: Container[] = []) => {
    if (list.length !== wanted.length || list.some(({ name }, i) => wanted[i]?.name !== name)) return wanted;
    return list.map((container, i) => {
      const { resources, resizePolicy } = wanted[i] as Container;
      return { ...container, ...(resources ? { resources } : {}), ...(resizePolicy ? { resizePolicy } : {}) };
    });
  };
  const change: Partial<Pod['spec']> = { containers: resized(old.spec.containers, input.spec.containers) };
  if (old.spec.initContainers ?? input.spec.initContainers) {
    change.initContainers = resized(old.spec.initContainers, input.spec.initContainers);
  }
  if (release.has('resizeOfPodLevelResources') && input.spec.resources) change.resources = input.spec.resources;
  return writeSpec(context, input, old, change, 'resize', options);
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
  subresource: PodSubresource,
  options: WriteOptions,
): Pod {
  const resourceVersion = input.metadata.resourceVersion ?? old.metadata.resourceVersion;
  const metadata = { ...old.metadata, ...(resourceVersion ? { resourceVersion } : {}) };
  return updateObject(context, { ...old, metadata, spec: { ...old.spec, ...change } }, options, { subresource });
}
