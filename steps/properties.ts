import { createHash } from 'node:crypto';
import { Before, DataTable, setDefinitionFunctionWrapper } from '@cucumber/cucumber';
import type { Pickle, PickleStepArgument } from '@cucumber/messages';
import {
  type CaseFailure,
  checkProperty,
  countsOf,
  describeFailure,
  describeViolation,
  type Plan,
  type PropertyResult,
  type PropertyScenario,
  propertyFor,
  renderTimeline,
  textsOf,
} from '../src/index';
import { told } from './told';
import { underOf } from './under';
import type { PodwrightWorld } from './world';

/**
 * A scenario that is a property is played many times, each time in a world of its own, before its first step; its steps
 * then only tell how it went: those before the one that failed hold, that one fails with the smallest case.
 */
Before(function (this: PodwrightWorld, { pickle }) {
  const property = propertyFor(pickle.id);
  if (property) this.property = new PlayedProperty(this, property, pickle);
});

setDefinitionFunctionWrapper((code: (...args: unknown[]) => unknown) => {
  return function (this: PodwrightWorld | undefined, ...args: unknown[]): unknown {
    if (this?.property && !isHook(args)) return this.property.tell();
    return code.apply(this, args);
  };
});

/** Hooks get an object that names the test case. */
function isHook([first]: unknown[]): boolean {
  return typeof first === 'object' && first !== null && 'testCaseStartedId' in first;
}

interface Case {
  readonly world: PodwrightWorld;
  readonly failure?: CaseFailure;
}

/** What came of all cases of a property. */
export class PlayedProperty {
  private readonly result: PropertyResult;
  private readonly failure: { readonly step: number; readonly error: Error } | undefined;
  private readonly digest = createHash('sha256');
  private readonly rules = new Set<string>();
  private virtualMs = 0;
  /** The last case that was played, or the smallest one that failed. */
  private story: Case | undefined;
  private told = 0;

  constructor(
    private readonly outer: PodwrightWorld,
    private readonly property: PropertyScenario,
    private readonly pickle: Pickle,
  ) {
    const { seed: given, runs = property.runs, path } = outer.parameters;
    const seed = property.seed ?? given ?? 1;
    if (property.problem) {
      this.result = { seed, runs: 0, shrinks: 0 };
      const step = property.steps.findIndex(({ choices }) => choices.some((choice) => choice.problem !== undefined));
      this.failure = { step, error: told(property.problem) };
      return;
    }
    const settings = { counts: countsOf(property), runs, seed, ...(path !== undefined && { path }) };
    this.result = checkProperty(settings, (plan) => this.play(plan, seed));
    this.failure = this.describe(seed);
  }

  /** One step of the scenario is at its turn. */
  tell(): void {
    if (this.failure?.step === this.told++) throw this.failure.error;
  }

  /** The world of the smallest case that failed, or of the last one. */
  get storyWorld(): PodwrightWorld | undefined {
    return this.story?.world;
  }

  /** The story of the smallest case that failed, or of the last one, and what identifies the run. */
  attach(world: PodwrightWorld, lastLines: number): void {
    const story = this.story?.world;
    if (!story?.hasCluster) return;
    const { cluster, storyStartMs: sinceMs } = story;
    if (this.failure)
      world.attach(`what happened last:\n${renderTimeline(cluster, { sinceMs, lastLines })}`, 'text/plain');
    world.attach(renderTimeline(cluster, { sinceMs }), { mediaType: 'text/x-timeline', fileName: 'timeline.txt' });
    const run = {
      digest: this.digest.digest('hex'),
      seed: this.result.seed,
      kubernetes: cluster.release.version,
      virtualMs: this.virtualMs,
      rules: [...this.rules],
      property: { runs: this.result.runs, shrinks: this.result.shrinks },
    };
    world.attach(JSON.stringify(run), { mediaType: 'application/json', fileName: 'run.json' });
  }

  private play(plan: Plan, seed: number): CaseFailure | undefined {
    const world = this.outer.another(seed + plan.seedOffset);
    const failure = playCase(world, this.property, plan, this.pickle);
    if (world.hasCluster) {
      this.digest.update(world.cluster.journal.digest());
      this.virtualMs += world.cluster.now - world.storyStartMs;
      for (const rule of world.cluster.kernel.actedRules) this.rules.add(rule);
    }
    // While a failure is made smaller, cases that hold or that fail elsewhere are no part of its story.
    const first = this.story?.failure;
    if (!first || first.step === failure?.step) this.story = { world, ...(failure && { failure }) };
    return failure;
  }

  private describe(seed: number): PlayedProperty['failure'] {
    const { failure } = this.result;
    if (!failure) return undefined;
    const { error, step, plan } = failure;
    const why = error instanceof Error ? error.message : String(error);
    const more = describeFailure(this.result, {
      steps: this.property.steps,
      seed: seed + plan.seedOffset,
      replay: `podwright run ${this.property.where}`,
    });
    return { step, error: told(`${why}\n${more}`) };
  }
}

function playCase(
  world: PodwrightWorld,
  property: PropertyScenario,
  plan: Plan,
  pickle: Pickle,
): CaseFailure | undefined {
  const texts = textsOf(property, plan);
  for (const [step, text] of texts.entries()) {
    world.sentence = text;
    world.sentencesAhead = texts.slice(step + 1);
    world.under = underOf(pickle.steps[step]);
    try {
      playStep(world, property, text, pickle.steps[step]?.argument);
      if (step === texts.length - 1) world.assertEnd();
    } catch (error) {
      return { step, error };
    }
    const broken = world.monitor?.violations[0];
    if (broken)
      return { step, error: told(`what always holds did not:\n${describeViolation(broken, world.storyStartMs)}`) };
  }
  return undefined;
}

function playStep(
  world: PodwrightWorld,
  { sentences }: PropertyScenario,
  text: string,
  argument: PickleStepArgument | undefined,
): void {
  for (const sentence of sentences) {
    const values = sentence.match(text, world);
    if (!values) continue;
    if (argument?.docString) values.push(argument.docString.content);
    if (argument?.dataTable) values.push(new DataTable(argument.dataTable));
    const answer = sentence.code.apply(world as never, values as never[]);
    if (answer instanceof Promise)
      throw told(`"${text}" is asynchronous: the steps of a property must not wait for anything real`);
    return;
  }
  throw told(`no sentence of the vocabulary says "${text}"`);
}
