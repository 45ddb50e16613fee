import { parseTime } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, fileFlags, list, outputFlags, selectorFlags, text } from '../command/spec';
import { errorText, failure } from '../errors';
import { pathValues } from '../jsonpath/index';
import { printerOf, printOptions } from '../output/printer';
import { relaxedPath } from '../relaxedPath';
import { type Found, type Loaded, load, type Selection } from '../selection';
import { subresourceOf } from '../subresource';
import { TablePrinter } from '../table/printer';
import { filterOf, nothingFound, selectionOf } from '../wanted';
import { watchObjects } from './watch';

export const get: CommandSpec = {
  name: 'get',
  flags: [
    ...outputFlags,
    ...fileFlags,
    ...selectorFlags,
    bool('all-namespaces', { short: 'A' }),
    bool('watch', { short: 'w' }),
    bool('watch-only'),
    bool('output-watch-events'),
    bool('no-headers'),
    bool('show-labels'),
    bool('show-kind'),
    bool('ignore-not-found'),
    list('label-columns', { short: 'L' }),
    text('sort-by'),
    text('chunk-size'),
    text('raw'),
    text('subresource'),
    bool('server-print', { value: true }),
  ],
  run: runGet,
};

function* runGet(call: Call): Task<number> {
  const { session } = call;
  subresourceOf(call);
  if (call.text('raw')) throw failure('--raw is not supported: there is no HTTP server behind this kubectl');
  const selection = selectionOf(call);
  warnAboutEndpoints(call, selection);
  if (call.flag('watch') || call.flag('watch-only')) return yield* watchObjects(call, selection);
  const loaded = yield* load(session, selection, filterOf(call));
  const sorted = { ...loaded, found: sortBy(loaded.found, call.text('sort-by')) };
  show(call, selection, sorted);
  return finish(call, sorted);
}

function show(call: Call, selection: Selection, { found, errors }: Loaded): void {
  const { session } = call;
  const printer = printerOf(printOptions(call));
  if (printer) {
    const isList = selection.named?.length !== 1;
    if (found.length > 0 || isList)
      session.io.stdout(
        printer.print(
          found.map((entry) => entry.object),
          isList,
        ),
      );
    return;
  }
  if (found.length === 0) {
    if (errors.length === 0 && !call.flag('ignore-not-found')) session.error(nothingFound(call, selection));
    return;
  }
  const printTable = new TablePrinter(call, selection);
  const groups = [...new Set(found.map((entry) => entry.resource))];
  groups.forEach((resource, i) => {
    const objects = found.filter((entry) => entry.resource === resource).map((entry) => entry.object);
    if (i > 0 && !call.flag('no-headers')) session.line('');
    session.io.stdout(printTable.table(resource, objects));
  });
}

function finish(call: Call, { errors }: Loaded): number {
  for (const error of errors) call.session.error(errorText(error, call.session.release));
  return errors.length > 0 ? 1 : 0;
}

/** What the server says of every request for Endpoints. */
export function warnAboutEndpoints({ session }: Call, { resources }: Selection): void {
  if (!session.release.has('endpointsDeprecationWarning')) return;
  if (resources.some((resource) => resource.kind === 'Endpoints')) {
    session.warn('v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice');
  }
}

/** Sorts by a field, as `--sort-by` does: numbers and times by value, text by bytes, what lacks the field first. */
function sortBy(found: Found[], path: string | undefined): Found[] {
  if (!path) return found;
  const template = relaxedPath(path);
  const keyed = found.map((entry) => ({ entry, key: pathValues(template, entry.object)[0] }));
  if (found.length > 0 && keyed.every(({ key }) => key === undefined)) {
    throw failure(`couldn't find any field with path "${template}" in the list of objects`);
  }
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ entry }) => entry);
}

function compare(a: unknown, b: unknown): number {
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : -1;
  if (b === undefined || b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  const times = parseTime(left) - parseTime(right);
  if (!Number.isNaN(times)) return times;
  return left < right ? -1 : left > right ? 1 : 0;
}
