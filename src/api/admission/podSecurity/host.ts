import type { Container, LifecycleHandler, Probe } from '../../types/index';
import type { Check } from './types';
import { type Holder, named, namesOf, offenders, plural, setters, sorted, tell } from './words';

/** Source: policy/check_hostNamespaces.go. */
export const hostNamespaces: Check = ({ spec }) => {
  const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((name) => spec[name]);
  if (shared.length === 0) return undefined;
  return { reason: 'host namespaces', detail: shared.map((name) => `${name}=true`).join(', ') };
};

/** Source: policy/check_hostPorts.go, which sorts ports as text. */
export const hostPorts: Check = ({ spec }) => {
  const portsOf = ({ ports = [] }: Container) => ports.flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []));
  const bad = offenders(spec, (container) => portsOf(container).length > 0);
  if (bad.length === 0) return undefined;
  const ports = sorted(bad.flatMap(portsOf));
  const uses = bad.length === 1 ? 'uses' : 'use';
  return { reason: 'hostPort', detail: `${tell(bad)} ${uses} ${plural('hostPort', ports.length)} ${ports.join(', ')}` };
};

/** Source: policy/check_hostProbesAndhostLifecycle.go, which sorts containers. */
export const hostsOfHandlers: Check = ({ spec }) => {
  const hostsOf = ({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container) => {
    const probes: (Probe | undefined)[] = [livenessProbe, readinessProbe, startupProbe];
    const hooks: (LifecycleHandler | undefined)[] = [lifecycle?.postStart, lifecycle?.preStop];
    return [...probes, ...hooks].flatMap((handler) =>
      [handler?.httpGet?.host, handler?.tcpSocket?.host].flatMap((host) => host || []),
    );
  };
  const bad = offenders(spec, (container) => hostsOf(container).length > 0);
  if (bad.length === 0) return undefined;
  const who = named('container', sorted(namesOf(bad)));
  const hosts = named('probe or lifecycle host', sorted(bad.flatMap(hostsOf)));
  return { reason: 'probe or lifecycle host', detail: `${who} ${bad.length === 1 ? 'uses' : 'use'} ${hosts}` };
};

/** Source: policy/check_windowsHostProcess.go. */
export const hostProcess: Check = ({ spec }) => {
  const isBad = ({ securityContext }: Holder) =>
    (securityContext?.['windowsOptions'] as { hostProcess?: boolean } | undefined)?.hostProcess === true;
  const who = setters(spec, isBad);
  if (!who) return undefined;
  return { reason: 'hostProcess', detail: `${who} must not set securityContext.windowsOptions.hostProcess=true` };
};
