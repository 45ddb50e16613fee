import { modified, noSuchPath, notFound } from '../errors';
import { resourceOf } from '../resources';
import { formatLabelSelector } from '../selectors';
import type { KubeObject, LabelSelector } from '../types/index';
import type { ServerContext, WriteOptions } from './context';
import { updateObject } from './update';

/** autoscaling/v1 Scale: the replicas of a workload and nothing else. */
export interface Scale extends KubeObject {
  kind: 'Scale';
  spec: { replicas?: number };
  status: { replicas: number; selector?: string };
}

interface Scalable extends KubeObject {
  spec: { replicas?: number; selector?: LabelSelector };
  status?: { replicas?: number };
}

const SCALABLE = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);

/** GET of `/scale`. */
export function scaleOf(context: ServerContext, kind: string, namespace: string, name: string): Scale {
  const { metadata, spec, status } = target(context, kind, namespace, name);
  const { uid, resourceVersion, creationTimestamp } = metadata;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: {
      name,
      namespace,
      ...(uid ? { uid } : {}),
      ...(resourceVersion ? { resourceVersion } : {}),
      ...(creationTimestamp ? { creationTimestamp } : {}),
    },
    spec: { replicas: spec.replicas ?? 0 },
    status: { replicas: status?.replicas ?? 0, selector: formatLabelSelector(spec.selector) },
  };
}

/**
 * PUT of `/scale`. A resourceVersion in `scale` is a lock.
 * @throws StatusError 404, also for a kind that has no replicas; 409
 */
export function writeScale(context: ServerContext, kind: string, scale: Scale, options: WriteOptions): Scale {
  const { namespace = 'default', name, resourceVersion } = scale.metadata;
  const object = target(context, kind, namespace, name);
  if (resourceVersion && resourceVersion !== object.metadata.resourceVersion) throw modified(resourceOf(kind), name);
  const scaled = { ...object, spec: { ...object.spec, replicas: scale.spec.replicas ?? 0 } };
  updateObject(context, scaled, options, { verb: 'scale' });
  return scaleOf(context, kind, namespace, name);
}

function target({ store }: ServerContext, kind: string, namespace: string, name: string): Scalable {
  const resource = resourceOf(kind);
  if (!SCALABLE.has(kind)) throw noSuchPath();
  const object = store.shelf(kind).objects.get(namespace, name);
  if (!object) throw notFound(resource, name);
  return object as Scalable;
}
