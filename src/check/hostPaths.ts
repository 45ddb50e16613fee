import type { KubeObject, PodSpec } from '../api/index';
import { fieldIn, withField } from './fields';

const PLACES = ['spec', 'spec.template.spec', 'spec.jobTemplate.spec.template.spec'];

/** Paths of a node that pods want to find there, such as /etc/machine-id: real nodes have them. */
export function hostPathsOf(objects: readonly KubeObject[]): string[] {
  return [...new Set(objects.flatMap((object) => places(object).map(({ path }) => path)))];
}

/** The objects without the wish that a path of the node is there already, which made-up nodes could not fulfil. */
export function withoutHostPathTypes(objects: readonly KubeObject[]): KubeObject[] {
  return objects.map((object) =>
    places(object).reduce((changed, { field }) => withField(changed, field, undefined), object),
  );
}

function places(object: KubeObject): { path: string; field: string }[] {
  return PLACES.flatMap((place) => {
    const { volumes = [] } = (fieldIn(object, place) ?? {}) as Partial<PodSpec>;
    if (!Array.isArray(volumes)) return [];
    return volumes.flatMap(({ hostPath }, i) =>
      hostPath?.type && !hostPath.type.endsWith('OrCreate')
        ? [{ path: hostPath.path, field: `${place}.volumes[${i}].hostPath.type` }]
        : [],
    );
  });
}
