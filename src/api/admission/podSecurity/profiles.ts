import { APP_ARMOR, type Profile, seccompKey } from '../../profileAnnotations';
import type { PodSpec } from '../../types/index';
import { goQuote } from '../../validation/values';
import type { Check } from './types';
import { type Holder, named, namesOf, offenders, plural, quoted, setters, sorted, tell } from './words';

/** `type` of a profile in a security context; undefined if there is no profile. */
function typeIn({ securityContext }: Holder, field: string): string | undefined {
  const profile = securityContext?.[field] as Profile | undefined;
  return profile && (profile.type ?? '');
}

const CONFINED: readonly (string | undefined)[] = ['RuntimeDefault', 'Localhost', undefined];

/** Who asks for a profile that confines nothing, and what they call it. */
function unconfined(spec: PodSpec, field: string): { who: string; types: string[] } {
  const isBad = (holder: Holder) => !CONFINED.includes(typeIn(holder, field));
  const bad = [...(isBad(spec) ? [spec] : []), ...offenders(spec, isBad)];
  return { who: setters(spec, isBad), types: sorted(bad.map((holder) => typeIn(holder, field) as string)) };
}

/** Source: policy/check_appArmorProfile.go. */
export const appArmor: Check = ({ metadata, spec }, release) => {
  const { who, types } = unconfined(spec, 'appArmorProfile');
  const notes = Object.entries(metadata?.annotations ?? {})
    .filter(([key, value]) => key.startsWith(APP_ARMOR) && !/^($|runtime\/default$|localhost\/)/.test(value))
    .map(([key, value]) => `${key}=${goQuote(value)}`)
    .sort();
  const values = [...types, ...notes];
  if (values.length === 0) return undefined;
  const all = [who, notes.length > 0 ? plural('annotation', notes.length) : ''].filter(Boolean).join(' and ');
  return {
    reason: plural('forbidden AppArmor profile', values.length),
    detail: release.has('appArmorFields')
      ? `${all} must not set AppArmor profile type to ${quoted(values)}`
      : values.join(', '),
  };
};

/** Source: policy/check_seccompProfile_baseline.go `seccompProfileBaseline_1_0`. */
export const seccompAnnotations: Check = ({ metadata, spec }) => {
  const containers = namesOf(offenders(spec, () => true));
  const keys = [seccompKey(), ...containers.map((name) => seccompKey(name))];
  const bad = keys.flatMap((key) => {
    const value = metadata?.annotations?.[key];
    if (value === undefined || /^((runtime|docker)\/default$|localhost\/)/.test(value)) return [];
    return [`${key}=${goQuote(value)}`];
  });
  if (bad.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural('annotation', bad.length)} ${sorted(bad).join(', ')}`,
  };
};

/** Source: policy/check_seccompProfile_baseline.go `seccompProfileBaseline_1_19`. */
export const seccomp: Check = ({ spec }) => {
  const { who, types } = unconfined(spec, 'seccompProfile');
  if (!who) return undefined;
  const detail = `${who} must not set securityContext.seccompProfile.type to ${quoted(types)}`;
  return { reason: 'seccompProfile', detail };
};

/** Source: policy/check_seccompProfile_restricted.go `seccompProfileRestricted_1_19`. */
export const seccompNeeded: Check = (pod, release) => {
  const bad = seccomp(pod, release);
  if (bad || typeIn(pod.spec, 'seccompProfile') !== undefined) return bad;
  const silent = tell(offenders(pod.spec, (container) => typeIn(container, 'seccompProfile') === undefined));
  if (!silent) return undefined;
  const detail = `pod or ${silent} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
  return { reason: 'seccompProfile', detail };
};

interface SELinuxOptions {
  readonly type?: string;
  readonly user?: string;
  readonly role?: string;
}

/** Source: policy/check_seLinuxOptions.go. */
export function seLinuxOptions(...allowed: readonly string[]): Check {
  const optionsOf = ({ securityContext }: Holder) => (securityContext?.['seLinuxOptions'] ?? {}) as SELinuxOptions;
  const hasBadType = ({ type = '' }: SELinuxOptions) => !['', ...allowed].includes(type);
  const isBad = (holder: Holder) => {
    const options = optionsOf(holder);
    return hasBadType(options) || Boolean(options.user) || Boolean(options.role);
  };
  return ({ spec }, release) => {
    const who = setters(spec, isBad);
    if (!who) return undefined;
    const set = [spec, ...offenders(spec, isBad)].map(optionsOf);
    const types = sorted(set.filter(hasBadType).map(({ type }) => type as string));
    const details = types.length > 0 ? [named('type', types)] : [];
    if (types.length > 0 || release.has('podSecurityTellsUserAndRole')) {
      if (set.some(({ user }) => user)) details.push('user may not be set');
      if (set.some(({ role }) => role)) details.push('role may not be set');
    }
    const detail = `${who} set forbidden securityContext.seLinuxOptions: ${details.join('; ')}`;
    return { reason: 'seLinuxOptions', detail };
  };
}
