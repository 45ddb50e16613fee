import type { KubeObject } from '../api/index';
import type { Story, TimedDeed } from './story';

/** One way to make a story smaller: stories with one part less each, in an order that stays the same as parts go. */
export type Pass = (story: Story) => Generator<Story>;

/** The greatest steps first, and before them what makes every later try cheaper. */
export const PASSES: readonly Pass[] = [
  shorter,
  withoutDeeds,
  withoutCircumstances,
  withoutObjects,
  plainSettings,
  withoutFields,
  rounderTimes,
];

function without<T>(items: readonly T[], index: number): T[] {
  return items.filter((_, i) => i !== index);
}

function* withoutDeeds(story: Story): Generator<Story> {
  if (story.deeds.length > 1) yield { ...story, deeds: [] };
  for (let i = 0; i < story.deeds.length; i++) yield { ...story, deeds: without(story.deeds, i) };
}

function* withoutCircumstances(story: Story): Generator<Story> {
  if (story.circumstances.length > 1) yield { ...story, circumstances: [] };
  for (let i = 0; i < story.circumstances.length; i++)
    yield { ...story, circumstances: without(story.circumstances, i) };
}

function* plainSettings(story: Story): Generator<Story> {
  const { setting } = story;
  if (setting.anyOrder) yield { ...story, setting: { ...setting, anyOrder: false } };
  if (setting.slowness !== 1) yield { ...story, setting: { ...setting, slowness: 1 } };
  if (setting.nodes > 1) yield { ...story, setting: { ...setting, nodes: setting.nodes - 1 } };
  if (setting.machine) yield { ...story, setting: { ...setting, machine: undefined } };
  if (setting.nodeLabels) yield { ...story, setting: { ...setting, nodeLabels: undefined } };
  if (setting.seed !== 1) yield { ...story, setting: { ...setting, seed: 1 } };
}

function* withoutObjects(story: Story): Generator<Story> {
  if (story.manifests.length < 2) return;
  for (let i = 0; i < story.manifests.length; i++) yield { ...story, manifests: without(story.manifests, i) };
}

const QUIET_MS = [60_000, 120_000, 300_000];

function* shorter(story: Story): Generator<Story> {
  for (const quietMs of QUIET_MS) if (quietMs < story.quietMs) yield { ...story, quietMs };
}

/** Each field of each object left out, from the outside in; what makes an object an object stays. */
function* withoutFields(story: Story): Generator<Story> {
  for (const [i, object] of story.manifests.entries())
    for (const path of pathsOf(object)) {
      const smaller = withoutPath(object, path) as KubeObject;
      yield { ...story, manifests: story.manifests.map((other, j) => (j === i ? smaller : other)) };
    }
}

type Path = readonly (string | number)[];

const KEPT: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'metadata.name', 'spec']);

/** Another program would be another app. */
const PROGRAM: ReadonlySet<string> = new Set(['image', 'command', 'args']);

/** A probe or a hook runs a command too; without it it would be none. */
function isProgram(path: Path): boolean {
  return PROGRAM.has(String(path.at(-1)));
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const here = keys.map((key) => [...path, key]).filter((p) => !KEPT.has(p.join('.')) && !isProgram(p));
  const below = keys
    .filter((key) => !PROGRAM.has(String(key)))
    .flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key]));
  return [...here, ...below];
}

function withoutPath(value: unknown, [key, ...rest]: Path): unknown {
  if (Array.isArray(value))
    return rest.length
      ? value.map((item, i) => (i === key ? withoutPath(item, rest) : item))
      : without(value, Number(key));
  const object = value as Record<string, unknown>;
  if (rest.length) return { ...object, [key as string]: withoutPath(object[key as string], rest) };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** Units in which people count, the coarsest first. */
const UNITS_MS = [60_000, 30_000, 10_000, 5_000, 1_000];

/** Rounder values of a time. */
function rounder(ms: number): number[] {
  const values = UNITS_MS.flatMap((unit) => [Math.floor(ms / unit) * unit, Math.ceil(ms / unit) * unit]);
  const own = UNITS_MS.findIndex((unit) => ms % unit === 0);
  const better = values.filter((value) => {
    const its = UNITS_MS.findIndex((unit) => value % unit === 0);
    return value !== ms && its >= 0 && (own < 0 || its < own);
  });
  return [...new Set(better)];
}

function* rounderTimes(story: Story): Generator<Story> {
  for (const [i, { atMs }] of story.deeds.entries())
    for (const rounded of rounder(atMs)) yield { ...story, deeds: movedDeed(story, i, rounded) };
  for (const [i, circumstance] of story.circumstances.entries())
    for (const [name, value] of Object.entries(circumstance.values)) {
      if (!name.endsWith('Ms')) continue;
      // Never longer: the world would go further than it may.
      for (const rounded of rounder(Number(value)).filter((ms) => ms < Number(value))) {
        const changed = { ...circumstance, values: { ...circumstance.values, [name]: rounded } };
        yield { ...story, circumstances: story.circumstances.map((other, j) => (j === i ? changed : other)) };
      }
    }
}

function movedDeed(story: Story, index: number, atMs: number): TimedDeed[] {
  const moved = story.deeds.map((timed, i) => (i === index ? { ...timed, atMs } : timed));
  return moved.sort((a, b) => a.atMs - b.atMs);
}
