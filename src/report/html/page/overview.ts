import { failureOf } from '../../failure';
import type { RowsPage } from '../../rows/types';
import type { RunIndex, State, WallClock } from '../types';
import { h } from './dom';
import { isBroken, type Shown, stateCounts } from './filter';
import { clock, plural, roughly } from './format';
import { stateIcon } from './icons';
import { bar as rowsBar } from './rows/bar';
import { placeOfPage } from './rows/matching';

const STATES: readonly State[] = ['failed', 'ambiguous', 'undefined', 'pending', 'unknown', 'skipped', 'passed'];
const MOST_FAILURES = 50;

/** The run as a whole: how it went, what went wrong first, then each feature. */
export function overview(index: RunIndex, all: readonly Shown[], wall: WallClock): HTMLElement {
  const broken = all.filter(({ scenario }) => isBroken(scenario));
  return h(
    'article',
    { class: 'overview' },
    index.partial &&
      h('p', { class: 'partial', role: 'status' }, 'The run broke off: this report holds what was done by then.'),
    h('h1', { tabindex: -1 }, headline(all, broken.length)),
    bar(all),
    figures(index, all, wall),
    broken.length > 0 && failures(broken),
    index.rows && pagesOfRows(index.rows),
    features(index),
  );
}

function headline(all: readonly Shown[], broken: number): string {
  if (all.length === 0) return 'No scenario ran';
  if (broken === 0) return all.length === 1 ? 'The scenario holds' : `All ${plural(all.length, 'scenario')} hold`;
  return `${broken} of ${plural(all.length, 'scenario')} ${broken === 1 ? 'does' : 'do'} not hold`;
}

/** How many scenarios are in each state, as a bar and in words. */
function bar(all: readonly Shown[]): HTMLElement {
  const counts = stateCounts(all);
  const present = STATES.filter((state) => counts.get(state));
  return h(
    'div',
    { class: 'proportions' },
    h(
      'div',
      { class: 'bar', 'aria-hidden': 'true' },
      present.map((state) => h('span', { class: `part ${state}`, '--share': counts.get(state) ?? 0 })),
    ),
    h(
      'ul',
      { class: 'legend' },
      present.map((state) =>
        h('li', {}, stateIcon(state), `${(counts.get(state) ?? 0).toLocaleString('en-US')} ${state}`),
      ),
    ),
  );
}

function figures(index: RunIndex, all: readonly Shown[], wall: WallClock): HTMLElement {
  const attempts = all.flatMap(({ scenario }) => scenario.attempts.slice(-1));
  const virtualMs = attempts.reduce((sum, { virtualMs = 0 }) => sum + virtualMs, 0);
  const steps = attempts.reduce((sum, attempt) => sum + attempt.steps.length, 0);
  const figure = (title: string, ...value: string[]) => h('div', {}, h('dt', {}, title), h('dd', {}, value.join(', ')));
  return h(
    'dl',
    { class: 'figures' },
    figure('Features', index.features.length.toLocaleString('en-US')),
    figure('Steps', steps.toLocaleString('en-US')),
    figure('Cluster time', roughly(virtualMs)),
    figure('Kubernetes', releases(index.releases)),
    figure(
      index.seeds.length > 1 ? 'Seeds' : 'Seed',
      index.seeds.slice(0, 4).join(', ') + (index.seeds.length > 4 ? ' …' : ''),
    ),
    figure('Podwright', index.version),
    h(
      'div',
      { class: 'wall' },
      h('dt', {}, 'On the clock'),
      h('dd', {}, `${roughly(wall.durationMs)}, ${wall.startedAt.replace('T', ' ').replace(/\..*$/, ' UTC')}`),
    ),
  );
}

function releases(all: readonly string[]): string {
  if (all.length <= 4) return all.join(', ') || '–';
  return `${all.length} releases, ${all[0]} to ${all.at(-1)}`;
}

function failures(broken: readonly Shown[]): HTMLElement {
  return h(
    'section',
    { class: 'failures', 'aria-label': 'What went wrong' },
    h('h2', {}, 'What went wrong'),
    h('ul', {}, broken.slice(0, MOST_FAILURES).map(failureItem)),
    broken.length > MOST_FAILURES &&
      h('p', { class: 'muted' }, `and ${broken.length - MOST_FAILURES} more, in the list`),
  );
}

function failureItem({ scenario, feature }: Shown): HTMLElement {
  const attempt = scenario.attempts.at(-1);
  const failure = attempt && failureOf(attempt);
  const step = failure?.step === undefined ? undefined : attempt?.steps[failure.step];
  return h(
    'li',
    {},
    stateIcon(scenario.state),
    h(
      'div',
      {},
      h('a', { href: hrefOf(scenario.id) }, h('bdi', {}, scenario.name)),
      h('span', { class: 'where' }, h('bdi', {}, feature), ' ', h('code', {}, scenario.id)),
      step && h('p', { class: 'sentence' }, `${step.keyword} ${step.text}`),
      failure?.seen !== undefined
        ? h('p', { class: 'seen' }, h('span', { class: 'muted' }, 'seen: '), firstLine(failure.seen))
        : failure && h('p', { class: 'seen' }, firstLine(failure.message)),
    ),
  );
}

/** What features were to show, in short. */
function pagesOfRows(pages: readonly RowsPage[]): HTMLElement {
  return h(
    'section',
    { class: 'rows-pages', 'aria-label': 'What was to be shown' },
    h('h2', {}, 'What was to be shown'),
    h(
      'ul',
      {},
      pages.map((page) => h('li', {}, h('a', { href: `#${placeOfPage(page)}` }, page.title), rowsBar(page.rows))),
    ),
  );
}

function features({ features: all }: RunIndex): HTMLElement {
  return h(
    'section',
    { 'aria-label': 'Features' },
    h('h2', {}, 'Features'),
    h(
      'table',
      { class: 'plain features' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['Feature', 'Scenarios', 'Not holding', 'Cluster time'].map((text, i) =>
            h('th', { scope: 'col', class: i > 0 && 'number' }, text),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        all.map(({ uri, name, description, scenarios }) => {
          const broken = scenarios.filter(isBroken).length;
          const virtualMs = scenarios.reduce((sum, { attempts }) => sum + (attempts.at(-1)?.virtualMs ?? 0), 0);
          const [first] = scenarios.filter(isBroken).concat(scenarios);
          return h(
            'tr',
            {},
            h(
              'td',
              {},
              h('a', { href: hrefOf(first?.id ?? '') }, h('bdi', {}, name)),
              h('code', { class: 'where' }, uri),
              description !== '' && h('p', { class: 'description' }, description),
            ),
            h('td', { class: 'number' }, scenarios.length),
            h('td', { class: `number${broken > 0 ? ' bad' : ''}` }, broken > 0 ? `✕ ${broken}` : '–'),
            h('td', { class: 'number' }, clock(Math.round(virtualMs / 1000) * 1000)),
          );
        }),
      ),
    ),
  );
}

/** Where the page shows a scenario. */
export function hrefOf(id: string, t?: number): string {
  return `#${encodeURI(id).replaceAll('?', '%3F')}${t === undefined ? '' : `?t=${t}`}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
