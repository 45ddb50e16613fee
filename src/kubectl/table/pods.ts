import type { Pod } from '../../api';
import { ageOf } from '../time';
import { type Column, NONE, nameColumn, orNone } from './column';
import { podRow } from './podRow';

export const podColumns: Column<Pod>[] = [
  nameColumn,
  { name: 'Ready', cell: (pod, { nowMs, release }) => podRow(pod, nowMs, release).ready },
  { name: 'Status', cell: (pod, { nowMs, release }) => podRow(pod, nowMs, release).status },
  { name: 'Restarts', cell: (pod, { nowMs, release }) => podRow(pod, nowMs, release).restarts },
  { name: 'Age', cell: (pod, { nowMs }) => ageOf(pod.metadata.creationTimestamp, nowMs) },
  { name: 'IP', wide: true, cell: (pod) => orNone(pod.status?.podIPs?.[0]?.ip ?? pod.status?.podIP) },
  { name: 'Node', wide: true, cell: (pod) => orNone(pod.spec.nodeName) },
  { name: 'Nominated Node', wide: true, cell: (pod) => orNone(pod.status?.nominatedNodeName) },
  { name: 'Readiness Gates', wide: true, cell: readinessGates },
];

function readinessGates(pod: Pod): string {
  const gates = pod.spec.readinessGates ?? [];
  if (gates.length === 0) return NONE;
  const conditions = pod.status?.conditions ?? [];
  const open = gates.filter((gate) => conditions.some((c) => c.type === gate.conditionType && c.status === 'True'));
  return `${open.length}/${gates.length}`;
}
