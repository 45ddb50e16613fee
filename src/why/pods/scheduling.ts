import type { KubeEvent, PersistentVolumeClaim, Pod } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { podName } from '../app';
import { capital, objectOf, type Past, shortened } from '../past';
import type { Said } from '../types';

/** A pod without a node: what the scheduler says of it. */
export function notScheduled(past: Past, fact: Fact, { spec, status }: Pod): Said {
  const name = podName(fact.object);
  const condition = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (condition?.reason === 'SchedulingGated') {
    const gates = (spec.schedulingGates ?? []).map((gate) => gate.name).join(', ');
    return {
      says: `${capital(name)} is not scheduled as long as it has the gate ${gates}.`,
      rule: 'scheduler/gates-hold',
      root: 'manifest',
    };
  }
  if (condition?.message) {
    const asked = requestsOf({ spec });
    const needs = /Insufficient/.test(condition.message) && asked ? `; it requests ${asked}` : '';
    const rule = ruleFor(condition.message);
    const claim = rule === 'scheduler/claims' ? claimOf(past, fact, spec) : '';
    const says = `No node takes ${name}: ${shortened(condition.message.replace(BESIDES, ''), 300).replace(/\.$/, '')}${needs}.${claim}`;
    return { says, rule, root: 'manifest' };
  }
  const created = past.latest(
    fact.object,
    fact.seq,
    ({ type, detail }) => type === 'api-write' && detail['verb'] === 'create',
  );
  const says = `${capital(name)} waits for the scheduler.`;
  return created ? { says, because: { fact: created, about: 'fact' } } : { says, root: 'start' };
}

/** What was said last of the first claim of a pod that is not bound; an event is all that tells it. */
function claimOf(past: Past, { object, seq }: Fact, { volumes = [] }: Pod['spec']): string {
  const namespace = object.split('/')[1];
  for (const { persistentVolumeClaim: { claimName } = {} } of volumes) {
    const claim = claimName && past.version(`PersistentVolumeClaim/${namespace}/${claimName}`, seq);
    if (!claim || (objectOf(claim) as PersistentVolumeClaim).status?.phase === 'Bound') continue;
    const told = past.journal.ofKind('Event').findLast((event) => isOfClaim(event, claim));
    if (told) return ` Claim ${claimName}: ${(objectOf(told) as KubeEvent).message}.`;
  }
  return '';
}

function isOfClaim(fact: Fact, claim: Fact): boolean {
  if (fact.type !== 'api-write') return false;
  const { uid } = (objectOf(fact) as KubeEvent).involvedObject;
  return uid !== undefined && uid === objectOf(claim).metadata.uid;
}

/** The scheduler has chosen a node. */
export function scheduled(past: Past, fact: Fact): Said {
  const { node, attempts } = fact.detail as { node: string; attempts: number };
  const created = past.latest(
    fact.object,
    fact.seq,
    ({ type, detail }) => type === 'api-write' && detail['verb'] === 'create',
  );
  const tries = attempts > 1 ? `, at its attempt ${attempts}` : '';
  const says = `The scheduler chose node ${node} for ${podName(fact.object)}${tries}.`;
  return { says, because: created && { fact: created, about: 'fact' } };
}

/** What the scheduler adds of preemption and claims says nothing about why no node fits. */
const BESIDES = /\.? (?:no new claims to deallocate, )?preemption: .*$/s;

/** What the messages of the scheduler's filters speak of, and the rule of each filter. */
const FILTERS: readonly [said: RegExp, rule: string][] = [
  [/Insufficient|Too many pods/, 'scheduler/room'],
  [/taint/, 'scheduler/taints'],
  [/didn't match Pod's node affinity|node selector/, 'scheduler/node-affinity'],
  [/pod (?:anti-)?affinity/, 'scheduler/pod-affinity'],
  [/topology spread/, 'scheduler/topology-spread'],
  [/unschedulable/, 'scheduler/cordon'],
  [/free ports/, 'scheduler/host-ports'],
  [/persistentvolumeclaim|PersistentVolumeClaims|volume/i, 'scheduler/claims'],
];

function ruleFor(message: string): string | undefined {
  return FILTERS.find(([said]) => said.test(message))?.[1];
}

function requestsOf({ spec }: Pick<Pod, 'spec'>): string {
  const amounts = spec.containers.flatMap(({ resources }) => Object.entries(resources?.requests ?? {}));
  return amounts.map(([name, amount]) => `${name} ${amount}`).join(', ');
}
