import { expect } from 'chai';
import { Release } from '../../api/index';
import type { Pod, PodSpec } from '../../api/types/index';
import { refusedSysctl } from './sysctls';

const HOST_NETWORK: Partial<PodSpec> = { hostNetwork: true };
const HOST_IPC: Partial<PodSpec> = { hostIPC: true };

/** [release, parameter, how it is refused, what else the pod has] */
const TABLE: readonly (readonly [release: string, name: string, why: string | undefined, spec?: Partial<PodSpec>])[] = [
  ['1.20', 'kernel.shm_rmid_forced', undefined],
  ['1.20', 'net.core.somaxconn', '"net.core.somaxconn" not whitelisted'],
  ['1.22', 'net.core.somaxconn', '"net.core.somaxconn" not allowlisted'],
  ['1.21', 'net.ipv4.ip_unprivileged_port_start', '"net.ipv4.ip_unprivileged_port_start" not whitelisted'],
  ['1.22', 'net.ipv4.ip_unprivileged_port_start', undefined],
  ['1.26', 'net.ipv4.ip_local_reserved_ports', '"net.ipv4.ip_local_reserved_ports" not allowlisted'],
  ['1.27', 'net.ipv4.ip_local_reserved_ports', undefined],
  ['1.28', 'net.ipv4.tcp_keepalive_time', '"net.ipv4.tcp_keepalive_time" not allowlisted'],
  ['1.29', 'net.ipv4.tcp_keepalive_time', undefined],
  ['1.31', 'net.ipv4.tcp_rmem', '"net.ipv4.tcp_rmem" not allowlisted'],
  ['1.32', 'net.ipv4.tcp_rmem', undefined],
  ['1.36', 'net/ipv4/tcp_syncookies', undefined],
  ['1.36', 'vm/max_map_count', '"vm.max_map_count" not allowlisted'],
  ['1.36', 'net.ipv4.tcp_syncookies', '"net.ipv4.tcp_syncookies" not allowed with host net enabled', HOST_NETWORK],
  ['1.36', 'kernel.shm_rmid_forced', undefined, HOST_NETWORK],
  ['1.36', 'kernel.shm_rmid_forced', '"kernel.shm_rmid_forced" not allowed with host ipc enabled', HOST_IPC],
];

describe('a pod that sets a kernel parameter', () => {
  for (const [release, name, why, spec = {}] of TABLE)
    it(`${why ? 'is refused' : 'is taken'}: ${name}${Object.keys(spec)} (${release})`, () => {
      const sysctls = [
        { name: 'net.ipv4.ip_local_port_range', value: '1 2' },
        { name, value: '1' },
      ];
      const shared = spec === HOST_NETWORK ? sysctls.slice(1) : sysctls;
      const pod = { spec: { containers: [], securityContext: { sysctls: shared }, ...spec } } as unknown as Pod;
      const refusal = refusedSysctl(pod, Release.of(release));
      expect(refusal).to.deep.equal(why && { reason: 'SysctlForbidden', message: `forbidden sysctl: ${why}` });
    });
});
