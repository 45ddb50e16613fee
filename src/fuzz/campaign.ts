import fc from 'fast-check';
import type { KubeObject } from '../api/index';
import { INVARIANTS, type Invariant } from '../observe/invariants/index';
import { type Expectation, PROMISES } from '../observe/promises/index';
import { plans } from './arbitraries/plans';
import { type Bounds, DEFAULT_BOUNDS } from './bounds';
import { addRun, type Coverage, emptyCoverage } from './coverage';
import { type Finding, isSameProblem } from './finding';
import { type Frame, interpret } from './interpret';
import { type Demands, judge, onlyFor, type Property, type Verdict } from './judge';
import type { Machine } from './machines';
import type { Plan } from './plan';
import { runSeed } from './runSeed';
import { type Broken, shrinkStory } from './shrink';
import type { Story } from './story';

export interface CampaignOptions {
  /** Default 1. Run i of a seed is always the same run, whoever plays it. */
  readonly seed?: number;
  /** The manifests to be tried; without any, each run makes up its own. */
  readonly manifests?: readonly KubeObject[];
  /** Releases to be drawn from. Default 1.36 alone. */
  readonly kubernetes?: readonly string[];
  readonly bounds?: Partial<Bounds>;
  /** Default all. */
  readonly invariants?: readonly Invariant[];
  /** Default all where manifests are given, else none: a made-up manifest promises nothing. */
  readonly promises?: readonly Expectation[];
  readonly properties?: readonly Property[];
  /** Default 1. */
  readonly nodes?: number;
  /** What each node has. Default 4 cpu and 8Gi of memory. */
  readonly machine?: Machine | undefined;
  /** Labels that each node has besides its own; `{n}` stands for its number. Default none. */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /** Runs that may be spent on making a story smaller. Default 600. */
  readonly shrinks?: number;
}

/** A story that broke something, and the smallest one that was found to break the same. */
export interface Failure {
  readonly run: number;
  readonly finding: Finding;
  readonly story: Story;
  /** As it was drawn. */
  readonly first: { readonly finding: Finding; readonly story: Story };
  /** How many smaller stories were tried. */
  readonly shrinks: number;
}

interface Tried {
  readonly verdict: Verdict;
  readonly story: Story;
  readonly demands: Demands;
  readonly troubles: readonly string[];
}

/**
 * Plays stories that chance makes up and looks whether everything holds. A run depends on the campaign's seed and its own
 * number alone, so that runs can be played in any order and by anybody; nothing is kept of a run but tallies.
 */
export class Campaign {
  readonly coverage: Coverage = emptyCoverage();
  runs = 0;
  /** Runs whose manifests kubectl did not take. */
  refused = 0;
  /** What kubectl said of the first of them. */
  refusal: string | undefined;
  virtualMs = 0;
  private readonly frame: Frame;
  private readonly arbitrary: fc.Arbitrary<Plan>;

  constructor(private readonly options: CampaignOptions = {}) {
    const manifests = options.manifests ?? [];
    this.frame = {
      manifests,
      bounds: { ...DEFAULT_BOUNDS, ...options.bounds },
      kubernetes: options.kubernetes ?? ['1.36'],
      promises: options.promises ?? (options.manifests ? PROMISES : []),
      nodes: options.nodes ?? 1,
      ...(options.machine && { machine: options.machine }),
      ...(options.nodeLabels && { nodeLabels: options.nodeLabels }),
    };
    this.arbitrary = plans({ madeUp: options.manifests === undefined, releases: this.frame.kubernetes.length });
  }

  /** Plays run number `run`, from 0. @returns whether everything held */
  play(run: number): boolean {
    const { verdict, troubles } = this.tryPlan(this.planOf(run));
    this.runs++;
    if (verdict.refused !== undefined) this.refused++;
    this.refusal ??= verdict.refused;
    if (verdict.cluster) {
      this.virtualMs += verdict.cluster.now;
      addRun(this.coverage, verdict.cluster, troubles);
    }
    return verdict.finding === undefined;
  }

  /** The plan that run number `run` begins with. */
  planOf(run: number): Plan {
    let drawn: Plan | undefined;
    const note = (plan: Plan) => {
      drawn = plan;
    };
    fc.check(fc.property(this.arbitrary, note), { seed: runSeed(this.options.seed ?? 1, run), numRuns: 1 });
    return drawn as Plan;
  }

  /**
   * Makes a run that failed as small as can be.
   * @param heard told after each try what is the smallest by then
   * @throws Error when it does not fail
   */
  explain(run: number, heard: (failure: Failure) => void = () => {}): Failure {
    const budget = this.options.shrinks ?? 600;
    // What is made up is made smaller field by field; of what is given, the plan alone can get smaller.
    const plans = this.options.manifests ? budget / 2 : budget / 6;
    let first: Broken | undefined;
    let smallest: Broken | undefined;
    let tries = -1;
    let ordinary: Partial<Plan> = {};
    const fails = (plan: Plan): boolean => {
      if (first && tries >= plans) return false;
      tries++;
      const isFirst = first === undefined;
      const { verdict, story, demands } = this.tryPlan({ ...plan, ...ordinary }, first?.finding);
      const breaksTheSame = verdict.finding && (!first || isSameProblem(verdict.finding, first.finding));
      if (verdict.finding && breaksTheSame) smallest = { finding: verdict.finding, story, demands };
      first ??= smallest;
      if (first && smallest) heard(failureOf(run, first, smallest, tries));
      if (isFirst && first) ordinary = ordinarySettings((settings) => fails({ ...plan, ...settings }));
      return breaksTheSame ?? false;
    };
    fc.check(
      fc.property(this.arbitrary, (plan) => !fails(plan)),
      { seed: runSeed(this.options.seed ?? 1, run), numRuns: 1 },
    );
    if (!first || !smallest) throw new Error(`run ${run} does not fail`);
    const original: Broken = first;
    const shrunk = shrinkStory(smallest, budget - tries, (best, more) =>
      heard(failureOf(run, original, best, tries + more)),
    );
    return failureOf(run, original, shrunk, tries + shrunk.tries);
  }

  /** @param wanted look for this finding alone, so that no other stands in its way */
  private tryPlan(plan: Plan, wanted?: Finding): Tried {
    const { story, promises, troubles } = interpret(plan, this.frame);
    const { invariants = INVARIANTS, properties = [] } = this.options;
    const all = { invariants, promises, rest: true, properties };
    const demands = wanted ? onlyFor(wanted, all) : all;
    return { verdict: judge(story, demands), story, demands, troubles };
  }
}

/** What a cluster is like when nobody says anything, each as a part of a plan. */
const ORDINARY: readonly Partial<Plan>[] = [{ slowness: 0 }, { anyOrder: false }, { moreNodes: 0 }, { seed: 1 }];

/**
 * The settings in which a story needs no other cluster than an ordinary one. They are found before times and amounts get smaller:
 * the shortest start that is cut short on a slow cluster is none on an ordinary one, and a reader would rather know of that.
 */
function ordinarySettings(stillFails: (settings: Partial<Plan>) => boolean): Partial<Plan> {
  const all = Object.assign({}, ...ORDINARY) as Partial<Plan>;
  if (stillFails(all)) return all;
  let found: Partial<Plan> = {};
  for (const one of ORDINARY) {
    const more = { ...found, ...one };
    if (stillFails(more)) found = more;
  }
  return found;
}

function failureOf(run: number, first: Broken, { finding, story }: Broken, shrinks: number): Failure {
  return { run, finding, story, first: { finding: first.finding, story: first.story }, shrinks };
}

/** What a whole campaign came to. */
export interface CampaignResult {
  readonly runs: number;
  readonly refused: number;
  readonly virtualMs: number;
  readonly coverage: Coverage;
  /** Of the first run that failed. */
  readonly failure: Failure | undefined;
}

/**
 * Plays runs 0, 1, 2 … until one fails.
 * @param runs how many at most
 * @param stop asked before each run
 */
export function runCampaign(
  options: CampaignOptions & { readonly runs: number; readonly stop?: (campaign: Campaign) => boolean },
): CampaignResult {
  const campaign = new Campaign(options);
  let failed: number | undefined;
  for (let run = 0; run < options.runs && failed === undefined && !options.stop?.(campaign); run++)
    if (!campaign.play(run)) failed = run;
  const { runs, refused, virtualMs, coverage } = campaign;
  const failure = failed === undefined ? undefined : campaign.explain(failed);
  return { runs, refused, virtualMs, coverage, failure };
}
