import {
  allContainers,
  type Condition,
  conditionOf,
  isResizeInfeasible,
  isTerminalPhase,
  type Pod,
  type ResourceRequirements,
} from '../../api/index';
import type { Fact } from '../../kernel/index';
import { podName } from '../app';
import { capital, objectOf, type Past, shortened, statusesOf } from '../past';
import type { Moment, Said } from '../types';
import { changeOfResources } from '../writes';

/** Why a pod does not have what it asks for since a write of it: its resize waits, is refused, fails or is under way. */
export function podResize(past: Past, moment: Moment): Said {
  const { fact } = moment;
  const pod = objectOf(fact) as Pod;
  const change = changeOfResources(past, fact.object, fact.seq);
  const because: Moment | undefined = change && { fact: change, about: 'fact' };
  const { pending, inProgress } = resizeConditions(pod);
  const name = podName(fact.object);
  const wish = wishText(pod);
  const said = (condition: Condition) => shortened(condition.message ?? '', 300).replace(/\.$/, '');
  if (pending && isResizeInfeasible(pod)) {
    const says = `The resize of ${name}${wish} is Infeasible: ${said(pending)}; it runs on with what it has.`;
    return { says, rule: 'resize/more-than-the-node', because };
  }
  if (pending) {
    const says = `The resize of ${name}${wish} is Deferred until node ${pod.spec.nodeName} has room for it: ${said(pending)}${othersText(past, fact, pod)}.`;
    return { says, rule: 'resize/waits-for-room', because };
  }
  if (inProgress?.reason === 'Error')
    return {
      says: `${capital(name)} cannot be resized${wish}: ${said(inProgress)}.`,
      rule: ruleOf(inProgress),
      because,
    };
  return { says: `The resize of ${name}${wish} is under way.`, because };
}

/** `Deferred`, `Infeasible`, `Error`, `InProgress`; undefined: the pod has what it asks for. */
export function resizeWord(pod: Pod): string | undefined {
  const { pending, inProgress } = resizeConditions(pod);
  return pending?.reason ?? inProgress?.reason ?? (inProgress && 'InProgress');
}

function resizeConditions({ status }: Pod): { pending: Condition | undefined; inProgress: Condition | undefined } {
  const conditions = status?.conditions;
  return {
    pending: conditionOf(conditions, 'PodResizePending'),
    inProgress: conditionOf(conditions, 'PodResizeInProgress'),
  };
}

function ruleOf({ message = '' }: Condition): string | undefined {
  return /memory limit/.test(message) ? 'resize/not-below-what-is-used' : undefined;
}

/** ` (container c: requests.cpu 1 instead of 500m)`: what is asked for, and what there is instead. */
function wishText(pod: Pod): string {
  const parts = allContainers(pod.spec).flatMap(({ name, resources }) => {
    const actual = statusesOf(pod).find((status) => status.name === name)?.resources;
    const wishes = differences(resources, actual);
    return wishes.length > 0 ? [`container ${name}: ${wishes.join(', ')}`] : [];
  });
  return parts.length > 0 ? ` (${parts.join('; ')})` : '';
}

function differences(wish: ResourceRequirements = {}, actual: ResourceRequirements = {}): string[] {
  return (['requests', 'limits'] as const).flatMap((side) =>
    Object.entries(wish[side] ?? {}).flatMap(([resource, amount]) => {
      const has = actual[side]?.[resource];
      if (has === amount) return [];
      return [`${side}.${resource} ${amount}${has === undefined ? '' : ` instead of ${has}`}`];
    }),
  );
}

const MOST_NAMES = 4;

/** Who else is on the node, and may make room by going. */
function othersText(past: Past, fact: Fact, { spec: { nodeName } }: Pod): string {
  const newest = new Map<string, Pod | undefined>();
  for (const write of past.journal.ofKind('Pod')) {
    if (write.seq > fact.seq) break;
    if (write.type !== 'api-write' || write.object === fact.object) continue;
    newest.set(write.object, write.detail['verb'] === 'removed' ? undefined : (objectOf(write) as Pod));
  }
  const names = [...newest].flatMap(([object, pod]) => (pod && holdsRoom(pod, nodeName) ? [podName(object)] : []));
  if (names.length === 0) return '';
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `; ${names.slice(0, MOST_NAMES).join(', ')}${more} ${names.length > 1 ? 'are' : 'is'} there as well`;
}

function holdsRoom({ spec, status }: Pod, node: string | undefined): boolean {
  const requests = spec.containers.some(({ resources }) => Object.keys(resources?.requests ?? {}).length > 0);
  return spec.nodeName === node && requests && !isTerminalPhase(status?.phase);
}
