import type { Release } from '../../api';
import type { Rejection } from './plugin';

/** `2 Insufficient cpu, 1 node(s) were unschedulable`: how many nodes gave which reason, sorted as text. */
export function histogram(reasonsByNode: Iterable<readonly string[]>): string {
  const counts = new Map<string, number>();
  for (const reasons of reasonsByNode) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}

/** `0/3 nodes are available: ….`, without what preemption has to say. */
export function nodesPart(nodeCount: number, rejections: ReadonlyMap<string, Rejection>): string {
  const reasons = histogram([...rejections.values()].map((rejection) => rejection.reasons));
  return `0/${nodeCount} nodes are available:${reasons && ` ${reasons}.`}`;
}

/** The message of FailedScheduling and of the condition PodScheduled. */
export function unschedulableMessage(release: Release, nodes: string, preemption: string | undefined): string {
  return preemption === undefined ? nodes : release.text('unschedulablePreemption', { nodes, preemption });
}

/** The same when a filter refused the pod whatever the node. */
export function rejectedMessage(release: Release, nodeCount: number, reason: string): string {
  return release.text('unschedulableAnywhere', { all: nodeCount, reason });
}

/** Event notes are cut at 1024 bytes; the condition keeps the whole text. */
export function asNote(message: string): string {
  return message.length <= 1024 ? message : `${message.slice(0, 1020)} ...`;
}
