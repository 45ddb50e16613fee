import type { Check } from './types';

/** Kernel parameters that a pod has for itself, with the version of the standards that allowed them. */
const ALLOWED: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
};

/** Source: policy/check_sysctls.go. */
export function sysctls(version: number): Check {
  return ({ spec }) => {
    const wanted = spec.securityContext?.sysctls ?? [];
    const bad = wanted.filter(({ name }) => (ALLOWED[name] ?? Number.POSITIVE_INFINITY) > version);
    if (bad.length === 0) return undefined;
    return { reason: 'forbidden sysctls', detail: bad.map(({ name }) => name).join(', ') };
  };
}
