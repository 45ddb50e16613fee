import { conflicts, hostPortsOf } from '../../../api';
import { rule } from '../../../kernel';
import { podLeft } from '../clusterEvent';
import { type Filter, refused } from '../plugin';

const RULE = rule(
  'scheduler/host-ports',
  'A port of a host is given to one pod only.',
  'pkg/scheduler/framework/plugins/nodeports',
);

/** Two pods of a node can't have the same host port. */
export const nodePorts: Filter = {
  rule: RULE,
  name: 'NodePorts',
  check(pod, node) {
    const wanted = hostPortsOf(pod);
    if (wanted.length === 0) return undefined;
    const taken = node.pods.flatMap(hostPortsOf);
    const clash = wanted.some((want) => taken.some((have) => conflicts(want, have)));
    return clash ? refused("node(s) didn't have free ports for the requested pod ports", false) : undefined;
  },
  wakes(event, pod) {
    if (event.type === 'node-added') return true;
    const left = podLeft(event);
    const wanted = hostPortsOf(pod);
    return !!left && hostPortsOf(left).some((have) => wanted.some((want) => conflicts(want, have)));
  },
};
