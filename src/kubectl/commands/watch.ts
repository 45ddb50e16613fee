import type { KubeObject, WatchEvent } from '../../api';
import { Mailbox, type Task, TIMED_OUT, within } from '../../kernel';
import type { Call } from '../command/call';
import { errorText, failure } from '../errors';
import { type ObjectPrinter, printerOf, printOptions } from '../output/printer';
import { load, type Selection } from '../selection';
import { TablePrinter } from '../table/printer';
import { filterOf } from '../wanted';

/**
 * `kubectl get -w`: shows what there is, then a row for every change. Ends only when it is killed (Ctrl-C), or after
 * `--request-timeout`.
 */
export function* watchObjects(call: Call, selection: Selection): Task<number> {
  const { session } = call;
  const [resource] = selection.resources;
  if (!resource || selection.resources.length > 1) throw failure('you may only specify a single resource type');
  if ((selection.named?.length ?? 0) > 1) {
    throw failure('watch is only supported on individual resources and resource collections - 2 resources were found');
  }
  const printer = printerOf(printOptions(call));
  const tables = new TablePrinter(call, selection);
  const show = (objects: readonly KubeObject[], event?: string): void =>
    session.io.stdout(
      printer ? printed(printer, objects, wrapsEvents(call), event) : tables.table(resource, objects, event),
    );

  const { found, errors } = yield* load(session, selection, filterOf(call));
  if (errors.length > 0) {
    for (const error of errors) session.error(errorText(error, session.release));
    return 1;
  }
  // Nothing can happen between the list and here: both are one instant.
  const changes = new Mailbox<WatchEvent>(session.kernel);
  const name = selection.named?.[0]?.name;
  const filter = filterOf(call);
  const watch = session.api.watch(
    resource.kind,
    {
      namespace: resource.namespaced && !filter.allNamespaces ? session.namespace : undefined,
      labelSelector: filter.selector,
      fieldSelector: name === undefined ? filter.fieldSelector : `metadata.name=${name}`,
      name: 'kubectl',
      sendInitialEvents: false,
    },
    (event) => changes.put(event),
  );
  try {
    if (!call.flag('watch-only') && found.length > 0) show(found.map((entry) => entry.object));
    const endMs = timeLimitMs(call);
    for (;;) {
      const event = changes.poll();
      if (event) {
        if (event.type !== 'BOOKMARK') show([event.object], event.type);
      } else if ((yield* within(endMs - session.kernel.now, changes.arrival())) === TIMED_OUT) return 0;
    }
  } finally {
    watch.stop();
  }
}

/** Formats that show whole objects show the event around them: `{.type}` and `{.object}`. */
function wrapsEvents(call: Call): boolean {
  return call.flag('output-watch-events') && /^(?:json|yaml|go-template)/.test(call.text('output') ?? '');
}

function printed(printer: ObjectPrinter, objects: readonly KubeObject[], wrapped: boolean, type = 'ADDED'): string {
  const shown = wrapped ? objects.map((object) => ({ type, object }) as unknown as KubeObject) : objects;
  return shown.map((object) => printer.print([object], false)).join('');
}

/** Kernel time at which `--request-timeout` ends the watch; infinite when there is none. */
function timeLimitMs(call: Call): number {
  const timeoutMs = call.durationMs('request-timeout');
  return timeoutMs ? call.session.kernel.now + timeoutMs : Number.POSITIVE_INFINITY;
}
