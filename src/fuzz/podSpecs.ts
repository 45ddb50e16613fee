import { type KubeObject, type PodSpec, podSpecOf } from '../api/index';

/** The spec of an object's pods, as a list: none where it makes no pods, or none that the API server would take. */
export function podSpecsOf(object: KubeObject): PodSpec[] {
  const spec = podSpecOf(object);
  return Array.isArray(spec?.containers) ? [spec] : [];
}
