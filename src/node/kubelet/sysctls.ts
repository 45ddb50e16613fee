import type { FeatureName, Release } from '../../api/index';
import type { Pod } from '../../api/types/index';
import { dottedParameter } from '../../world/index';
import type { Rejection } from './admission';

/** Kernel parameters that cannot harm other pods, each with the row of the release that knew it to be so (safe_sysctls.go). */
const SAFE: Readonly<Record<string, FeatureName | 'always'>> = {
  'kernel.shm_rmid_forced': 'always',
  'net.ipv4.ip_local_port_range': 'always',
  'net.ipv4.ip_local_reserved_ports': 'safeSysctlReservedPorts',
  'net.ipv4.ip_unprivileged_port_start': 'safeSysctlPortStart',
  'net.ipv4.ping_group_range': 'always',
  'net.ipv4.tcp_fin_timeout': 'safeSysctlsOfTcpTimes',
  'net.ipv4.tcp_keepalive_intvl': 'safeSysctlsOfTcpTimes',
  'net.ipv4.tcp_keepalive_probes': 'safeSysctlsOfTcpTimes',
  'net.ipv4.tcp_keepalive_time': 'safeSysctlsOfTcpTimes',
  'net.ipv4.tcp_rmem': 'safeSysctlsOfTcpBuffers',
  'net.ipv4.tcp_syncookies': 'always',
  'net.ipv4.tcp_wmem': 'safeSysctlsOfTcpBuffers',
};

/**
 * The first kernel parameter that a pod may not set on a node whose kubelet allows the safe ones alone, as all do by default
 * (pkg/kubelet/sysctl/allowlist.go).
 */
export function refusedSysctl({ spec }: Pod, release: Release): Rejection | undefined {
  for (const sysctl of spec.securityContext?.sysctls ?? []) {
    const name = release.has('sysctlSlashes') ? dottedParameter(sysctl.name) : sysctl.name;
    const why = refusal(name, spec, release);
    if (why !== undefined) return { reason: 'SysctlForbidden', message: why };
  }
  return undefined;
}

function refusal(name: string, spec: Pod['spec'], release: Release): string | undefined {
  const since = SAFE[name];
  if (since === undefined || !(since === 'always' || release.has(since)))
    return release.text('sysctlForbidden', { name });
  const [namespace, isShared] = name.startsWith('net.') ? ['net', spec.hostNetwork] : ['ipc', spec['hostIPC']];
  return isShared ? `forbidden sysctl: "${name}" not allowed with host ${namespace} enabled` : undefined;
}
