import { expect } from 'chai';
import { type EventRow, timesHappened } from './eventRows';

describe('how often an event happened', () => {
  const row = (name: string, reason: string, count: number, message = '') =>
    ({ name, reason, count, message }) as EventRow;
  const rows = [
    row('web.1', 'Unhealthy', 1, 'Liveness probe failed'),
    row('web.1', 'Unhealthy', 3, 'Liveness probe failed'),
    row('web.2', 'Unhealthy', 2, 'Readiness probe failed'),
    row('web.3', 'Killing', 1),
  ];
  const QUESTIONS: readonly (readonly [reason: string, message: string | undefined, times: number])[] = [
    ['Unhealthy', undefined, 5],
    ['Unhealthy', 'Liveness', 3],
    ['Killing', undefined, 1],
    ['BackOff', undefined, 0],
  ];
  for (const [reason, message, times] of QUESTIONS)
    it(`${reason}${message ? ` with “${message}”` : ''}: ${times} times`, () =>
      expect(timesHappened(rows, reason, message)).to.equal(times));
});
