import type { Release } from '../release/index';
import { goQuote, Shown } from './values';

/**
 * Types inside the API server, of which an "Invalid value" shows every field, under its Go name and in the order of
 * pkg/apis/core/types.go: `*` a pointer, `[]` a list, `@30` since 1.30.
 */
const TYPES: Readonly<Record<string, string>> = {
  SecurityContext:
    'Capabilities *core.Capabilities, Privileged *bool, SELinuxOptions *core.SELinuxOptions, WindowsOptions *core.WindowsSecurityContextOptions, RunAsUser *int64, RunAsGroup *int64, RunAsNonRoot *bool, ReadOnlyRootFilesystem *bool, AllowPrivilegeEscalation *bool, ProcMount *core.ProcMountType, SeccompProfile *core.SeccompProfile, AppArmorProfile *core.AppArmorProfile@30',
  Capabilities: 'Add []core.Capability, Drop []core.Capability',
  SELinuxOptions: 'User string, Role string, Type string, Level string',
  WindowsSecurityContextOptions:
    'GMSACredentialSpecName *string, GMSACredentialSpec *string, RunAsUserName *string, HostProcess *bool@22',
  SeccompProfile: 'Type core.SeccompProfileType, LocalhostProfile *string',
  AppArmorProfile: 'Type core.AppArmorProfileType, LocalhostProfile *string',
  Toleration:
    'Key string, Operator core.TolerationOperator, Value string, Effect core.TaintEffect, TolerationSeconds *int64',
};

/** Where Go has a pointer it shows an address, which is another one each time. */
const ADDRESS = '0xc000000000';

/** A struct as an "Invalid value" shows it: JSON with the names of Go since 1.34, Go syntax before. */
export function shownInternal(name: string, value: object, release: Release): Shown {
  return new Shown(jsonOf(name, value, release), goOf(name, value, release));
}

interface GoField {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
}

function fieldsOf(name: string, value: object, release: Release): GoField[] {
  return (TYPES[name] as string).split(', ').flatMap((entry) => {
    const [, field = '', type = '', since = '0'] = /^(\w+) ([^@]+)(?:@(\d+))?$/.exec(entry) ?? [];
    if (release.minor < Number(since)) return [];
    return [{ name: field, type, value: (value as Record<string, unknown>)[wireName(field)] }];
  });
}

/** `RunAsUser` is `runAsUser`, `SELinuxOptions` is `seLinuxOptions`. */
function wireName(name: string): string {
  return name.replace(/^(?:SEL|GMSA|[A-Z])/, (head) => (head === 'SEL' ? 'seL' : head.toLowerCase()));
}

function structOf(type: string): string | undefined {
  const name = type.replace(/^\*?core\./, '');
  return name in TYPES ? name : undefined;
}

function jsonOf(name: string, value: object, release: Release): Record<string, unknown> {
  const entries = fieldsOf(name, value, release).map(({ name: field, type, value: own }) => {
    const struct = structOf(type);
    if (own === undefined) return [field, /^[*[]/.test(type) ? null : ''];
    return [field, struct ? jsonOf(struct, own as object, release) : own];
  });
  return Object.fromEntries(entries);
}

function goOf(name: string, value: object, release: Release): string {
  const fields = fieldsOf(name, value, release).map(({ name: field, type, value: own }) => {
    if (type.startsWith('*')) return `${field}:(${type})(${own === undefined ? 'nil' : ADDRESS})`;
    if (!type.startsWith('[]')) return `${field}:${goQuote(String(own ?? ''))}`;
    return `${field}:${type}${own === undefined ? '(nil)' : `{${(own as string[]).map(goQuote).join(', ')}}`}`;
  });
  return `core.${name}{${fields.join(', ')}}`;
}
