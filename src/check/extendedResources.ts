import { type KubeObject, podSpecOf, podSpecPath } from '../api/index';
import { withField } from './fields';

const CONTAINERS = ['initContainers', 'containers'] as const;
const LISTS = ['requests', 'limits'] as const;

/**
 * What pods ask for besides cpu, memory and disk, such as `nvidia.com/gpu` and huge pages: nodes have it from a device plugin or by
 * their configuration (kubernetes.io, "Extended resources").
 */
export function extendedResourcesOf(objects: readonly KubeObject[]): string[] {
  return [...new Set(objects.flatMap(places).map(({ resource }) => resource))];
}

/** The objects without the wish for such a resource, which made-up nodes could not fulfil. */
export function withoutExtendedResources(objects: readonly KubeObject[]): KubeObject[] {
  return objects.map((object) =>
    places(object).reduce((changed, { field, rest }) => withField(changed, field, rest), object),
  );
}

interface Place {
  readonly resource: string;
  /** The list that names it, and what the list is without all such resources. */
  readonly field: string;
  readonly rest: Readonly<Record<string, unknown>>;
}

function places(object: KubeObject): Place[] {
  const spec = podSpecOf(object);
  const place = podSpecPath(object).join('.');
  return CONTAINERS.flatMap((name) => {
    const containers = spec?.[name];
    // Kinds of other people may mean something else by these names.
    return (Array.isArray(containers) ? containers : []).flatMap(({ resources }, i) =>
      LISTS.flatMap((list) => inList(resources?.[list], `${place}.${name}[${i}].resources.${list}`)),
    );
  });
}

function inList(amounts: Readonly<Record<string, unknown>> | undefined, field: string): Place[] {
  const rest = Object.fromEntries(Object.entries(amounts ?? {}).filter(([name]) => !isExtended(name)));
  return Object.keys(amounts ?? {})
    .filter(isExtended)
    .map((resource) => ({ resource, field, rest }));
}

function isExtended(resource: string): boolean {
  return resource.includes('/') || resource.startsWith('hugepages-');
}
