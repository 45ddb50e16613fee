import type { KubeObject } from '../api/index';
import { type Expectation, PROMISES, type Trouble } from '../observe/promises/index';
import type { Bounds } from './bounds';
import { type Dependency, fileOf } from './dependencies';
import type { Machine } from './machines';
import { madeUpManifests } from './madeUpManifests';
import type { Plan } from './plan';
import type { Setting, Story } from './story';
import { type Targets, targetsOf } from './targets';
import { dependencyAppears, type Part, troubleKinds, troublePart } from './troubles';

/** What does not change from run to run of a campaign. */
export interface Frame {
  readonly manifests: readonly KubeObject[];
  readonly bounds: Bounds;
  readonly kubernetes: readonly string[];
  readonly promises: readonly Expectation[];
  /** Nodes of the cluster, before the plan adds any. */
  readonly nodes: number;
  readonly machine?: Machine | undefined;
  readonly nodeLabels?: Readonly<Record<string, string>>;
}

/** A story, and what it must keep. */
export interface Interpreted {
  readonly story: Story;
  /** Names of the promises that bear everything that happens in it. */
  readonly promises: readonly string[];
  readonly troubles: readonly Trouble[];
}

/** How long nothing happens at the end: a back-off of five minutes is over by then. */
const QUIET_MS = 360_000;

const SPEEDS = [1, 3, 10] as const;

/** Makes a plan a story. Every plan is one: numbers are taken modulo what there is to choose from. */
export function interpret(plan: Plan, frame: Frame): Interpreted {
  const setting = settingOf(plan, frame);
  const manifests = plan.manifests ? madeUpManifests(plan.manifests) : frame.manifests;
  const targets = targetsOf(manifests, setting.nodes);
  const theme = plan.theme === 0 ? undefined : frame.promises[(plan.theme - 1) % frame.promises.length];
  const { parts, troubles } = whatHappens(plan, targets, frame.bounds, theme);
  const story: Story = {
    setting,
    manifests,
    circumstances: withDependencies(
      targets,
      parts.flatMap(({ circumstances = [] }) => circumstances),
    ),
    deeds: parts.flatMap(({ deeds = [] }) => deeds).sort((a, b) => a.atMs - b.atMs),
    quietMs: QUIET_MS,
  };
  const kept = frame.promises.filter(({ despite }) => troubles.every((trouble) => despite.includes(trouble)));
  return { story, troubles, promises: kept.map(({ name }) => name) };
}

function settingOf(plan: Plan, { kubernetes, nodes, machine, nodeLabels }: Frame): Setting {
  return {
    seed: plan.seed,
    kubernetes: kubernetes[plan.release % kubernetes.length] as string,
    nodes: nodes + plan.moreNodes,
    ...(machine && { machine }),
    ...(nodeLabels && { nodeLabels }),
    slowness: SPEEDS[plan.slowness % SPEEDS.length] as number,
    anyOrder: plan.anyOrder,
  };
}

/** Each trouble once for each target: what is said twice of a container is said once. */
function whatHappens(plan: Plan, targets: Targets, bounds: Bounds, theme: Expectation | undefined) {
  const possible = troubleKinds(plan.manifests !== undefined)
    .filter((kind) => theme === undefined || theme.despite.includes(kind))
    .filter((kind) => troublePart(kind, { kind: 0, target: 0, at: 0, amount: 0 }, targets, bounds) !== undefined);
  const on = possible.filter((_, i) => (plan.off & (1 << i)) === 0);
  const kinds = on.length ? on : possible;
  const parts: Part[] = [];
  const troubles: Trouble[] = [];
  const said = new Set<string>();
  for (const choice of kinds.length ? plan.troubles : []) {
    const kind = kinds[choice.kind % kinds.length] as Trouble;
    const part = troublePart(kind, choice, targets, bounds);
    const about = (part?.circumstances ?? []).map((c) => `${c.kind} ${c.values['container'] ?? c.values['name']}`);
    if (!part || about.some((key) => said.has(key))) continue;
    for (const key of about) said.add(key);
    parts.push(part);
    troubles.push(kind);
  }
  return { parts, troubles };
}

/** What the manifests talk to is there from the beginning, unless the plan says when it comes. */
function withDependencies({ dependencies }: Targets, circumstances: Story['circumstances']): Story['circumstances'] {
  const named = new Set(circumstances.map(({ values }) => values['file'] ?? values['address']));
  const others = dependencies.filter((d) => !named.has(wayTo(d))).map((d) => dependencyAppears(d, 0));
  return [...others, ...circumstances];
}

/** What a circumstance calls a dependency. */
function wayTo(dependency: Dependency): string {
  return dependency.kind === 'host' ? dependency.name : fileOf(dependency);
}

/** The promises that a campaign can be about, by name. */
export function promisesNamed(names: readonly string[]): Expectation[] {
  return PROMISES.filter(({ name }) => names.includes(name));
}
