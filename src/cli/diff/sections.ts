import type { Parting } from './part';

/** What is told of an object, or of several whose stories part in the same way, such as the pods of a ReplicaSet. */
export interface Section {
  readonly title: string;
  readonly partings: readonly Parting[];
}

const NUMBERED = / \((\d+)\)$/;

/** The partings by object, in the order in which they first part; what several pods of one name have in common is told once. */
export function sections(partings: readonly Parting[]): Section[] {
  const byObject = new Map<string, Parting[]>();
  for (const parting of partings) byObject.set(parting.object, [...(byObject.get(parting.object) ?? []), parting]);
  for (const own of byObject.values()) own.sort((a, b) => shownTime(a) - shownTime(b) || rank(a) - rank(b));
  const alike = new Map<string, { object: string; partings: readonly Parting[] }[]>();
  for (const [object, own] of byObject) {
    const key = JSON.stringify([object.replace(NUMBERED, ''), own.map(withoutTimes)]);
    alike.set(key, [...(alike.get(key) ?? []), { object, partings: own }]);
  }
  return [...alike.values()].map((group) => ({
    title: titleOf(group.map(({ object }) => object)),
    partings: group[0]?.partings ?? [],
  }));
}

/** As it is printed: what differs by less comes as it happens to. */
function shownTime({ t }: Parting): number {
  return Math.round(t / 100);
}

/** What is gone comes before what has taken its place. */
function rank({ before }: Parting): number {
  return before === undefined ? 1 : 0;
}

function withoutTimes({ before, after }: Parting): (string | undefined)[] {
  return [before, after].map((line) => line?.replace(/^[\d.]+s /, ''));
}

/** `Events of Pod web-* (1, 2, 3)`. */
function titleOf(objects: readonly string[]): string {
  const [first = ''] = objects;
  if (objects.length === 1) return first;
  const numbers = objects.map((object) => Number(NUMBERED.exec(object)?.[1])).sort((a, b) => a - b);
  return `${first.replace(NUMBERED, '')} (${numbers.join(', ')})`;
}
