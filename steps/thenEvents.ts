import type { DataTable } from '@cucumber/cucumber';
import { type EventRow, nearest, type ObjectName, objectName, reasonsMeant } from '../src/index';
import { countOf, type EventSaid, eventsSaid } from './events';
import { type Observed, observable, observableTable } from './observation';
import { AT_LEAST_ONCE, NEVER, type PodName, type Times } from './parameters';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** What the recorders of Kubernetes' components have told, as `kubectl get events` lists it. */

function happened(world: PodwrightWorld, said: EventSaid, times: Times, about = said.about): Observed {
  const rows = eventsSaid(world, said, about);
  if (times === NEVER && rows.length === 0) assertReasonIsKnown(said.reason);
  return {
    holds: times.accepts(countOf(rows)),
    expected: times === AT_LEAST_ONCE ? said.text : `${said.text} ${times.text}`,
    seen: occurrences(world, rows) ?? list(world, about),
  };
}

/** @throws Error when nobody could have written such an event: a misspelt reason must not pass */
function assertReasonIsKnown(reason: string | undefined): void {
  const near = reason === undefined ? [] : reasonsMeant(reason).slice(0, 3);
  if (near.length > 0)
    throw told(
      `no component of Kubernetes writes events with the reason "${reason}", so this would always hold; there is ${near.join(', ')}`,
    );
}

function occurrences(world: PodwrightWorld, rows: readonly EventRow[]): string | undefined {
  const last = rows.at(-1);
  if (!last) return undefined;
  const count = countOf(rows);
  return `${count === 1 ? 'once,' : `${count} times, the last time`} at ${world.moment(last.t)}: ${last.reason} "${last.message}"`;
}

/** As many are named in a message. */
const LISTED = 12;

/** What there was instead, each once. */
function list(world: PodwrightWorld, about: ObjectName | undefined): string {
  const all = new Set(eventsSaid(world, { text: '' }, about).map(({ reason, message }) => `${reason} "${message}"`));
  return [...all].slice(-LISTED).join(', ') || 'no events';
}

const pod = ({ name, namespace }: PodName): ObjectName => objectName('pod', name, namespace);

for (const is of ['there {is} {event}', '{event} {occurs}'])
  observable(is, (world: PodwrightWorld, said: EventSaid) => happened(world, said, AT_LEAST_ONCE));
for (const isNot of ['there {is} no {event}', 'no {event} {occurs}', '{event} {occursNot}'])
  observable(isNot, (world: PodwrightWorld, said: EventSaid) => happened(world, said, NEVER));
observable('{event} {occurs} {times}', happened);
observable('there {is} {number} {status} event(s)', (world: PodwrightWorld, times: Times, reason: string) =>
  happened(world, { reason, text: `event ${reason}` }, times),
);
observable('{event} {contains} {string}', (world: PodwrightWorld, said: EventSaid, message: string) =>
  happened(world, { ...said, message, text: `${said.text} with "${message}"` }, AT_LEAST_ONCE),
);
observable('{event} {occurs} for/about/on {pod}', (world: PodwrightWorld, said: EventSaid, name: PodName) =>
  happened(world, said, AT_LEAST_ONCE, pod(name)),
);

/** In one sentence: by their reasons. */
observable('(the )events {words} {occurs} in this/that order', (world: PodwrightWorld, reasons: string[]) =>
  areInOrder(
    eventsSaid(world, { text: '' }),
    reasons.map((reason) => [['reason', reason]]),
  ),
);
observable('(the )events include {words}', (world: PodwrightWorld, reasons: string[]) =>
  areAmong(
    eventsSaid(world, { text: '' }),
    reasons.map((reason) => [['reason', reason]]),
  ),
);

function eventsOf<Name>(who: string, objectOf: (name: Name) => ObjectName): void {
  observable(`${who} {has} {event}`, (world: PodwrightWorld, name: Name, said: EventSaid) =>
    happened(world, said, AT_LEAST_ONCE, objectOf(name)),
  );
  observable(`${who} {has} no {event}`, (world: PodwrightWorld, name: Name, said: EventSaid) =>
    happened(world, said, NEVER, objectOf(name)),
  );
  observable(`${who} {has} {event} {times}`, (world: PodwrightWorld, name: Name, said: EventSaid, times: Times) =>
    happened(world, said, times, objectOf(name)),
  );
}

eventsOf('{pod}', pod);
eventsOf('{object}', (object: ObjectName) => object);

for (const inOrder of ['{pod} {has} these events in this order', 'these events {occurs} in this order for {pod}'])
  observableTable(inOrder, (world: PodwrightWorld, name: PodName, table: DataTable) =>
    areInOrder(eventsSaid(world, { text: '' }, pod(name)), rowsOf(table)),
  );
observableTable('these events {occurs} in this order', (world: PodwrightWorld, table: DataTable) =>
  areInOrder(eventsSaid(world, { text: '' }), rowsOf(table)),
);

function areInOrder(events: readonly EventRow[], rows: readonly ExpectedRow[]): Observed {
  let from = 0;
  for (const row of rows) {
    const found = events.findIndex((event, i) => i >= from && isEvent(event, row));
    if (found < 0)
      return { holds: false, expected: `in this order, ${shownRow(row)}`, seen: namesOf(events.slice(from)) };
    from = found + 1;
  }
  return { holds: true, expected: `in this order, ${rows.map(shownRow).join('; ')}`, seen: namesOf(events) };
}

/** Among others, in whatever order. */
for (const has of ['{pod} {has} these/the events', 'the events of {pod} {contains}'])
  observableTable(has, (world: PodwrightWorld, name: PodName, table: DataTable) =>
    areAmong(eventsSaid(world, { text: '' }, pod(name)), rowsOf(table)),
  );
for (const happen of ['these events {occurs}', 'the events {contains}', 'there {is} these events'])
  observableTable(happen, (world: PodwrightWorld, table: DataTable) =>
    areAmong(eventsSaid(world, { text: '' }), rowsOf(table)),
  );

function areAmong(events: readonly EventRow[], rows: readonly ExpectedRow[]): Observed {
  const missing = rows.filter((row) => !events.some((event) => isEvent(event, row)));
  return {
    holds: missing.length === 0,
    expected: (missing.length > 0 ? missing : rows).map(shownRow).join('; '),
    seen: [...new Set(events.map(({ reason, message }) => `\n  ${reason}: ${message}`))].join('') || 'no events',
  };
}

type Column = 'type' | 'reason' | 'message' | 'fieldPath' | 'object';
type ExpectedRow = readonly (readonly [column: Column, text: string])[];

const COLUMNS = ['type', 'reason', 'message', 'fieldPath', 'object'] as const;

/** Columns in the words of `kubectl describe` or of kubectl's table; a cell that is empty says nothing. Without a head it is the reason. */
function rowsOf(table: DataTable): ExpectedRow[] {
  const [head = [], ...rows] = table.raw();
  const columns = head.map(columnOf);
  if (head.length === 1 && columns[0] === undefined) return table.raw().map(([reason = '']) => [['reason', reason]]);
  const unknown = head.find((_, i) => columns[i] === undefined);
  if (unknown !== undefined) throw new Error(`events have no column "${unknown}" here; ${nearest(unknown, COLUMNS)}`);
  return rows.map((row) => columns.map((column, i) => [column as Column, row[i] ?? '']));
}

function columnOf(title: string): Column | undefined {
  return COLUMNS.find((column) => column.toLowerCase() === title.toLowerCase());
}

/** Objects are told by their kind, their name or both, as kubectl writes them: `pod/web`. */
function isEvent(event: EventRow, row: ExpectedRow): boolean {
  return row.every(([column, text]) =>
    column === 'object'
      ? event.object.toLowerCase().includes(text.toLowerCase())
      : (event[column] ?? '').includes(text),
  );
}

function shownRow(row: ExpectedRow): string {
  return row.map(([column, text]) => `${column} "${text}"`).join(', ');
}

function namesOf(events: readonly EventRow[]): string {
  return events.map(({ reason }) => reason).join(', ') || 'no events';
}
