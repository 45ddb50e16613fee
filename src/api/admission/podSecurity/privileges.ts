import type { Container, PodSpec } from '../../types/index';
import type { Check } from './types';
import { offenders, quoted, sorted, tell } from './words';

/** Source: policy/check_privileged.go. */
export const privileged: Check = ({ spec }) => {
  const who = tell(offenders(spec, ({ securityContext }) => securityContext?.privileged === true));
  return who ? { reason: 'privileged', detail: `${who} must not set securityContext.privileged=true` } : undefined;
};

/** Source: policy/check_allowPrivilegeEscalation.go. */
export const allowPrivilegeEscalation: Check = ({ spec }) => {
  const who = tell(offenders(spec, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false));
  if (!who) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${who} must set securityContext.allowPrivilegeEscalation=false`,
  };
};

/** Source: policy/check_procMount_baseline.go. */
export const procMount: Check = ({ spec }) => {
  const mountOf = ({ securityContext }: Container) => (securityContext?.['procMount'] ?? 'Default') as string;
  const bad = offenders(spec, (container) => mountOf(container) !== 'Default');
  if (bad.length === 0) return undefined;
  const mounts = quoted(sorted(bad.map(mountOf)));
  return { reason: 'procMount', detail: `${tell(bad)} must not set securityContext.procMount to ${mounts}` };
};

/** What container runtimes give anyway, but for NET_RAW. */
const HARMLESS: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** Source: policy/check_capabilities_baseline.go. */
export const capabilities: Check = ({ spec }) => {
  const detail = addedBeyond(HARMLESS, spec);
  return detail ? { reason: 'non-default capabilities', detail } : undefined;
};

const BIND: ReadonlySet<string> = new Set(['NET_BIND_SERVICE']);

/** Source: policy/check_capabilities_restricted.go. */
export const fewCapabilities: Check = ({ spec }) => {
  const drops = ({ securityContext }: Container) => securityContext?.capabilities?.drop?.includes('ALL') === true;
  const keeping = tell(offenders(spec, (container) => !drops(container)));
  const details = [
    keeping && `${keeping} must set securityContext.capabilities.drop=["ALL"]`,
    addedBeyond(BIND, spec),
  ].filter(Boolean);
  return details.length > 0 ? { reason: 'unrestricted capabilities', detail: details.join('; ') } : undefined;
};

/** Who adds what is not allowed; empty if nobody does. */
function addedBeyond(allowed: ReadonlySet<string>, spec: PodSpec): string {
  const excess = ({ securityContext }: Container) =>
    (securityContext?.capabilities?.add ?? []).filter((name) => !allowed.has(name));
  const bad = offenders(spec, (container) => excess(container).length > 0);
  const added = quoted(sorted(bad.flatMap(excess)));
  return bad.length > 0 ? `${tell(bad)} must not include ${added} in securityContext.capabilities.add` : '';
}
