import type { RunIndex, ScenarioEntry, State } from '../types';
import { fill, h } from './dom';
import { type Filter, isBroken, matching, type Shown, stateCounts, tagCounts } from './filter';
import { plural } from './format';
import { sign, stateIcon } from './icons';
import { hrefOf } from './overview';

const STATES: readonly State[] = ['failed', 'ambiguous', 'undefined', 'pending', 'skipped', 'unknown', 'passed'];

/** A list that is not longer than this is shown open. */
const FEW = 60;

/** All scenarios by feature, failures first, with search and filters. */
export class Sidebar {
  readonly element: HTMLElement;
  readonly search: HTMLInputElement;
  /** Scenarios in the order in which they are listed. */
  listed: readonly Shown[] = [];
  private filter: Filter = { text: '', states: new Set(), tag: '' };
  private current = '';
  private readonly list = h('div', { class: 'scenario-list' });
  private readonly status = h('p', { class: 'muted list-status', role: 'status' });
  private readonly chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Show only' });

  constructor(
    private readonly index: RunIndex,
    private readonly all: readonly Shown[],
  ) {
    this.search = h('input', {
      type: 'search',
      id: 'search',
      placeholder: 'Search names, steps, @tags',
      'aria-label': 'Search scenarios',
      autocomplete: 'off',
      spellcheck: 'false',
    });
    this.search.addEventListener('input', () => this.change({ text: this.search.value }));
    const tags = tagCounts(all);
    const select = h(
      'select',
      { 'aria-label': 'Tag' },
      h('option', { value: '' }, 'all tags'),
      tags.map(([tag, count]) => h('option', { value: tag }, `${tag} (${count})`)),
    );
    select.addEventListener('change', () => this.change({ tag: select.value }));
    this.element = h(
      'nav',
      { class: 'sidebar', 'aria-label': 'Scenarios' },
      h(
        'div',
        { class: 'filters' },
        h('div', { class: 'search' }, sign('search'), this.search),
        h('div', { class: 'filter-row' }, this.chips, tags.length > 0 && select),
        this.status,
      ),
      this.list,
    );
    this.draw();
  }

  /** Marks the scenario that is shown, and opens its feature. */
  mark(id: string): void {
    this.current = id;
    for (const link of this.list.querySelectorAll('[aria-current]')) link.removeAttribute('aria-current');
    const link = this.list.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    if (!link) return;
    const details = link.closest('details');
    if (details) details.open = true;
    link.setAttribute('aria-current', 'page');
    link.scrollIntoView({ block: 'nearest' });
  }

  /** The scenario that is listed after or before the one that is shown. */
  next(direction: 1 | -1, broken = false): Shown | undefined {
    const from = this.listed.findIndex(({ scenario }) => scenario.id === this.current);
    const fits = ({ scenario }: Shown) => !broken || isBroken(scenario);
    return direction === 1
      ? this.listed.slice(from + 1).find(fits)
      : this.listed.slice(0, Math.max(0, from)).findLast(fits);
  }

  private change(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    this.draw();
    this.mark(this.current);
  }

  private toggle(state: State): void {
    const states = new Set(this.filter.states);
    if (!states.delete(state)) states.add(state);
    this.change({ states });
  }

  private draw(): void {
    const { filter, all } = this;
    const shown = matching(all, filter);
    const counts = stateCounts(matching(all, { ...filter, states: new Set() }));
    fill(
      this.chips,
      STATES.filter((state) => counts.get(state) || filter.states.has(state)).map((state) =>
        h(
          'button',
          {
            type: 'button',
            class: 'chip',
            'aria-pressed': String(filter.states.has(state)),
            title: state,
            click: () => this.toggle(state),
          },
          stateIcon(state),
          h('span', { class: 'sr-only' }, `${state} `),
          counts.get(state) ?? 0,
        ),
      ),
    );
    this.status.textContent =
      shown.length === all.length
        ? plural(all.length, 'scenario')
        : `${shown.length} of ${plural(all.length, 'scenario')}`;
    const broken = shown.filter(({ scenario }) => isBroken(scenario));
    const held = shown.filter(({ scenario }) => !isBroken(scenario));
    const isFiltered = shown.length < all.length;
    const groups = groupsOf(held, this.index);
    const open = shown.length <= FEW;
    this.listed = [...broken, ...groups.flatMap(({ scenarios }) => scenarios)];
    fill(
      this.list,
      broken.length > 0 && group('Not holding', broken, true, 'broken'),
      groups.map(({ name, scenarios }) => group(name, scenarios, open || (isFiltered && groups.length === 1))),
      shown.length === 0 && h('p', { class: 'muted nothing' }, 'Nothing matches.'),
    );
  }
}

function groupsOf(shown: readonly Shown[], { features }: RunIndex): { name: string; scenarios: Shown[] }[] {
  const byUri = new Map<string, Shown[]>();
  for (const one of shown) {
    const known = byUri.get(one.uri);
    if (known) known.push(one);
    else byUri.set(one.uri, [one]);
  }
  return features.flatMap(({ uri, name }) => {
    const scenarios = byUri.get(uri);
    return scenarios ? [{ name, scenarios }] : [];
  });
}

/** The scenarios of a feature are put into the page when it is opened: thousands of rows that nobody sees cost seconds. */
function group(name: string, scenarios: readonly Shown[], open: boolean, className = ''): HTMLElement {
  const list = h('ul', {});
  const draw = () => {
    if (list.childElementCount === 0)
      fill(
        list,
        scenarios.map(({ scenario }) => row(scenario)),
      );
  };
  const details = h(
    'details',
    { class: `group ${className}`, open },
    h(
      'summary',
      {},
      h('span', { class: 'group-name' }, h('bdi', {}, name)),
      h('span', { class: 'count' }, scenarios.length),
    ),
    list,
  );
  details.addEventListener('toggle', draw);
  if (open) draw();
  return details;
}

function row({ id, name, state, flaky }: ScenarioEntry): HTMLElement {
  return h(
    'li',
    {},
    h(
      'a',
      { href: hrefOf(id), 'data-id': id },
      stateIcon(state),
      h('span', { class: 'sr-only' }, `${state}: `),
      h('bdi', {}, name),
      flaky && h('span', { class: 'badge' }, 'retried'),
    ),
  );
}
