import type { RowResult, RowsPage, Verdict } from '../../../rows/types';
import { fill, h } from '../dom';
import type { Shown } from '../filter';
import { plural } from '../format';
import { sign, stateIcon } from '../icons';
import { bar, verdictsLegend } from './bar';
import { rowsMap } from './map';
import { matchingRows, NO_FILTER, RESULTS, type RowFilter, tally, VERDICTS } from './matching';
import { rowId, rowsTable } from './table';
import { RESULT_WORDS, STATE_OF, VERDICT_WORDS } from './words';

/** A page of rows: how many were shown, a map of them, and all of them with search and filters. */
export class RowsView {
  readonly element: HTMLElement;
  readonly search: HTMLInputElement;
  private filter = NO_FILTER;
  private readonly results = h('div', { class: 'chips', role: 'group', 'aria-label': 'Show only results' });
  private readonly verdicts = h('div', { class: 'chips', role: 'group', 'aria-label': 'Show only verdicts' });
  private readonly status = h('p', { class: 'muted', role: 'status' });
  private readonly table = h('div', { class: 'rows-table' });

  constructor(
    private readonly page: RowsPage,
    private readonly byId: ReadonlyMap<string, Shown>,
  ) {
    this.search = h('input', {
      type: 'search',
      placeholder: 'Search texts, ids, scenarios',
      'aria-label': `Search ${page.title}`,
      autocomplete: 'off',
      spellcheck: 'false',
    });
    this.search.addEventListener('input', () => this.change({ text: this.search.value }));
    this.element = h(
      'article',
      { class: 'overview rows-page' },
      h('h1', { tabindex: -1 }, page.title),
      page.about !== '' && h('p', { class: 'lead' }, page.about),
      bar(page.rows),
      verdictsLegend(page.rows),
      rowsMap(page.rows, (row) => this.show(row.id)),
      h(
        'div',
        { class: 'rows-filters' },
        h('div', { class: 'search' }, sign('search'), this.search),
        this.results,
        page.rows.some(({ verdict }) => verdict) && this.verdicts,
        Object.keys(page.sources).length > 1 && this.sources(),
      ),
      this.status,
      this.table,
    );
    this.draw();
  }

  /** Scrolls to a row, whatever the filter hides. */
  show(id: string): void {
    if (!matchingRows(this.page.rows, this.filter).some((row) => row.id === id)) {
      this.search.value = '';
      this.change(NO_FILTER);
    }
    const row = this.table.querySelector<HTMLElement>(`#${CSS.escape(rowId(id))}`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }

  private sources(): HTMLElement {
    const select = h(
      'select',
      { 'aria-label': 'Source' },
      h('option', { value: '' }, 'all sources'),
      Object.entries(this.page.sources).map(([name, title]) => h('option', { value: name }, `${name}: ${title}`)),
    );
    select.addEventListener('change', () => this.change({ source: select.value }));
    return select;
  }

  private change(change: Partial<RowFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.draw();
  }

  private draw(): void {
    const { page, filter } = this;
    const rows = matchingRows(page.rows, filter);
    const ofResults = tally(matchingRows(page.rows, { ...filter, results: new Set() }), ({ result }) => result);
    const ofVerdicts = tally(matchingRows(page.rows, { ...filter, verdicts: new Set() }), ({ verdict }) => verdict);
    fill(
      this.results,
      RESULTS.filter((result) => ofResults.get(result) || filter.results.has(result)).map((result) =>
        chip(filter.results.has(result), () => this.toggle('results', result), [
          stateIcon(STATE_OF[result]),
          `${RESULT_WORDS[result]} ${ofResults.get(result) ?? 0}`,
        ]),
      ),
    );
    fill(
      this.verdicts,
      VERDICTS.filter((verdict) => ofVerdicts.get(verdict) || filter.verdicts.has(verdict)).map((verdict) =>
        chip(filter.verdicts.has(verdict), () => this.toggle('verdicts', verdict), [
          `${VERDICT_WORDS[verdict]} ${ofVerdicts.get(verdict) ?? 0}`,
        ]),
      ),
    );
    const all = page.rows.length;
    fill(this.status, rows.length === all ? plural(all, 'row') : `${rows.length} of ${plural(all, 'row')}`);
    fill(this.table, rows.length > 0 && rowsTable(page, rows, this.byId));
  }

  private toggle(part: 'results', value: RowResult): void;
  private toggle(part: 'verdicts', value: Verdict): void;
  private toggle(part: 'results' | 'verdicts', value: RowResult | Verdict): void {
    const values = new Set<RowResult | Verdict>(this.filter[part]);
    if (!values.delete(value)) values.add(value);
    this.change({ [part]: values });
  }
}

function chip(pressed: boolean, click: () => void, content: readonly (Node | string)[]): HTMLElement {
  return h('button', { type: 'button', class: 'chip', 'aria-pressed': String(pressed), click }, content);
}
