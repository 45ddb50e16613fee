import { rule } from '../../../kernel';
import { type Filter, refused } from '../plugin';

const RULE = rule(
  'scheduler/node-name',
  'A pod that names its node goes nowhere else.',
  'kubernetes.io, Assigning Pods to Nodes',
);

/** A pod that names its node goes nowhere else. */
export const nodeName: Filter = {
  rule: RULE,
  name: 'NodeName',
  check: (pod, node) =>
    pod.spec.nodeName && pod.spec.nodeName !== node.name
      ? refused("node(s) didn't match the requested node name")
      : undefined,
  wakes: (event) => event.type === 'node-added',
};
