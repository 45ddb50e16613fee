import type { IRunConfiguration } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { Interruption } from '../interruption';
import type { Digests } from '../runRecord';
import { needDefinitions, writeFormats } from './formats';
import { merge } from './merge';
import { makePlan } from './plan';
import { Pool } from './pool';

export interface PoolRun {
  readonly configuration: IRunConfiguration;
  readonly configurationOf: (worker: number) => IRunConfiguration;
  readonly workers: number;
  /** With fewer scenarios than this nothing is played: one process is faster. */
  readonly fewest: number;
  /** Play everything a second time, and tell what came of that. */
  readonly onAgain?: (digests: Digests) => void;
  readonly onPlan: (scenarios: number) => void;
  readonly onScenario: (failed: boolean) => void;
  readonly onMessage: (message: Envelope) => void;
  readonly interruption: Interruption;
}

/**
 * Plays features in several processes and lets Cucumber's formats write about it as if it had been one. Of a run that is
 * interrupted, what was played by then is told.
 *
 * @returns 'unreadable' when a feature can't be read, 'few' when it doesn't pay
 * @throws OneProcessNeeded
 */
export async function playInPool(run: PoolRun): Promise<boolean | 'unreadable' | 'few'> {
  const { configuration, interruption } = run;
  const { tagExpression, names } = configuration.sources;
  const isChosenFrom = Boolean(tagExpression) || (names ?? []).length > 0;
  // Who plays all scenarios of many files needs the processes for certain: they load while the features are being read
  let pool = isChosenFrom ? undefined : new Pool(run);
  interruption.onSignal(() => pool?.stop());
  try {
    const plan = await makePlan(configuration, needDefinitions(configuration.formats));
    if (!plan) return 'unreadable';
    if (plan.scenarios.length < run.fewest) return 'few';
    run.onPlan(plan.scenarios.length);
    pool ??= new Pool(run);
    if (interruption.signal) pool.stop();
    const played = await pool.play(plan, {
      failFast: configuration.runtime.failFast,
      twice: run.onAgain !== undefined,
    });
    const brokeOff = interruption.signal !== undefined;
    if (!brokeOff) run.onAgain?.(played.again);
    await writeFormats(heard(merge(plan, played, { now: new Date(), brokeOff }), run.onMessage), {
      formats: configuration.formats,
      support: plan.support,
    });
    return played.success;
  } finally {
    pool?.stop();
  }
}

function* heard(messages: Iterable<Envelope>, listener: (message: Envelope) => void): Generator<Envelope> {
  for (const message of messages) {
    listener(message);
    yield message;
  }
}
