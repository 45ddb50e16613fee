import { endsByQueue, type Row, type Scene, type Story, storiesOf, TRANSIENT_SECONDS, templateOf } from './story';

/** By how much the wait between two scenes may differ, in seconds. */
const TIGHT = 2.5;
/** Further, when the wait hangs on a worker's queue, or on other pods of a controller. */
const LOOSE = 16;
/** Further, from the last Terminating row to DELETED: the kubelet's removal tick. */
const REMOVAL = { '1.20': 60, later: 14 };

export interface Tolerance {
  /** Longest period of a probe in the manifest: a probe's phase is chance. */
  probeSeconds: number;
  removalSeconds: number;
  extraSeconds: number;
}

/** The tolerances that a manifest and a release ask for. */
export function toleranceOf(manifest: string, kubernetes: string, extraSeconds = 0): Tolerance {
  const periods = [...manifest.matchAll(/periodSeconds:\s*(\d+)/g)].map((match) => Number(match[1]));
  const probes = (manifest.match(/(liveness|readiness|startup)Probe:/g) ?? []).length;
  return {
    probeSeconds: probes === 0 ? 0 : Math.max(0, ...periods, probes > periods.length ? 10 : 0),
    removalSeconds: kubernetes === '1.20' ? REMOVAL['1.20'] : REMOVAL.later,
    extraSeconds,
  };
}

/** Where the played rows tell another story than the recorded ones, in sentences; empty if they agree. */
export function compareRows(recorded: readonly Row[], played: readonly Row[], tolerance: Tolerance): string[] {
  const theirs = byTemplate(storiesOf(recorded));
  const ours = byTemplate(storiesOf(played));
  const out: string[] = [];
  for (const [name, stories] of theirs) out.push(...compareGroup(name, stories, ours.get(name) ?? [], tolerance));
  for (const name of ours.keys()) if (!theirs.has(name)) out.push(`${name}: played but not recorded`);
  return out;
}

function byTemplate(stories: Story[]): Map<string, Story[]> {
  const groups = new Map<string, Story[]>();
  for (const story of stories) {
    const key = templateOf(story.name);
    groups.set(key, [...(groups.get(key) ?? []), story]);
  }
  return groups;
}

/** Pods of a controller have random names: each recorded one takes the played one that differs least. */
function compareGroup(name: string, recorded: Story[], played: Story[], tolerance: Tolerance): string[] {
  const out: string[] = [];
  const generated = name.endsWith('-*') || recorded.length > 1;
  if (played.length !== recorded.length) out.push(`${name}: ${recorded.length} pods recorded, ${played.length} played`);
  const free = [...played];
  for (const story of recorded) {
    const best = free
      .map((candidate) => ({ candidate, found: differences(story.scenes, candidate.scenes, tolerance, generated) }))
      .sort(
        (a, b) => a.found.length - b.found.length || startGap(story, a.candidate) - startGap(story, b.candidate),
      )[0];
    if (!best) break;
    free.splice(free.indexOf(best.candidate), 1);
    out.push(...best.found.map((difference) => `${name}: ${difference}`));
  }
  return out;
}

function startGap(a: Story, b: Story): number {
  return Math.abs((a.scenes[0]?.t ?? 0) - (b.scenes[0]?.t ?? 0));
}

type Step = { kind: 'both' | 'recorded' | 'played'; recorded?: Scene; played?: Scene };

function differences(recorded: Scene[], played: Scene[], tolerance: Tolerance, generated: boolean): string[] {
  const missing = (scene: Scene, list: Scene[], otherEnd: number) =>
    scene.optional ||
    scene.t > otherEnd + TIGHT ||
    (scene === list.at(-1) && scene.key === 'DELETED' && scene.t > otherEnd - TIGHT - tolerance.removalSeconds);
  const recordedOptional = (s: Scene) => missing(s, recorded, played.at(-1)?.t ?? 0);
  const playedOptional = (s: Scene) =>
    missing(s, played, recorded.at(-1)?.t ?? 0) || (s === played.at(-1) && s.key === 'DELETED');
  const steps = align(recorded, played, recordedOptional, playedOptional);
  const out: string[] = [];
  for (const step of steps) {
    if (step.kind === 'recorded' && step.recorded && !recordedOptional(step.recorded))
      out.push(`recorded but not played: ${step.recorded.t.toFixed(1)}s ${step.recorded.key}`);
    if (step.kind === 'played' && step.played && !playedOptional(step.played))
      out.push(`played but not recorded: ${step.played.t.toFixed(1)}s ${step.played.key}`);
  }
  return [...out, ...waitDifferences(steps, tolerance, generated)];
}

/** The cheapest alignment of two stories: scenes match by key, an optional scene may be skipped almost for free. */
function align(a: Scene[], b: Scene[], freeA: (s: Scene) => boolean, freeB: (s: Scene) => boolean): Step[] {
  const table = new AlignmentTable(a.length, b.length);
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      const [x, y] = [a[i], b[j]];
      if (x && y && x.key === y.key) table.reach(i + 1, j + 1, table.cost(i, j), 'both');
      if (x) table.reach(i + 1, j, table.cost(i, j) + (freeA(x) ? 0.01 : 1), 'recorded');
      if (y) table.reach(i, j + 1, table.cost(i, j) + (freeB(y) ? 0.01 : 1), 'played');
    }
  }
  return table.steps(a, b);
}

/** The cheapest way to every pair of positions, as in an edit distance. */
class AlignmentTable {
  private readonly costs: number[];
  private readonly kinds: Step['kind'][];

  constructor(
    private readonly n: number,
    private readonly m: number,
  ) {
    this.costs = new Array<number>((n + 1) * (m + 1)).fill(Number.POSITIVE_INFINITY);
    this.kinds = new Array<Step['kind']>((n + 1) * (m + 1)).fill('both');
    this.costs[0] = 0;
  }

  cost(i: number, j: number): number {
    return this.costs[i * (this.m + 1) + j] as number;
  }

  reach(i: number, j: number, cost: number, kind: Step['kind']): void {
    const at = i * (this.m + 1) + j;
    if (cost >= (this.costs[at] as number)) return;
    this.costs[at] = cost;
    this.kinds[at] = kind;
  }

  /** Walks back from the end. */
  steps(a: Scene[], b: Scene[]): Step[] {
    const steps: Step[] = [];
    for (let i = this.n, j = this.m; i > 0 || j > 0; ) {
      const kind = this.kinds[i * (this.m + 1) + j] as Step['kind'];
      if (kind !== 'played') i--;
      if (kind !== 'recorded') j--;
      steps.unshift({
        kind,
        ...(kind !== 'played' && { recorded: a[i] }),
        ...(kind !== 'recorded' && { played: b[j] }),
      });
    }
    return steps;
  }
}

function waitDifferences(steps: Step[], tolerance: Tolerance, generated: boolean): string[] {
  const out: string[] = [];
  let previous: Step | undefined;
  let skipped: Scene[] = [];
  for (const step of steps) {
    const scene = step.recorded ?? step.played;
    if (step.kind !== 'both' || !step.recorded || !step.played) {
      if (scene) skipped.push(scene);
      continue;
    }
    if (previous?.recorded && previous.played) {
      const wait = step.recorded.t - previous.recorded.t;
      const ours = step.played.t - previous.played.t;
      const allowed = allowedGap(previous.recorded, step.recorded, skipped, tolerance, generated);
      if (Math.abs(wait - ours) > allowed)
        out.push(
          `"${previous.recorded.key}" -> "${step.recorded.key}": recorded ${wait.toFixed(1)}s, played ${ours.toFixed(1)}s (tolerance ${allowed.toFixed(1)}s)`,
        );
    }
    previous = step;
    skipped = [];
  }
  return out;
}

function allowedGap(from: Scene, to: Scene, skipped: Scene[], tolerance: Tolerance, generated: boolean): number {
  let allowed = TIGHT + tolerance.extraSeconds + (generated ? LOOSE : 0) + (skipped.length ? TRANSIENT_SECONDS : 0);
  if (to.key === 'DELETED' || (/Terminating/.test(from.key) && !/0\/\d+ Terminating/.test(to.key)))
    allowed += tolerance.removalSeconds;
  else if (endsByQueue(from.status) || skipped.some((scene) => endsByQueue(scene.status))) allowed += LOOSE;
  else if (/Running/.test(from.status) || /Running/.test(to.status)) allowed += tolerance.probeSeconds;
  return allowed;
}
