import type { Lane, Story } from '../../../story/types';
import { h } from '../dom';
import { clock, plural } from '../format';
import { laneName } from './describe';

interface Row {
  readonly t: number;
  readonly who: string;
  readonly what: string;
}

const MOST_ROWS = 2000;

/** The timeline as rows of words, in the order of time: for readers of screens, for search, for paper. */
function rowsOf({ lanes }: Pick<Story, 'lanes'>): Row[] {
  return lanes.flatMap(rowsOfLane).sort((a, b) => a.t - b.t);
}

function rowsOfLane(lane: Lane): Row[] {
  const who = laneName(lane);
  const spans = lane.spans.map(({ from, to, label, text, count }): Row => {
    const times = count !== undefined && count > 1 ? ` ${plural(count, 'time')} until ${clock(to)}` : '';
    return { t: from, who, what: `${label}${times}${text ? `: ${text}` : ''}` };
  });
  const marks = lane.marks.map(({ t, text, rule }): Row => ({ t, who, what: `${text}${rule ? ` [${rule}]` : ''}` }));
  return [...spans, ...marks];
}

/** A part of the page that is filled when it is opened. */
export function timelineTable(story: Story, onMoment: (t: number) => void): HTMLElement {
  const details = h('details', { class: 'as-table' }, h('summary', {}, 'The timeline as a table'));
  const open = () => {
    if (!details.open || details.querySelector('table')) return;
    const rows = rowsOf(story);
    details.append(
      h(
        'div',
        { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'The timeline as a table' },
        h(
          'table',
          { class: 'plain' },
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              h('th', { scope: 'col' }, 'Time'),
              h('th', { scope: 'col' }, 'Who'),
              h('th', { scope: 'col' }, 'What'),
            ),
          ),
          h(
            'tbody',
            {},
            rows.slice(0, MOST_ROWS).map(({ t, who, what }) => rowOf(t, who, what, onMoment)),
          ),
        ),
      ),
    );
    if (rows.length > MOST_ROWS)
      details.append(h('p', { class: 'muted' }, `${rows.length - MOST_ROWS} later rows are left out.`));
  };
  details.addEventListener('toggle', open);
  addEventListener('beforeprint', () => {
    if (!details.isConnected) return;
    details.open = true;
    open();
  });
  return details;
}

function rowOf(t: number, who: string, what: string, onMoment: (t: number) => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'time-link', click: () => onMoment(t) }, clock(t));
  return h('tr', {}, h('td', { class: 'number' }, button), h('td', {}, h('bdi', {}, who)), h('td', {}, what));
}
