import { matchesAll } from './selectors';
import type { NodeSelectorRequirement, NodeSelectorTerm, Pod } from './types/index';

/** What of a node selectors may ask for. */
export interface Selectable {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Whether the node meets the pod's nodeSelector and its required node affinity: the scheduler asks, and the kubelet once
 * more (component-helpers, nodeaffinity.GetRequiredNodeAffinity).
 */
export function matchesNode(pod: Pod, node: Selectable): boolean {
  if (!matchesAll(pod.spec.nodeSelector ?? {}, node.labels)) return false;
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return !required || required.nodeSelectorTerms.some((term) => matchesTerm(term, node));
}

/** All requirements of the term; an empty term matches no node. */
export function matchesTerm(term: NodeSelectorTerm, node: Selectable): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length + matchFields.length === 0) return false;
  return (
    matchExpressions.every((requirement) => meets(requirement, node.labels[requirement.key])) &&
    matchFields.every((requirement) => requirement.key === 'metadata.name' && meets(requirement, node.name))
  );
}

function meets({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return isInteger(value) && isInteger(values[0]) && Number(value) > Number(values[0]);
    case 'Lt':
      return isInteger(value) && isInteger(values[0]) && Number(value) < Number(values[0]);
  }
}

function isInteger(text: string | undefined): boolean {
  return text !== undefined && /^-?\d+$/.test(text);
}

/** The nodes a pod names by field in every term, as DaemonSet pods do; undefined when it does not. */
export function namedNodes(pod: Pod): Set<string> | undefined {
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms?.length) return undefined;
  const names = new Set<string>();
  for (const { matchFields = [] } of terms) {
    const fields = matchFields.filter((field) => field.key === 'metadata.name' && field.operator === 'In');
    if (fields.length === 0) return undefined;
    for (const field of fields) for (const name of field.values ?? []) names.add(name);
  }
  return names;
}
