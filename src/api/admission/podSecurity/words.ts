import type { Container, PodSpec } from '../../types/index';

/** A pod or a container: both have a security context. */
export type Holder = Pick<Container | PodSpec, 'securityContext'>;

/** The containers of each kind that do something, in the order in which they are told. Source: policy/visitor.go. */
export function offenders(
  { initContainers = [], containers, ephemeralContainers = [] }: PodSpec,
  offends: (container: Container) => boolean,
): Container[] {
  return [...initContainers, ...containers, ...ephemeralContainers].filter(offends);
}

/** `"a", "b"` */
export function quoted(items: readonly string[]): string {
  return items.map((item) => `"${item}"`).join(', ');
}

/** Each once, in order. */
export function sorted(items: readonly string[]): string[] {
  return [...new Set(items)].sort();
}

export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}

/** `containers "a", "b"` */
export function named(word: string, names: readonly string[]): string {
  return `${plural(word, names.length)} ${quoted(names)}`;
}

/** `container "a"`; empty if there is none. */
export function tell(containers: readonly Container[]): string {
  return containers.length > 0 ? named('container', namesOf(containers)) : '';
}

export function namesOf(items: readonly { readonly name: string }[]): string[] {
  return items.map(({ name }) => name);
}

/** `pod and container "a"`: who says in its security context what is forbidden; empty if nobody does. */
export function setters(spec: PodSpec, isBad: (holder: Holder) => boolean): string {
  return [isBad(spec) ? 'pod' : '', tell(offenders(spec, isBad))].filter(Boolean).join(' and ');
}
