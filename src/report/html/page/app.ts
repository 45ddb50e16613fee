import type { RowsPage } from '../../rows/types';
import type { RunIndex, WallClock } from '../types';
import { fill, h } from './dom';
import { allScenarios, isBroken, type Shown } from './filter';
import { helpDialog } from './help';
import { sign } from './icons';
import { hrefOf, overview } from './overview';
import { placeOfPage, rowOf } from './rows/matching';
import { RowsView } from './rows/view';
import { ScenarioView } from './scenario';
import { Sidebar } from './sidebar';
import { toggleTheme } from './theme';

/** What the address says: a scenario and a moment of it, or nothing. */
interface Place {
  readonly id: string;
  readonly t?: number;
  readonly attempt?: number;
  /** The row of a page of rows. */
  readonly row?: string;
}

/** The page: a list of scenarios beside the one that is shown, which the address names. */
export class App {
  private readonly all: readonly Shown[];
  private readonly byId: ReadonlyMap<string, Shown>;
  private readonly sidebar: Sidebar;
  private readonly main = h('main', { id: 'main', tabindex: -1 });
  private readonly help = helpDialog();
  private view: ScenarioView | undefined;
  private rows: RowsView | undefined;
  private shownId = '';

  constructor(
    private readonly index: RunIndex,
    private readonly wall: WallClock,
  ) {
    this.all = allScenarios(index);
    this.byId = new Map(this.all.map((shown) => [shown.scenario.id, shown]));
    this.sidebar = new Sidebar(index, this.all);
    document.body.prepend(
      h('a', { class: 'skip', href: '#main', click: (event: Event) => this.skip(event) }, 'Skip to the content'),
      this.header(),
      h('div', { class: 'page' }, this.sidebar.element, this.main),
      this.help,
    );
    addEventListener('hashchange', () => void this.route());
    document.addEventListener('keydown', (event) => this.key(event));
  }

  /** Shows what the address names; at first a run that failed opens on its first failure. */
  async start(): Promise<void> {
    const broken = this.all.find(({ scenario }) => isBroken(scenario));
    if (location.hash === '' && broken) history.replaceState(null, '', hrefOf(broken.scenario.id));
    await this.route();
  }

  private header(): HTMLElement {
    return h(
      'header',
      { class: 'top' },
      h(
        'a',
        { class: 'brand', href: '#overview' },
        h('span', { class: 'brand-mark', 'aria-hidden': 'true' }),
        'Podwright',
      ),
      h('a', { class: 'to-list', href: '#list' }, sign('back'), 'Scenarios'),
      this.pages(),
      h('span', { class: 'spacer' }),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': 'Light or dark',
          title: 'Light or dark (t)',
          click: toggleTheme,
        },
        sign('theme'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': 'Help',
          title: 'Help (?)',
          click: () => this.help.showModal(),
        },
        sign('help'),
      ),
    );
  }

  /** Links to the pages of rows. */
  private pages(): HTMLElement | false {
    const { rows = [] } = this.index;
    if (rows.length === 0) return false;
    const links = rows.map((page) => h('a', { href: `#${placeOfPage(page)}` }, page.title));
    return h('nav', { class: 'pages', 'aria-label': 'What was to be shown' }, links);
  }

  private async route(): Promise<void> {
    const place = placeOf(location.hash);
    const shown = this.byId.get(place.id);
    const page = shown ? undefined : this.index.rows?.find((rows) => placeOfPage(rows) === place.id);
    this.markPage(page && placeOfPage(page));
    document.body.dataset['view'] = shown ? 'scenario' : place.id === 'list' ? 'list' : 'overview';
    this.sidebar.mark(shown?.scenario.id ?? '');
    if (page) return this.showPage(page, place.row);
    this.rows = undefined;
    if (!shown) {
      this.shownId = '';
      this.view = undefined;
      document.title = 'Podwright report';
      fill(this.main, overview(this.index, this.all, this.wall));
      return;
    }
    if (this.shownId === shown.scenario.id && this.view) {
      if (place.t !== undefined) this.view.moveTo(place.t, { quietly: true });
      return;
    }
    const isFirst = this.shownId === '' && this.main.childElementCount === 0;
    this.shownId = shown.scenario.id;
    document.title = `${shown.scenario.name} – Podwright report`;
    const view = new ScenarioView(shown, {
      t: place.t,
      attempt: place.attempt,
      rowOf: (tag) => rowOf(this.index.rows ?? [], tag),
      onPlace: ({ t, attempt }) => this.remember(shown, t, attempt),
    });
    await view.open();
    if (this.shownId !== shown.scenario.id) return;
    this.view = view;
    fill(this.main, view.element);
    this.main.scrollTop = 0;
    if (!isFirst) this.main.querySelector('h1')?.focus({ preventScroll: true });
  }

  private showPage(page: RowsPage, row: string | undefined): void {
    const id = placeOfPage(page);
    if (this.shownId !== id || !this.rows) {
      this.shownId = id;
      this.view = undefined;
      document.title = `${page.title} – Podwright report`;
      const isFirst = this.main.childElementCount === 0;
      this.rows = new RowsView(page, this.byId);
      fill(this.main, this.rows.element);
      this.main.scrollTop = 0;
      if (!isFirst) this.main.querySelector('h1')?.focus({ preventScroll: true });
    }
    if (row !== undefined) this.rows.show(row);
  }

  private markPage(id: string | undefined): void {
    for (const link of document.querySelectorAll('.pages a')) {
      if (link.getAttribute('href') === `#${id}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }

  /** The address can be sent to somebody: it names the moment that is looked at. */
  private remember({ scenario }: Shown, t: number | undefined, attempt: number): void {
    const isLast = attempt === scenario.attempts.length - 1;
    const query = [t !== undefined && `t=${t}`, !isLast && `attempt=${attempt + 1}`].filter(Boolean).join('&');
    clearTimeout(this.remembering);
    this.remembering = setTimeout(
      () => history.replaceState(null, '', `${hrefOf(scenario.id)}${query ? `?${query}` : ''}`),
      150,
    );
  }
  private remembering: ReturnType<typeof setTimeout> | undefined;

  private skip(event: Event): void {
    event.preventDefault();
    this.main.focus();
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.key === 'Escape' && target.matches('input[type=search]')) target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || this.help.open) return;
    if (target.matches('input, select, textarea')) return;
    // Arrows scroll whatever has the focus; they move the cursor when nothing has.
    const isNowhere = target.matches('body, main, h1');
    if (isNowhere && /^Arrow(Left|Right)$/.test(event.key)) this.view?.timeline?.key(event);
    const action = this.actions()[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  private actions(): Readonly<Record<string, () => void>> {
    const { view, sidebar } = this;
    const go = (shown: Shown | undefined) => {
      if (shown) location.hash = hrefOf(shown.scenario.id);
    };
    const timeline = view?.timeline;
    const cursor = () => document.querySelector<HTMLElement>('.cursor')?.focus({ preventScroll: true });
    return {
      '/': () => (this.rows ?? sidebar).search.focus(),
      '?': () => this.help.showModal(),
      t: toggleTheme,
      o: () => {
        location.hash = '#overview';
      },
      j: () => go(sidebar.next(1)),
      k: () => go(sidebar.next(-1)),
      n: () => go(sidebar.next(1, true)),
      ',': () => timeline?.step(-1),
      '.': () => timeline?.step(1),
      '[': () => view?.stepBy(-1),
      ']': () => view?.stepBy(1),
      '+': () => timeline?.zoom(1 / 1.6),
      '=': () => timeline?.zoom(1 / 1.6),
      '-': () => timeline?.zoom(1.6),
      '0': () => timeline?.fit(),
      c: cursor,
      w: () => view?.panels.explain(),
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((number) => [String(number), () => view?.panels.choose(number - 1)]),
      ),
    };
  }
}

/** `#features/a.feature:12?t=2000&attempt=1` */
function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const values = new Map(query.split('&').map((pair) => pair.split('=', 2) as [string, string]));
  const number = (name: string): number | undefined => {
    const value = Number(values.get(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  const t = number('t');
  const attempt = number('attempt');
  const row = values.get('row');
  return {
    id: decoded(path),
    ...(row !== undefined && { row: decoded(row) }),
    ...(t !== undefined && { t }),
    ...(attempt !== undefined && { attempt: attempt - 1 }),
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
