import type { KubeEvent } from '../../api';
import { ageOf } from '../time';
import type { Column } from './column';

/** The server prints events in the order of their names; Name is the last column and only wide. */
export const eventColumns: Column<KubeEvent>[] = [
  { name: 'Last Seen', cell: (event, { nowMs }) => ageOf(lastSeen(event), nowMs) },
  { name: 'Type', cell: (event) => event.type ?? '' },
  { name: 'Reason', cell: (event) => event.reason ?? '' },
  { name: 'Object', cell: (e) => `${e.involvedObject.kind?.toLowerCase() ?? ''}/${e.involvedObject.name ?? ''}` },
  { name: 'Subobject', wide: true, cell: (event) => event.involvedObject.fieldPath ?? '' },
  { name: 'Source', wide: true, cell: source },
  { name: 'Message', cell: (event) => (event.message ?? '').trim() },
  { name: 'First Seen', wide: true, cell: (event, { nowMs }) => ageOf(firstSeen(event), nowMs) },
  { name: 'Count', wide: true, cell: (event) => String(event.series?.count ?? (event.count || 1)) },
  { name: 'Name', wide: true, isName: true, cell: (event) => event.metadata.name },
];

/** When an event was seen first: `firstTimestamp`, or `eventTime` with the newer recorder. */
export function firstSeen(event: KubeEvent): string | null | undefined {
  return event.firstTimestamp || event.eventTime;
}

export function lastSeen(event: KubeEvent): string | null | undefined {
  return event.series?.lastObservedTime || event.lastTimestamp || firstSeen(event);
}

function source(event: KubeEvent): string {
  const component = event.source?.component || event.reportingComponent || '';
  const host = event.source?.component ? event.source.host : event.reportingInstance;
  return host ? `${component}, ${host}` : component;
}
