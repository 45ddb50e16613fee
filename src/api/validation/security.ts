import type { PodSecurityContext, PodSpec, SecurityContext } from '../types/index';
import type { FieldErrors } from './errors';
import { validateDescendingPath } from './filePaths';
import { shownInternal } from './internalTypes';
import type { Path } from './path';

const MAX_INT32 = 2 ** 31 - 1;

/** The security context of a container. Source: core validation `ValidateSecurityContext`. */
export function validateSecurity(
  context: SecurityContext | undefined,
  hostUsers: boolean,
  path: Path,
  errors: FieldErrors,
): void {
  if (!context) return;
  for (const field of ['runAsUser', 'runAsGroup'] as const) validateId(context[field], path.child(field), errors);
  validateProcMount(context['procMount'] as string | undefined, hostUsers, path.child('procMount'), errors);
  validateSeccomp(context['seccompProfile'] as LocalProfile | undefined, path.child('seccompProfile'), errors);
  if (context.allowPrivilegeEscalation === false) validateNoEscalation(context, path, errors);
  validateAppArmor(context['appArmorProfile'] as LocalProfile | undefined, path.child('appArmorProfile'), errors);
}

function validateProcMount(type: string | undefined, hostUsers: boolean, path: Path, errors: FieldErrors): void {
  if (type === undefined) return;
  errors.oneOf(path, type, ['Default', 'Unmasked']);
  if (hostUsers && type === 'Unmasked') errors.invalid(path, type, '`hostUsers` must be false to use `Unmasked`');
}

function validateNoEscalation(context: SecurityContext, path: Path, errors: FieldErrors): void {
  const shown = shownInternal('SecurityContext', context, errors.release);
  if (context.privileged === true) {
    errors.invalid(path, shown, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true');
  }
  if (context.capabilities?.add?.includes('CAP_SYS_ADMIN')) {
    const detail = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
    errors.invalid(path, shown, detail);
  }
}

const SYSCTL = String.raw`^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$`;
const MAX_SYSCTL = 253;

/** Source: core validation `validateSysctls`. */
function validateSysctls(sysctls: readonly { name?: string }[], path: Path, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [i, { name = '' }] of sysctls.entries()) {
    const where = path.index(i).child('name');
    if (!name) errors.required(where);
    else if (name.length > MAX_SYSCTL || !new RegExp(SYSCTL).test(name)) {
      errors.invalid(where, name, `must have at most ${MAX_SYSCTL} characters and match regex ${SYSCTL}`);
    } else if (seen.has(name)) errors.duplicate(where, name);
    seen.add(name);
  }
}

/** That of the pod. Source: core validation `validatePodSpecSecurityContext`. */
export function validatePodSecurity(spec: PodSpec, path: Path, errors: FieldErrors): void {
  const context: PodSecurityContext = spec.securityContext ?? {};
  for (const field of ['fsGroup', 'runAsUser', 'runAsGroup'] as const) {
    validateId(context[field], path.child(field), errors);
  }
  const groups = (context['supplementalGroups'] as number[] | undefined) ?? [];
  for (const [i, group] of groups.entries()) validateId(group, path.child('supplementalGroups').index(i), errors);
  if (spec.shareProcessNamespace && spec.hostPID) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.invalid(path.child('shareProcessNamespace'), true, detail);
  }
  const change = context['fsGroupChangePolicy'] as string | undefined;
  if (change !== undefined) errors.oneOf(path.child('fsGroupChangePolicy'), change, ['Always', 'OnRootMismatch']);
  validateSysctls((context['sysctls'] as { name?: string }[] | undefined) ?? [], path.child('sysctls'), errors);
  validateSeccomp(context['seccompProfile'] as LocalProfile | undefined, path.child('seccompProfile'), errors);
  validateAppArmor(context['appArmorProfile'] as LocalProfile | undefined, path.child('appArmorProfile'), errors);
  const groupsPolicy = context['supplementalGroupsPolicy'] as string | undefined;
  if (groupsPolicy !== undefined)
    errors.oneOf(path.child('supplementalGroupsPolicy'), groupsPolicy, ['Merge', 'Strict']);
}

function validateId(id: number | undefined, path: Path, errors: FieldErrors): void {
  if (id === undefined || (id >= 0 && id <= MAX_INT32)) return;
  errors.invalid(path, id, `must be between 0 and ${MAX_INT32}, inclusive`);
}

/** How seccomp and AppArmor name what confines a container. */
interface LocalProfile {
  type?: string;
  localhostProfile?: string;
}

function validateSeccomp(profile: LocalProfile | undefined, path: Path, errors: FieldErrors): void {
  if (!profile) return;
  const { type, localhostProfile } = profile;
  if (!type) errors.required(path.child('type'), 'type is required when seccompProfile is set');
  else errors.oneOf(path.child('type'), type, ['Localhost', 'RuntimeDefault', 'Unconfined']);
  const where = path.child('localhostProfile');
  if (type !== 'Localhost') {
    if (localhostProfile === undefined) return;
    const detail = 'can only be set when seccomp type is Localhost';
    errors.invalid(where, shownInternal('SeccompProfile', profile, errors.release), detail);
  } else if (localhostProfile === undefined) errors.required(where, 'must be set when seccomp type is Localhost');
  else validateDescendingPath(localhostProfile, where, errors);
}

const MAX_PATH_BYTES = 4095;

/** Source: core validation `ValidateAppArmorProfileField`. */
function validateAppArmor(profile: LocalProfile | undefined, path: Path, errors: FieldErrors): void {
  if (!profile) return;
  const { type, localhostProfile: name } = profile;
  const where = path.child('localhostProfile');
  if (!type) errors.required(path.child('type'), 'type is required when appArmorProfile is set');
  else if (type === 'Localhost') {
    const trimmed = name?.trim();
    if (name !== undefined && trimmed !== name) errors.invalid(where, name, 'must not be padded with whitespace');
    else if (!trimmed) errors.required(where, 'must be set when AppArmor type is Localhost');
    if ((name?.length ?? 0) > MAX_PATH_BYTES) errors.tooLong(where, MAX_PATH_BYTES);
  } else if (!errors.oneOf(path.child('type'), type, ['Localhost', 'RuntimeDefault', 'Unconfined'])) return;
  else if (name !== undefined) errors.invalid(where, name, 'can only be set when AppArmor type is Localhost');
}
