/** Rules for names, labels and ports: each returns what is wrong with the text. Source: apimachinery util/validation. */
import { remembered } from '../../kernel/index';
import type { Release } from '../release/index';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const SEARCH_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const ENV_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const CONFIG_KEY = '[-._a-zA-Z0-9]+';

interface Rule {
  readonly regex: RegExp;
  readonly max: number;
  readonly message: string;
}

function rule(pattern: string, max: number, says: string, ...examples: string[]): Rule {
  const shown = examples.map((example) => `'${example}'`).join(',  or ');
  return {
    regex: new RegExp(`^${pattern}$`),
    max,
    message: `${says} (e.g. ${shown}, regex used for validation is '${pattern}')`,
  };
}

const RULES = {
  label: rule(
    LABEL,
    63,
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
    'my-name',
    '123-abc',
  ),
  subdomain: rule(
    SUBDOMAIN,
    253,
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
    'example.com',
  ),
  searchDomain: rule(
    `${SEARCH_LABEL}(\\.${SEARCH_LABEL})*`,
    253,
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
    'example.com',
  ),
  label1035: rule(
    LABEL_1035,
    63,
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
    'my-name',
    'abc-123',
  ),
  labelValue: rule(
    LABEL_VALUE,
    63,
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    'MyValue',
    'my_value',
    '12345',
  ),
  qualifiedPart: rule(
    QUALIFIED,
    63,
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    'MyName',
    'my.name',
    '123-abc',
  ),
  envName: rule(
    ENV_NAME,
    Number.POSITIVE_INFINITY,
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
    'my.env-name',
    'MY_ENV.NAME',
    'MyEnvName1',
  ),
  configKey: rule(
    CONFIG_KEY,
    253,
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    'key.name',
    'KEY_NAME',
    'key-name',
  ),
  percent: rule(
    '[0-9]+%',
    Number.POSITIVE_INFINITY,
    "a valid percent string must be a numeric string followed by an ending '%'",
    '1%',
    '93%',
  ),
} as const satisfies Record<string, Rule>;

/** In what a length is told; names are ASCII, so it is the same number. */
type Unit = 'bytes' | 'characters';

function check({ regex, max, message }: Rule, text: string, unit: Unit = 'characters'): string[] {
  const faults: string[] = [];
  if (text.length > max) faults.push(tooLongText(max, unit));
  if (!regex.test(text)) faults.push(message);
  return faults;
}

function tooLongText(max: number, unit: Unit = 'characters'): string {
  return `must be no more than ${max} ${unit}`;
}

/** Containers, volumes, namespaces. Since 1.27 what is a fine subdomain hears only of its dots. */
export function dnsLabelFaults(text: string, release: Release): string[] {
  const faults = check(RULES.label, text);
  const onlyDots = faults.includes(RULES.label.message) && RULES.subdomain.regex.test(text);
  if (!onlyDots || !release.has('labelsHearOfDots')) return faults;
  return faults.map((fault) => (fault === RULES.label.message ? 'must not contain dots' : fault));
}

export function dnsSubdomainFaults(text: string): string[] {
  return check(RULES.subdomain, text);
}

/** A domain in which a resolver looks for names; some begin with a line (KEP-4427). */
export function searchDomainFaults(text: string): string[] {
  return check(RULES.searchDomain, text);
}

export function dns1035LabelFaults(text: string): string[] {
  return check(RULES.label1035, text);
}

const labelValues = {
  characters: remembered((text: string): readonly string[] => check(RULES.labelValue, text, 'characters')),
  bytes: remembered((text: string): readonly string[] => check(RULES.labelValue, text, 'bytes')),
};

export function labelValueFaults(text: string, release: Release): readonly string[] {
  return labelValues[unitOf(release)](text);
}

/** Keys and values of labels count bytes since they are checked by the package that generated validation uses as well. */
function unitOf(release: Release): Unit {
  return release.has('labelsCountBytes') ? 'bytes' : 'characters';
}

export function configKeyFaults(text: string): string[] {
  if (text === '.' || text === '..') return [`must not be '${text}'`];
  if (text.startsWith('..')) return ["must not start with '..'"];
  return check(RULES.configKey, text);
}

export function percentFaults(text: string): string[] {
  return check(RULES.percent, text);
}

/** Keys of labels and annotations, condition types, finalizers: `example.com/name`. */
export function qualifiedNameFaults(text: string, release: Release): readonly string[] {
  return qualifiedNames[unitOf(release)](text);
}

const qualifiedNames = {
  characters: remembered((text: string): readonly string[] => checkQualified(text, 'a qualified name', 'characters')),
  bytes: remembered((text: string): readonly string[] => checkQualified(text, 'a valid label key', 'bytes')),
};

function checkQualified(text: string, what: string, unit: Unit): string[] {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `${what} must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const faults: string[] = [];
  if (parts.length === 2) {
    if (parts[0] === '') faults.push('prefix part must be non-empty');
    else faults.push(...check(RULES.subdomain, parts[0]!, unit).map((fault) => `prefix part ${fault}`));
  }
  const name = parts.at(-1)!;
  if (name === '') faults.push('name part must be non-empty');
  if (name.length > 63) faults.push(`name part ${tooLongText(63, unit)}`);
  if (!RULES.qualifiedPart.regex.test(name)) faults.push(RULES.qualifiedPart.message);
  return faults;
}

/** @param relaxed any printable ASCII but `=`, since 1.32 */
export function envNameFaults(text: string, relaxed: boolean): string[] {
  if (!relaxed) return check(RULES.envName, text);
  if (/^[\x20-\x3c\x3e-\x7e]+$/.test(text)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** The name of a port (IANA service name). */
export function portNameFaults(text: string, release: Release): string[] {
  const faults: string[] = [];
  if (text.length > 15) faults.push(tooLongText(15));
  if (!/^[-a-z0-9]+$/.test(text)) faults.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(text)) faults.push(release.text('portNameWithoutLetter'));
  if (text.includes('--')) faults.push('must not contain consecutive hyphens');
  if (/^-|-$/.test(text)) faults.push('must not begin or end with a hyphen');
  return faults;
}

export function portNumberFaults(port: number): string[] {
  return port >= 1 && port <= 65_535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** `*.example.com`. Source: apimachinery util/validation `IsWildcardDNS1123Subdomain`. */
export function wildcardFaults(host: string): string[] {
  if (/^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(host)) return [];
  return [
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  ];
}

const DECIMAL_PARTS = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Since 1.36 numbers of an IPv4 address have no zeros in front, and no address is written as IPv6 that is IPv4. */
export function ipFaults(text: string, release: Release): string[] {
  const isV4 = DECIMAL_PARTS.test(text) && text.split('.').every((part) => Number(part) <= 255);
  const isV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/.test(text) && text.length >= 2;
  if (!isV4 && !isV6) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  if (!release.has('strictAddresses')) return [];
  if (isV4 && /(^|\.)0\d/.test(text)) return ['must not have leading 0s'];
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(text) ? ['must not be an IPv4-mapped IPv6 address'] : [];
}

/** Names of roles: `system:node` is one. Source: apimachinery api/validation/path. */
export function pathSegmentFaults(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((char) => name.includes(char)).map((char) => `may not contain '${char}'`);
}
