import { type KubeEvent, parseTime, resourceOf, type WatchEvent } from '../../api';
import { Mailbox, type Task, until } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, list, outputFlags, text } from '../command/spec';
import { eventAge } from '../describe/events';
import { failure } from '../errors';
import { printerOf, printOptions } from '../output/printer';
import { parseSelection } from '../selection';
import { lastSeen } from '../table/events';
import { TableLayout } from '../table/index';

export const events: CommandSpec = {
  name: 'events',
  flags: [
    ...outputFlags,
    bool('all-namespaces', { short: 'A' }),
    bool('watch', { short: 'w' }),
    bool('no-headers'),
    text('for'),
    list('types'),
    text('chunk-size'),
  ],
  run: runEvents,
};

function* runEvents(call: Call): Task<number> {
  const { session } = call;
  if (call.list('types').some((type) => !/^(normal|warning)$/i.test(type))) {
    throw failure('valid --types are Normal or Warning');
  }
  const namespace = call.flag('all-namespaces') ? undefined : session.namespace;
  const fieldSelector = selectorOf(call);
  const all = yield* session.client.list<KubeEvent>('Event', { namespace, fieldSelector });
  const shown = all.filter((event) => wanted(call, event)).sort(byTime);
  const printer = printerOf(printOptions(call));
  if (printer) {
    session.io.stdout(printer.print(shown, true));
    return 0;
  }
  const layout = new TableLayout();
  if (shown.length === 0 && !call.flag('watch')) {
    session.error(namespace === undefined ? 'No events found.' : `No events found in ${namespace} namespace.`);
    return 0;
  }
  session.io.stdout(
    layout.format([...(call.flag('no-headers') ? [] : [header(call)]), ...shown.map((event) => row(call, event))]),
  );
  if (!call.flag('watch')) return 0;
  const changes = new Mailbox<WatchEvent<KubeEvent>>(session.kernel);
  const watch = session.api.watch<KubeEvent>(
    'Event',
    { namespace, fieldSelector, name: 'kubectl', sendInitialEvents: false },
    (event) => changes.put(event),
  );
  try {
    for (;;) {
      const change = changes.poll();
      if (!change) yield* until(changes.arrival());
      else if ((change.type === 'ADDED' || change.type === 'MODIFIED') && wanted(call, change.object)) {
        session.io.stdout(layout.format([row(call, change.object)]));
      }
    }
  } finally {
    watch.stop();
  }
}

function selectorOf(call: Call): string | undefined {
  const target = call.text('for');
  if (!target) return undefined;
  if (!target.includes('/')) throw failure('--for must be in resource/name form');
  const [named] = parseSelection([target]).named ?? [];
  if (!named) return undefined;
  const { kind, apiVersion } = resourceOf(named.resource.kind);
  return `involvedObject.kind=${kind},involvedObject.apiVersion=${apiVersion},involvedObject.name=${named.name}`;
}

function wanted(call: Call, event: KubeEvent): boolean {
  const types = call.list('types').map((type) => type.toLowerCase());
  return types.length === 0 || types.includes((event.type ?? '').toLowerCase());
}

function byTime(a: KubeEvent, b: KubeEvent): number {
  return (parseTime(lastSeen(a)) || 0) - (parseTime(lastSeen(b)) || 0);
}

const header = (call: Call): string[] => [
  ...(call.flag('all-namespaces') ? ['NAMESPACE'] : []),
  ...['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'],
];

function row(call: Call, event: KubeEvent): string[] {
  const { kind = '', name = '' } = event.involvedObject;
  return [
    ...(call.flag('all-namespaces') ? [event.metadata.namespace ?? ''] : []),
    eventAge(event, call.session.nowMs),
    event.type ?? '',
    event.reason ?? '',
    `${kind}/${name}`,
    (event.message ?? '').trim(),
  ];
}
