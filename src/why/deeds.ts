import type { Fact } from '../kernel/index';
import { nameOf, type Past, shortened } from './past';
import type { Said } from './types';

const DONE: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'changed',
  patch: 'changed',
  status: 'changed the status of',
  delete: 'deleted',
  evict: 'evicted',
  bind: 'bound',
  scale: 'scaled',
  removed: 'removed',
};

/** Somebody did it: most often with a command line, which is told as it was typed. */
export function deed(past: Past, fact: Fact): Said {
  const what = `${DONE[String(fact.detail['verb'])] ?? 'touched'} ${objectText(fact.object)}`;
  const command = commandAt(past, fact);
  return { says: command ? `\`${shortened(command, 120)}\` ${what}.` : `Somebody ${what}.`, root: 'deed' };
}

/** `pod web`, `ReplicaSet web-5c6`. */
export function objectText(object: string): string {
  const kind = object.slice(0, object.indexOf('/'));
  return `${kind === 'Pod' || kind === 'Node' || kind === 'Service' || kind === 'Namespace' ? kind.toLowerCase() : kind} ${nameOf(object)}`;
}

export function doneText(verb: unknown): string {
  return DONE[String(verb)] ?? String(verb);
}

/** The command line that ran on the workstation when a fact came to be; of several the youngest. */
function commandAt({ cluster }: Past, { seq }: Fact): string | undefined {
  return cluster.commands.findLast(
    ({ node, startedSeq, endedSeq = Number.POSITIVE_INFINITY }) =>
      node === undefined && startedSeq < seq && seq <= endedSeq,
  )?.commandLine;
}
