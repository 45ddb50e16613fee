import type { Condition, Job, Pod } from '../../api/types';
import { keyOf } from '../common/objects';

export type Action = 'FailJob' | 'Ignore' | 'Count' | 'FailIndex';

interface Rule {
  readonly action: Action;
  readonly onExitCodes?: {
    readonly containerName?: string | null;
    readonly operator: 'In' | 'NotIn';
    readonly values: number[];
  };
  readonly onPodConditions?: readonly { readonly type: string; readonly status?: Condition['status'] }[];
}

export interface Match {
  readonly action: Action;
  /** Why the Job fails; only of FailJob. */
  readonly message: string;
}

/** The first rule of the Job's podFailurePolicy that speaks of this failed pod (KEP-3329). */
export function matchFailure(job: Job, pod: Pod): Match | undefined {
  const rules = (job.spec.podFailurePolicy?.rules ?? []) as unknown as Rule[];
  for (const [index, rule] of rules.entries()) {
    const what = rule.onExitCodes ? byExitCode(rule.onExitCodes, pod) : byCondition(rule.onPodConditions ?? [], pod);
    if (what !== undefined)
      return { action: rule.action, message: `${what} matching ${rule.action} rule at index ${index}` };
  }
  return undefined;
}

function byExitCode(
  { containerName, operator, values }: NonNullable<Rule['onExitCodes']>,
  pod: Pod,
): string | undefined {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  for (const { name, state } of [...containerStatuses, ...initContainerStatuses]) {
    const code = state?.terminated?.exitCode;
    if (code === undefined || code === 0 || (containerName && containerName !== name)) continue;
    if (values.includes(code) === (operator === 'In')) {
      return `Container ${name} for pod ${keyOf(pod)} failed with exit code ${code}`;
    }
  }
  return undefined;
}

function byCondition(patterns: NonNullable<Rule['onPodConditions']>, pod: Pod): string | undefined {
  for (const { type, status = 'True' } of patterns) {
    if (pod.status?.conditions?.some((condition) => condition.type === type && condition.status === status)) {
      return `Pod ${keyOf(pod)} has condition ${type}`;
    }
  }
  return undefined;
}
