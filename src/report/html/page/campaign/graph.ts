import { fill, h, svg } from '../dom';
import { plural } from '../format';
import type { CampaignData } from './data';
import { type Layout, layoutOf, type Place, START, type Transition } from './layout';

const BOX = { width: 176, height: 34 };
const COLUMN = 236;
const ROW = 52;
const MARGIN = 26;
/** Room below for the arrows that lead back. */
const BACK = 60;

/** The states as a picture. A click on one shows where pods came from and where they went. */
export function stateGraph({ states, transitions, runs }: CampaignData): HTMLElement {
  const layout = layoutOf(transitions);
  const width = 2 * MARGIN + COLUMN * (layout.columns - 1) + BOX.width;
  const height = 2 * MARGIN + ROW * layout.rows + BACK;
  const told = h('p', { class: 'graph-told', role: 'status' }, HINT);
  const most = Math.max(1, ...layout.transitions.map((transition) => transition.runs));
  const arrows = layout.transitions.map((transition) => arrow(transition, layout, transition.runs / most));
  const picture = svg(
    'svg',
    {
      class: 'state-graph',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${plural(layout.places.length - 1, 'state')} and ${plural(layout.transitions.length, 'transition')}; the table of transitions has them in words`,
    },
    head(),
    arrows,
    layout.places.map((place) => {
      const count = place.name === START ? runs : (states[place.name] ?? 0);
      return box(place, count, () => {
        choose(picture, place.name);
        fill(told, neighbours(place.name, layout));
      });
    }),
  );
  // A region that scrolls must be reachable by keys.
  const scroll = h(
    'div',
    { class: 'graph-scroll', tabindex: 0, role: 'group', 'aria-label': 'Graph of states' },
    picture,
  );
  return h('figure', {}, scroll, told);
}

const HINT =
  'The thicker an arrow, the more runs took it; dashed ones lead back. Choose a state to see its ways in and out.';

function choose(picture: Element, name: string): void {
  const isChosen = picture.getAttribute('data-chosen') === name;
  picture.setAttribute('data-chosen', isChosen ? '' : name);
  picture.classList.toggle('chosen', !isChosen);
  for (const part of picture.querySelectorAll('[data-ends], [data-state]')) {
    const names = (part.getAttribute('data-ends') ?? part.getAttribute('data-state') ?? '').split(' → ');
    part.classList.toggle('near', !isChosen && names.includes(name));
  }
}

function neighbours(name: string, { transitions }: Layout): string {
  const list = (all: readonly Transition[], end: (transition: Transition) => string) =>
    [...all]
      .sort((a, b) => b.runs - a.runs)
      .map((transition) => `${end(transition)} (${transition.runs})`)
      .join(', ');
  const from = list(
    transitions.filter(({ to }) => to === name),
    (transition) => transition.from,
  );
  const to = list(
    transitions.filter((transition) => transition.from === name),
    (transition) => transition.to,
  );
  return [`${name}:`, from && `from ${from};`, to ? `to ${to}.` : 'nothing leads on.'].filter(Boolean).join(' ');
}

function head(): SVGElement {
  return svg(
    'defs',
    {},
    svg(
      'marker',
      {
        id: 'arrow',
        viewBox: '0 0 8 8',
        refX: 8,
        refY: 4,
        markerWidth: 8,
        markerHeight: 8,
        orient: 'auto',
        markerUnits: 'userSpaceOnUse',
      },
      svg('path', { d: 'M0 0L8 4L0 8z', class: 'arrow-head' }),
    ),
  );
}

function corner({ column, row }: Place): { x: number; y: number } {
  return { x: MARGIN + column * COLUMN, y: MARGIN + row * ROW };
}

function box(place: Place, runs: number, click: () => void): SVGElement {
  const { x, y } = corner(place);
  return svg(
    'g',
    {
      class: `state${place.name === START ? ' start' : ''}`,
      'data-state': place.name,
      transform: `translate(${x} ${y})`,
      click,
    },
    svg('title', {}, `${place.name}: ${plural(runs, 'run')}`),
    svg('rect', { width: BOX.width, height: BOX.height, rx: 8 }),
    svg('text', { x: BOX.width / 2, y: 15, 'text-anchor': 'middle' }, place.name),
    svg('text', { x: BOX.width / 2, y: 28, 'text-anchor': 'middle', class: 'runs' }, plural(runs, 'run')),
  );
}

function arrow(transition: Transition, { places, rows }: Layout, share: number): SVGElement | undefined {
  const from = places.find(({ name }) => name === transition.from);
  const to = places.find(({ name }) => name === transition.to);
  if (!from || !to) return undefined;
  const isBack = to.column < from.column;
  const d = isBack
    ? backward(corner(from), corner(to), rows)
    : from.column === to.column
      ? beside(corner(from), corner(to))
      : forward(corner(from), corner(to));
  const name = `${transition.from} → ${transition.to}`;
  return svg(
    'path',
    {
      d,
      class: `arrow${isBack ? ' back' : ''}`,
      'data-ends': name,
      'stroke-width': (1 + 4 * Math.sqrt(share)).toFixed(1),
      'marker-end': 'url(#arrow)',
    },
    svg('title', {}, `${name}: ${plural(transition.runs, 'run')}`),
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function forward(from: Point, to: Point): string {
  const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2];
  const bend = Math.max(30, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** Within a column: around its right side. */
function beside(from: Point, to: Point): string {
  const [x, y1, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.y + BOX.height / 2];
  const bend = 24 + Math.abs(y2 - y1) / 8;
  return `M${x} ${y1}C${x + bend} ${y1} ${x + bend} ${y2} ${x} ${y2}`;
}

/** Back: below everything that stands between. */
function backward(from: Point, to: Point, rows: number): string {
  const [x1, y1, x2, y2] = [from.x + BOX.width / 2, from.y + BOX.height, to.x + BOX.width / 2, to.y + BOX.height];
  const depth = Math.min(MARGIN + rows * ROW + BACK, Math.max(y1, y2) + 40 + (x1 - x2) / 8);
  return `M${x1} ${y1}C${x1} ${depth} ${x2} ${depth} ${x2} ${y2}`;
}
