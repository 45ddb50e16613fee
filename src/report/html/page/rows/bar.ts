import type { JudgedRow } from '../../../rows/types';
import { h } from '../dom';
import { stateIcon } from '../icons';
import { RESULTS, tally, VERDICTS } from './matching';
import { RESULT_WORDS, STATE_OF, VERDICT_WORDS } from './words';

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

/** How many rows have each verdict, with the colour that it has in the map; nothing when no row has one. */
export function verdictsLegend(rows: readonly JudgedRow[]): HTMLElement | false {
  const counts = tally(rows, ({ verdict }) => verdict);
  const present = VERDICTS.filter((verdict) => counts.get(verdict));
  if (present.length === 0) return false;
  return h(
    'ul',
    { class: 'legend' },
    present.map((verdict) =>
      h('li', {}, h('span', { class: `cell shown ${verdict}` }), `${VERDICT_WORDS[verdict]} ${counts.get(verdict)}`),
    ),
  );
}
