import type { JudgedRow } from '../../../rows/types';
import { h } from '../dom';
import { plural } from '../format';
import { grouped } from './matching';
import { RESULT_WORDS, VERDICT_WORDS } from './words';

/**
 * All rows as small squares by group: what is missing is seen at a glance. The table below says the same in words, so that
 * nobody has to hear hundreds of squares.
 * @param go shows a row
 */
export function rowsMap(rows: readonly JudgedRow[], go: (row: JudgedRow) => void): HTMLElement {
  return h(
    'ul',
    { class: 'rows-map' },
    [...grouped(rows)].map(([name, own]) => {
      const shown = own.filter(({ result }) => result === 'shown').length;
      const share = shown === own.length ? 'all shown' : `${shown} of ${own.length} shown`;
      return h(
        'li',
        {},
        h(
          'span',
          { class: 'rows-map-name' },
          h('bdi', {}, name || 'all'),
          ' ',
          h('span', { class: 'count' }, own.length),
        ),
        h('span', { class: 'sr-only' }, `${plural(own.length, 'row')}, ${share}`),
        h(
          'span',
          { class: 'cells', 'aria-hidden': 'true' },
          own.map((row) => {
            const verdict = row.verdict ? `${VERDICT_WORDS[row.verdict]}, ` : '';
            const title = `${row.id}: ${row.text} (${verdict}${RESULT_WORDS[row.result]})`;
            return h('span', { class: `cell ${row.result} ${row.verdict ?? ''}`, title, click: () => go(row) });
          }),
        ),
      );
    }),
  );
}
