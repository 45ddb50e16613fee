import { type Condition, isReady, type KubeObject, type Pod } from '../api/index';
import type { Fact } from '../kernel/index';
import { objectText } from './deeds';
import { capital, isWrite, objectOf, type Past, shortened } from './past';
import type { Moment, Said } from './types';
import { belongs } from './workloadPods';
import { isGoing, wishOf } from './writes';

/** What kinds of workload have in common, as far as their states go. */
interface Workload extends KubeObject {
  readonly spec?: { readonly replicas?: number; readonly suspend?: boolean; readonly selector?: unknown };
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly readyReplicas?: number;
    readonly numberReady?: number;
  };
}

/** Why something that has pods is as it is: most often one of its pods tells. */
export function workloadState(past: Past, moment: Moment): Said {
  const { fact } = moment;
  const kind = fact.object.slice(0, fact.object.indexOf('/'));
  if (kind === 'Node' || !HAS_PODS.has(kind)) return { says: '', because: { fact, about: 'fact' } };
  const object = objectOf(fact) as Workload;
  const name = capital(objectText(fact.object));
  const told = troubleOf(object);
  if (object.spec?.suspend)
    return {
      says: `${name} is suspended.`,
      rule: kind === 'Job' ? 'job/suspended-has-no-pods' : undefined,
      because: wish(past, moment),
    };
  const end = past.end(moment);
  const pod = podThatTells(past, fact.object, end, kind === 'Job');
  const refused = refusal(past, fact.object, end);
  if (!pod && refused) return { says: `${name} has no pods: ${refused}.`, root: 'manifest' };
  if (kind === 'Job' && told && !/Failed/.test(told))
    return { says: `${name} is ${told}.`, rule: 'job/completions', because: pod };
  const limit = (object.spec as { backoffLimit?: number } | undefined)?.backoffLimit;
  if (told)
    return {
      says: `${name} is ${told}${/BackoffLimit/.test(told) ? `; its backoffLimit is ${limit ?? 6}` : ''}.`,
      rule: ruleOf(told),
      because: pod ?? wish(past, moment),
    };
  return { says: `${name} ${readyText(object)}.`, because: pod ?? wish(past, moment) };
}

const HAS_PODS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'ReplicationController',
  'Service',
]);

/** The condition that says what is the matter, as `Failed (BackoffLimitExceeded: …)`. */
function troubleOf({ status }: Workload): string | undefined {
  const conditions = status?.conditions ?? [];
  const bad = conditions.find(
    ({ type, status: is, reason }) =>
      (['Failed', 'FailureTarget', 'ReplicaFailure', 'Complete'].includes(type) && is === 'True') ||
      (type === 'Progressing' && is === 'False' && reason !== 'DeploymentPaused'),
  );
  if (!bad) return undefined;
  const what =
    bad.type === 'Progressing'
      ? 'not progressing'
      : bad.type === 'ReplicaFailure'
        ? 'refused its pods'
        : bad.type === 'FailureTarget'
          ? 'Failed'
          : bad.type;
  return `${what}${bad.reason ? ` (${bad.reason}${bad.message ? `: ${shortened(bad.message, 200).replace(/\.$/, '')}` : ''})` : ''}`;
}

const RULES: readonly [said: RegExp, rule: string][] = [
  [/BackoffLimitExceeded/, 'job/back-off-limit'],
  [/DeadlineExceeded/, 'job/active-deadline'],
  [/PodFailurePolicy/, 'job/failure-policy'],
  [/FailedIndexes/, 'job/failed-index-fails'],
];

function ruleOf(told: string): string | undefined {
  if (told.startsWith('not progressing')) return undefined;
  return RULES.find(([said]) => said.test(told))?.[1];
}

function readyText({ kind, spec, status }: Workload): string {
  const ready = status?.readyReplicas ?? status?.numberReady ?? 0;
  if (spec?.replicas === undefined) return kind === 'Service' ? 'leads to the pods that it selects' : 'is at work';
  return ready >= spec.replicas
    ? `has all of its ${spec.replicas} pods ready`
    : `has ${ready} of ${spec.replicas} pods ready`;
}

/** Of the newest pods one that is not well; if all are, the one that came to it last. */
function podThatTells(past: Past, owner: string, upTo: number, isJob: boolean): Moment | undefined {
  const newest = new Map<string, Fact>();
  for (const fact of past.journal.ofKind('Pod')) {
    if (fact.seq > upTo) break;
    if (!isWrite(fact) || !belongs(past, fact, owner)) continue;
    newest.delete(fact.object);
    newest.set(fact.object, fact);
  }
  const all = [...newest.values()];
  const living = isJob ? all : all.filter((fact) => !isGoing(fact));
  const bad = living.findLast((fact) => !isWell(objectOf(fact) as Pod)) ?? living.at(-1);
  if (!bad) return undefined;
  const { phase } = (objectOf(bad) as Pod).status ?? {};
  return { fact: bad, about: phase === 'Running' ? 'ready' : 'status', untilMs: past.journal.at(upTo)?.t ?? bad.t };
}

function isWell(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || isReady(pod);
}

/** What the API server said against the pods that a controller wanted to make. */
function refusal(past: Past, owner: string, upTo: number): string | undefined {
  const [, namespace = '', name = ''] = owner.split('/');
  const failed = past.journal
    .ofType('reconcile-failed')
    .findLast((fact) => fact.seq <= upTo && fact.object.split('/')[1] === namespace && nameBegins(fact.object, name));
  return failed && shortened(String(failed.detail['message']), 200).replace(/\.$/, '');
}

function nameBegins(object: string, name: string): boolean {
  const own = object.slice(object.lastIndexOf('/') + 1);
  return own === name || own.startsWith(`${name}-`);
}

function wish(past: Past, { fact }: Moment): Moment | undefined {
  const told = wishOf(past, fact.object, fact.seq);
  return told && { fact: told, about: 'fact' };
}
