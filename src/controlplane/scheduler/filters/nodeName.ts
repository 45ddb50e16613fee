import { type Filter, refused } from '../plugin';

/** A pod that names its node goes nowhere else. */
export const nodeName: Filter = {
  name: 'NodeName',
  check: (pod, node) =>
    pod.spec.nodeName && pod.spec.nodeName !== node.name
      ? refused("node(s) didn't match the requested node name")
      : undefined,
  wakes: (event) => event.type === 'node-added',
};
