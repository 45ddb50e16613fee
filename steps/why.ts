import { After, AfterStep, Status } from '@cucumber/cucumber';
import { type Asked, answerOf, answersTo, type CauseLink, NoSuchMoment, subjectOf, timeText, Why } from '../src/index';
import type { PodwrightWorld } from './world';

/** What `podwright why FEATURE:LINE` asks of its one scenario. */
export interface WhyParameter {
  readonly asked?: Asked;
  readonly namespace?: string;
  /** Virtual time of the story; absent: when it ends. */
  readonly askedMs?: number;
}

/** Lines of a chain that stand under a failed step. */
const LINES = 4;

AfterStep(function (this: PodwrightWorld, { pickleStep, result }) {
  if (result.status === Status.FAILED) this.failedSentence = pickleStep.text;
});

/**
 * Under a failed step stands the chain of causes behind what it speaks of, or as much of it as a glance can take; under what always
 * holds and did not, that of the object which broke it.
 */
After(function (this: PodwrightWorld) {
  if (!this.hasCluster || this.property) return;
  const { cluster, storyStartMs: startMs } = this;
  const { why } = this.parameters;
  if (why) this.attach(JSON.stringify(answerFor(this, why)), { mediaType: 'application/json', fileName: 'why.json' });
  const trouble = troubleOf(this);
  if (!trouble) return;
  const { found, at } = trouble;
  const { seen, chain } = answerOf(new Why(cluster, { startMs }), found, at);
  this.attach(`why ${seen}:\n${rowsOf(chain).join('\n')}`, 'text/plain');
});

/** What the failed sentence speaks of, or what broke an invariant, and when. */
function troubleOf({ cluster, storyStartMs: startMs, failedSentence, monitor }: PodwrightWorld) {
  const [broken] = monitor?.violations ?? [];
  const sentence = failedSentence ?? (broken && `"${broken.object.split('/').at(-1)}"`);
  if (sentence === undefined) return undefined;
  const at = { startMs, atMs: failedSentence === undefined && broken ? broken.t : cluster.now };
  const found = subjectOf(cluster, sentence, at);
  return found && { found, at };
}

/** A long chain has its newest link, and those where it began. */
function rowsOf(chain: readonly CauseLink[]): string[] {
  const width = Math.max(...chain.map(({ t }) => timeText(t).length));
  const rows = chain.map(({ t, says, rule }) => `${timeText(t).padStart(width)}  ${says}${rule ? ` [${rule}]` : ''}`);
  return rows.length > LINES ? [rows[0] as string, `${'…'.padStart(width)}`, ...rows.slice(2 - LINES)] : rows;
}

function answerFor(world: PodwrightWorld, { asked, namespace, askedMs }: WhyParameter) {
  const { cluster, storyStartMs: startMs } = world;
  const trouble = asked || askedMs !== undefined ? undefined : troubleOf(world);
  if (trouble) return { answers: [answerOf(new Why(cluster, { startMs }), trouble.found, trouble.at)] };
  const atMs = askedMs === undefined ? cluster.now : startMs + askedMs;
  try {
    return { answers: answersTo(cluster, { startMs, atMs, asked, namespace }) };
  } catch (error) {
    if (error instanceof NoSuchMoment) return { problem: error.message };
    throw error;
  }
}
