import type { JudgedRow } from '../../../rows/types';
import { h } from '../dom';
import { stateIcon } from '../icons';
import { RESULTS, tally } from './matching';
import { RESULT_WORDS, STATE_OF } from './words';

/** How many rows have each result, as a bar and in words. */
export function bar(rows: readonly JudgedRow[]): HTMLElement {
  const counts = tally(rows, ({ result }) => result);
  const present = RESULTS.filter((result) => counts.get(result));
  return h(
    'div',
    { class: 'proportions' },
    h(
      'div',
      { class: 'bar', 'aria-hidden': 'true' },
      present.map((result) => h('span', { class: `part ${STATE_OF[result]}`, '--share': counts.get(result) ?? 0 })),
    ),
    h(
      'ul',
      { class: 'legend' },
      present.map((result) =>
        h('li', {}, stateIcon(STATE_OF[result]), `${counts.get(result)} ${RESULT_WORDS[result]}`),
      ),
    ),
  );
}
