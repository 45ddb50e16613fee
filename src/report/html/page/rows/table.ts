import type { JudgedRow, RowsPage } from '../../../rows/types';
import { h } from '../dom';
import type { Shown } from '../filter';
import { stateIcon } from '../icons';
import { hrefOf } from '../overview';
import { grouped } from './matching';
import { RESULT_WORDS, STATE_OF, VERDICT_WORDS } from './words';

/** More scenarios than these are shown when somebody asks for them. */
const FEW = 4;

/** The rows as a table, a part for each group. */
export function rowsTable(
  { sources }: RowsPage,
  rows: readonly JudgedRow[],
  byId: ReadonlyMap<string, Shown>,
): HTMLElement {
  const hasVerdicts = rows.some(({ verdict }) => verdict);
  const columns = ['Result', 'What', ...(hasVerdicts ? ['Verdict'] : []), 'Shown by'];
  return h(
    'table',
    { class: 'plain rows' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        columns.map((text) => h('th', { scope: 'col' }, text)),
      ),
    ),
    [...grouped(rows)].map(([name, own]) =>
      h(
        'tbody',
        {},
        name !== '' &&
          h('tr', { class: 'rows-group' }, h('th', { scope: 'rowgroup', colspan: columns.length }, h('bdi', {}, name))),
        own.map((row) => line(row, sources, byId, hasVerdicts)),
      ),
    ),
  );
}

function line(
  row: JudgedRow,
  sources: RowsPage['sources'],
  byId: ReadonlyMap<string, Shown>,
  hasVerdicts: boolean,
): HTMLElement {
  const { id, text, note, verdict, result, from = [] } = row;
  return h(
    'tr',
    { id: rowId(id), class: `row ${result}`, tabindex: -1 },
    h('td', { class: 'result' }, stateIcon(STATE_OF[result]), h('span', { class: 'sr-only' }, RESULT_WORDS[result])),
    h(
      'td',
      { class: 'what' },
      h('bdi', {}, text),
      note !== undefined && h('p', { class: 'note' }, note),
      h(
        'p',
        { class: 'where' },
        h('code', {}, id),
        from.map((name) => h('span', { class: 'tag', title: sources[name] }, name)),
      ),
    ),
    hasVerdicts && h('td', {}, verdict && h('span', { class: `verdict ${verdict}` }, VERDICT_WORDS[verdict])),
    h('td', { class: 'shown-by' }, shownBy(row, byId)),
  );
}

function shownBy({ scenarios, gap, result }: JudgedRow, byId: ReadonlyMap<string, Shown>): HTMLElement | string {
  const shown = scenarios.map((id) => byId.get(id)).filter((scenario) => scenario !== undefined);
  if (shown.length === 0) return h('span', { class: 'muted' }, gap ?? RESULT_WORDS[result]);
  const items = shown.map(scenarioItem);
  if (items.length <= FEW + 1) return h('ul', {}, items);
  return h(
    'div',
    {},
    h('ul', {}, items.slice(0, FEW)),
    h('details', {}, h('summary', {}, `and ${items.length - FEW} more`), h('ul', {}, items.slice(FEW))),
  );
}

function scenarioItem({ scenario, feature }: Shown): HTMLElement {
  return h(
    'li',
    {},
    stateIcon(scenario.state),
    h('span', { class: 'sr-only' }, `${scenario.state}: `),
    h('a', { href: hrefOf(scenario.id), title: `${feature}, ${scenario.id}` }, h('bdi', {}, scenario.name)),
  );
}

/** The id of a row's element. */
export function rowId(id: string): string {
  return `row-${id}`;
}
