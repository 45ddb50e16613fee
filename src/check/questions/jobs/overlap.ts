import { type Application, field } from '../../application';
import { seconds } from '../../durations';
import type { Finding, Subject } from '../../finding';
import { beginning, scheduleOf, standIns } from '../../jobs';
import { firstThatMends } from '../../repairs';
import { watched } from './cron';

const PERIODS = 6;

/**
 * What becomes of runs that take half as long again as the time between them?
 * @returns undefined for other kinds, and for schedules of more than a day
 */
export function overlap(subject: Subject): Finding | undefined {
  const { application, server } = subject;
  const everyMs = scheduleOf(subject)?.everyMs;
  if (everyMs === undefined) return undefined;
  const ask = (changed: Application) => answer(subject, changed, everyMs);
  const finding = ask(application);
  if (finding.verdict !== 'warning') return finding;
  const repair = firstThatMends(application, [[field(server, 'spec.concurrencyPolicy', 'Forbid')]], ask);
  return repair ? { ...finding, repair } : finding;
}

function answer(subject: Subject, application: Application, everyMs: number): Finding {
  const { server } = subject;
  const runMs = 1.5 * everyMs;
  const { started, completed, atOnce } = watched(subject, application, { forMs: runMs }, everyMs, PERIODS);
  const runs = `runs that take ${seconds(runMs)}, longer than the ${seconds(everyMs)} between them,`;
  const left = PERIODS - started;
  const name = application.containers(server)[0]?.container.name ?? '';
  return {
    question: 'cron-overlap',
    server,
    verdict: completed === 0 ? 'warning' : atOnce > 1 ? 'note' : 'ok',
    answer:
      completed === 0
        ? `${runs} never come to an end: each is ended before (of ${started} none was completed)`
        : atOnce > 1
          ? `${runs} overlap: up to ${atOnce} at a time`
          : `${runs} come one after the other: ${left} of ${PERIODS} are left out`,
    figure: atOnce,
    unit: 'runs',
    path: 'spec.concurrencyPolicy',
    scenario: [
      `Given container "${name}" works for ${seconds(runMs)}`,
      ...beginning(subject, 3 * everyMs),
      `Then container "${name}" has started at least ${Math.min(2, started)} times`,
    ],
    assumed: standIns(subject),
  };
}
