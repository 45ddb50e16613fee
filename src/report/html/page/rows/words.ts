import type { RowResult, Verdict } from '../../../rows/types';
import type { State } from '../../types';

/** The sign of a result is that of the scenarios which led to it. */
export const STATE_OF: Readonly<Record<RowResult, State>> = {
  shown: 'passed',
  broken: 'failed',
  idle: 'skipped',
  gap: 'pending',
  missing: 'undefined',
};

export const RESULT_WORDS: Readonly<Record<RowResult, string>> = {
  shown: 'shown',
  broken: 'not holding',
  idle: 'not played',
  gap: 'gap, with a reason',
  missing: 'shown by nothing',
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  differs: 'differs',
  version: 'depends on the version',
};
