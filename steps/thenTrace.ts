import type { DataTable } from '@cucumber/cucumber';
import { ledTo, type TraceStep, traceOf } from '../src/index';
import { pathOf } from './known';
import { fail } from './observation';
import type { PodName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** The rows are some of the steps, in their order; between two of them there may be others, but each led to the next. */
Then(
  'the trace of {pod} shows these steps, each because of the one before(:)',
  function (this: PodwrightWorld, pod: PodName, table: DataTable) {
    const trace = traceOf(this.cluster, pathOf(this, pod));
    let before: TraceStep | undefined;
    for (const { who, what } of table.hashes()) {
      const last = before;
      const next = trace.find(
        (step) => step.who === who && step.what === what && (!last || ledTo(this.cluster.journal, last.seq, step.seq)),
      );
      if (!next)
        fail(
          'as the next step',
          `${who} ${what}${last ? `, because ${last.who} ${last.what}` : ''}`,
          inWords(this, trace),
        );
      before = next;
    }
  },
);

function inWords(world: PodwrightWorld, trace: readonly TraceStep[]): string {
  return trace.map(({ t, who, what }) => `\n  ${world.moment(t).padStart(9)}  ${who} ${what}`).join('') || 'nothing';
}
