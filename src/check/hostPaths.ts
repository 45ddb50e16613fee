import { type KubeObject, podSpecOf, podSpecPath } from '../api/index';
import { withField } from './fields';

/** Something that pods want to find on their node. */
export interface HostPath {
  readonly path: string;
  /** `File`, `Directory`, `Socket` … */
  readonly type: string;
}

/** Paths of a node that pods want to find there, such as /etc/machine-id: real nodes have them. */
export function hostPathsOf(objects: readonly KubeObject[]): HostPath[] {
  const found = new Map(objects.flatMap(places).map(({ path, type }) => [path, { path, type }]));
  return [...found.values()];
}

/** The objects without the wish that a path of the node is there already, which made-up nodes could not fulfil. */
export function withoutHostPathTypes(objects: readonly KubeObject[]): KubeObject[] {
  return objects.map((object) =>
    places(object).reduce((changed, { field }) => withField(changed, field, undefined), object),
  );
}

function places(object: KubeObject): (HostPath & { readonly field: string })[] {
  const { volumes = [] } = podSpecOf(object) ?? {};
  // Kinds of other people may mean something else by these names.
  if (!Array.isArray(volumes)) return [];
  const place = podSpecPath(object).join('.');
  return volumes.flatMap(({ hostPath }, i) =>
    hostPath?.type && !hostPath.type.endsWith('OrCreate')
      ? [{ path: hostPath.path, type: hostPath.type, field: `${place}.volumes[${i}].hostPath.type` }]
      : [],
  );
}
