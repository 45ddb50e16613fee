import type { Release } from '../../api/index';
import type { Pod } from '../../api/types/index';
import { dottedParameter } from '../../world/index';

/** What containerd 2 sets in each network of a pod, unless the pod says otherwise (enable_unprivileged_ports and _icmp). */
const FOR_EVERYBODY = { 'net.ipv4.ip_unprivileged_port_start': '0', 'net.ipv4.ping_group_range': '0\t2147483647' };
const AS_THE_KERNEL = {};

/** The kernel parameters of a pod with a network of its own that differ from its node's. */
export function podParameters({ spec }: Pod, release: Release): Readonly<Record<string, string>> {
  const common = release.has('unprivilegedPorts') ? FOR_EVERYBODY : AS_THE_KERNEL;
  const own = spec.securityContext?.sysctls;
  if (!own) return common;
  return { ...common, ...Object.fromEntries(own.map(({ name, value }) => [dottedParameter(name), value])) };
}
