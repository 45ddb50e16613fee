import { qosClass } from '../admission/qos';
import { invalid, noSuchPath, notFound } from '../errors';
import type { Container, Pod } from '../types/index';
import type { PodSubresource } from '../validation/index';
import type { ServerContext, WriteOptions } from './context';
import { checkNodeCapacity } from './nodeCapacity';
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
 * PUT of `/resize`: resources and resize policies of containers; nothing else counts (KEP-1287).
 * @throws StatusError 404 when the release has no such path
 */
export function resizePod(context: ServerContext, input: Pod, options: WriteOptions): Pod {
  if (!context.release.has('resizeSubresource')) throw noSuchPath();
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
  const change = { containers, ...(initContainers ? { initContainers } : {}) };
  checkQosClass(context, old, change);
  checkNodeCapacity(context, { ...old, spec: { ...old.spec, ...change } });
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

function checkQosClass({ release }: ServerContext, old: Pod, change: Partial<Pod['spec']>): void {
  const now = qosClass({ ...old, spec: { ...old.spec, ...change } }, release.has('podLevelResources'));
  if (now === old.status?.qosClass) return;
  const message = `Invalid value: "${now}": Pod QOS Class may not change as a result of resizing`;
  throw invalid('Pod', '', old.metadata.name, [{ field: 'status.qosClass', reason: 'FieldValueInvalid', message }]);
}
