import type { KubeObject, Resource } from '../../api';
import type { Call } from '../command/call';
import type { Selection } from '../selection';
import { kindWord } from '../session';
import { type Column, cellsOf, columnsOf, TableLayout } from './index';

/**
 * Prints the tables of one `kubectl get`: what the server renders, and the columns that kubectl adds: EVENT, NAMESPACE,
 * those of `-L`, LABELS, and the kind before names when several kinds were asked for.
 */
export class TablePrinter {
  private readonly layouts = new Map<Resource, TableLayout>();
  private readonly withKind: boolean;

  constructor(
    private readonly call: Call,
    selection: Selection,
  ) {
    this.withKind = call.flag('show-kind') || selection.resources.length > 1;
  }

  /** Header (once for each kind) and rows. */
  table(resource: Resource, objects: readonly KubeObject[], event?: string): string {
    const { call } = this;
    const { release, nowMs } = call.session;
    const wide = call.text('output') === 'wide';
    const columns = columnsOf(resource.kind, release, wide);
    const rows = objects.map((object) => {
      const cells = cellsOf(columns, object, { release, nowMs, wide });
      return this.row(resource, object, this.named(resource, columns, cells), event);
    });
    const known = this.layouts.get(resource);
    const layout = known ?? new TableLayout();
    this.layouts.set(resource, layout);
    const header = known || call.flag('no-headers') ? [] : [this.header(resource, columns)];
    return layout.format([...header, ...rows]);
  }

  /** A NAMESPACE has only what can be in one. */
  private namesNamespace({ namespaced }: Resource): boolean {
    return namespaced && this.call.flag('all-namespaces');
  }

  private header(resource: Resource, columns: readonly Column[]): string[] {
    const { call } = this;
    return [
      ...(call.flag('output-watch-events') ? ['EVENT'] : []),
      ...(this.namesNamespace(resource) ? ['NAMESPACE'] : []),
      ...columns.map((column) => column.name.toUpperCase()),
      ...call.list('label-columns').map((key) => key.slice(key.lastIndexOf('/') + 1).toUpperCase()),
      ...(call.flag('show-labels') ? ['LABELS'] : []),
    ];
  }

  private row(resource: Resource, object: KubeObject, cells: readonly string[], event: string | undefined): string[] {
    const { call } = this;
    const labels = object.metadata.labels ?? {};
    const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    return [
      ...(call.flag('output-watch-events') ? [(event ?? 'ADDED').padEnd(8)] : []),
      ...(this.namesNamespace(resource) ? [object.metadata.namespace ?? ''] : []),
      ...cells,
      ...call.list('label-columns').map((key) => labels[key] ?? ''),
      ...(call.flag('show-labels') ? [pairs.sort().join(',') || '<none>'] : []),
    ];
  }

  private named(resource: Resource, columns: readonly Column[], cells: string[]): string[] {
    if (!this.withKind) return cells;
    return cells.map((cell, i) => (columns[i]?.isName ? `${kindWord(resource)}/${cell}` : cell));
  }
}
