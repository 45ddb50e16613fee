import type { PodSecurityContext, PodSpec } from '../types/index';
import type { FieldErrors } from './errors';
import type { Path } from './path';

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const DOTTED = `(${SEGMENT}\\.)*${SEGMENT}`;
const DOTTED_OR_SLASHED = `(${SEGMENT}[\\./])*${SEGMENT}`;
const LONGEST = 253;

/** Kernel parameters of a pod. Source: core validation `validateSysctls`, `ValidateHostSysctl`. */
export function validateSysctls(spec: PodSpec, context: PodSecurityContext, path: Path, errors: FieldErrors): void {
  const { release } = errors;
  const format = release.has('sysctlSlashes') ? DOTTED_OR_SLASHED : DOTTED;
  const shown = release.has('sysctlFormatAnchored') ? `^${format}$` : format;
  const seen = new Set<string>();
  for (const [i, { name = '' }] of (context.sysctls ?? []).entries()) {
    const at = path.index(i).child('name');
    if (name === '') errors.required(at);
    else if (name.length > LONGEST || !new RegExp(`^${format}$`).test(name))
      errors.invalid(at, name, `must have at most ${LONGEST} characters and match regex ${shown}`);
    else if (seen.has(name)) errors.duplicate(at, name);
    const shared = release.has('sysctlsOfTheHostRefused') ? sharedWithHost(name, spec) : undefined;
    if (shared) errors.invalid(at, name, `may not be specified when '${shared}' is true`);
    seen.add(name);
  }
}

/** The field that makes the pod share the namespace of the parameter with its node (pkg/util/sysctl `GetNamespace`). */
function sharedWithHost(name: string, spec: PodSpec): 'hostNetwork' | 'hostIPC' | undefined {
  const plain = name.replaceAll('/', '.');
  if (spec.hostNetwork && plain.startsWith('net.')) return 'hostNetwork';
  if (spec['hostIPC'] && /^(kernel\.(sem$|shm|msg)|fs\.mqueue\.)/.test(plain)) return 'hostIPC';
  return undefined;
}
