import { h } from '../dom';

export interface Row {
  readonly cells: readonly string[];
  /** It changed at the very moment that is shown. */
  readonly isNew?: boolean;
  readonly className?: string;
}

/** A table as kubectl prints it. */
export function kubectlTable(head: readonly string[], rows: readonly Row[]): HTMLElement {
  return h(
    'table',
    { class: 'kubectl' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        head.map((text) => h('th', { scope: 'col' }, text)),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map(({ cells, isNew, className }) =>
        h(
          'tr',
          { class: [isNew && 'is-new', className].filter(Boolean).join(' ') || undefined },
          cells.map((cell) => h('td', { title: cell.length > 20 && cell }, cell)),
        ),
      ),
    ),
  );
}
