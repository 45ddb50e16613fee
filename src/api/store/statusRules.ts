import type { FieldError } from '../errors';
import { allContainers } from '../podSpecs';
import type { ContainerStatus, KubeObject, Pod, RestartPolicy } from '../types/index';

/** What a status write may not say. Source: core validation `ValidatePodStatusUpdate`. */
export function checkStatus(object: KubeObject, old: KubeObject): FieldError[] {
  return object.kind === 'Pod' ? checkPodStatus(object as Pod, old as Pod) : [];
}

/** A container that has ended for good does not come back, unless its pod or its own rules restart it. */
function checkPodStatus(pod: Pod, old: Pod): FieldError[] {
  const { spec } = old;
  const policy = spec.restartPolicy ?? 'Always';
  const policyOf = new Map<string, RestartPolicy | undefined>();
  const ruled = new Set<string>();
  for (const container of allContainers(spec)) {
    policyOf.set(container.name, container.restartPolicy);
    if (container.restartPolicyRules?.length) ruled.add(container.name);
  }
  const restartsAll = [...ruled].length > 0;
  const check = (list: 'containerStatuses' | 'initContainerStatuses'): FieldError[] => {
    const now = pod.status?.[list] ?? [];
    return (old.status?.[list] ?? []).flatMap((before) => {
      const index = now.findIndex((status) => status.name === before.name);
      const after = now[index];
      if (!after || restartsAll || ruled.has(before.name)) return [];
      const own = policyOf.get(before.name) ?? policy;
      return revived(before, after, own) ? [revival(list, index)] : [];
    });
  };
  return [...check('containerStatuses'), ...check('initContainerStatuses')];
}

function revived(before: ContainerStatus, after: ContainerStatus, policy: RestartPolicy): boolean {
  const ended = before.state?.terminated;
  if (!ended || after.state?.terminated || policy === 'Always') return false;
  return policy === 'Never' || ended.exitCode === 0;
}

function revival(list: string, index: number): FieldError {
  const field = `status.${list}[${index}].state`;
  const message = 'Forbidden: may not be transitioned to non-terminated state';
  return { field, reason: 'FieldValueForbidden', message };
}
