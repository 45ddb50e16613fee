import { fill, h } from '../dom';
import { plural } from '../format';
import { sign } from '../icons';
import { toggleTheme } from '../theme';
import type { CampaignData, Part, Tally } from './data';
import { stateGraph } from './graph';

/** The page of a campaign: what broke, the graph of states, what was visited and what never was. */
export function campaignPage(data: CampaignData): HTMLElement[] {
  return [
    h(
      'header',
      { class: 'top' },
      h('span', { class: 'brand' }, h('span', { class: 'brand-mark', 'aria-hidden': 'true' }), 'Podwright'),
      h('span', { class: 'spacer' }),
      themeButton(),
    ),
    h(
      'main',
      { id: 'main', class: 'campaign' },
      h('h1', {}, data.title),
      figures(data),
      data.notes.map((note) => h('p', {}, note)),
      data.failure && failure(data.failure),
      h(
        'section',
        { 'aria-label': 'States' },
        h('h2', {}, 'States of pods'),
        stateGraph(data),
        never(data.neverStates),
      ),
      tables(data),
    ),
  ];
}

function themeButton(): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Light or dark', title: 'Light or dark', click: toggleTheme },
    sign('theme'),
  );
}

function figures({ facts, states, neverStates, transitions, parts }: CampaignData): HTMLElement {
  const figure = (title: string, value: string) => h('div', {}, h('dt', {}, title), h('dd', {}, value));
  const visited = (tally: Tally, missing: readonly string[]) => {
    const seen = Object.keys(tally).length;
    return missing.length > 0 ? `${seen}, ${missing.length} never` : String(seen);
  };
  return h(
    'dl',
    { class: 'figures' },
    facts.map(([name, value]) => figure(name, value)),
    figure('States', visited(states, neverStates)),
    figure('Transitions', String(Object.keys(transitions).length)),
    parts.map(({ title, tally, never: missing }) => figure(title, visited(tally, missing))),
  );
}

function failure({ says, seen, advice, feature, replay }: NonNullable<CampaignData['failure']>): HTMLElement {
  return h(
    'section',
    { class: 'failure', 'aria-label': 'What broke' },
    h('h2', {}, `Broken: ${says}`),
    h('p', {}, seen),
    advice !== undefined && h('p', {}, `What helps: ${advice}.`),
    h('pre', { class: 'message', tabindex: 0 }, feature),
    replay !== undefined && h('p', {}, 'Play it again: ', h('code', {}, replay)),
  );
}

function never(names: readonly string[]): HTMLElement | false {
  if (names.length === 0) return false;
  return h(
    'div',
    { class: 'never' },
    h('h3', {}, `Never reached (${names.length})`),
    h(
      'ul',
      { class: 'tags' },
      names.map((name) => h('li', { class: 'tag' }, name)),
    ),
  );
}

/** All tallies below one search. */
function tables({ states, transitions, parts, runs }: CampaignData): HTMLElement {
  const search = h('input', {
    type: 'search',
    placeholder: 'Search what was visited',
    'aria-label': 'Search what was visited',
    autocomplete: 'off',
  });
  const status = h('p', { class: 'muted', role: 'status' });
  const place = h('div', { class: 'tallies' });
  const all: Part[] = [
    { title: 'States', tally: states, never: [] },
    { title: 'Transitions', tally: transitions, never: [] },
    ...parts,
  ];
  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (name: string) => words.every((word) => name.toLowerCase().includes(word));
    const found = all.map((part) => ({
      ...part,
      rows: Object.entries(part.tally).filter(([name]) => fits(name)),
      never: part.never.filter(fits),
    }));
    fill(
      status,
      plural(
        found.reduce((sum, { rows }) => sum + rows.length, 0),
        'row',
      ),
    );
    fill(
      place,
      found
        .filter(({ rows, never: missing }) => rows.length + missing.length > 0)
        .map((part) => tallyTable(part, runs)),
    );
  };
  search.addEventListener('input', draw);
  draw();
  return h(
    'section',
    { 'aria-label': 'Visited' },
    h('h2', {}, 'Visited'),
    h('div', { class: 'search' }, sign('search'), search),
    status,
    place,
  );
}

function tallyTable(part: Part & { readonly rows: readonly (readonly [string, number])[] }, runs: number): HTMLElement {
  const sorted = [...part.rows].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return h(
    'section',
    { 'aria-label': part.title },
    h('h3', {}, part.title),
    h(
      'table',
      { class: 'plain' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, 'What'),
          h('th', { scope: 'col', class: 'number' }, 'Runs'),
          h('th', { scope: 'col', class: 'number' }, 'Share'),
        ),
      ),
      h(
        'tbody',
        {},
        sorted.map(([name, count]) => {
          const share = count / Math.max(1, runs);
          return h(
            'tr',
            {},
            h('th', { scope: 'row', '--share': share.toFixed(3) }, h('bdi', {}, name)),
            h('td', { class: 'number' }, count.toLocaleString('en-US')),
            h('td', { class: 'number' }, `${(100 * share).toFixed(1)} %`),
          );
        }),
      ),
    ),
    never(part.never),
  );
}
