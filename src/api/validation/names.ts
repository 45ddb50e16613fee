/** Rules for names, labels and ports: each returns what is wrong with the text. Source: apimachinery util/validation. */
import { remembered } from '../../kernel/index';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
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

function check({ regex, max, message }: Rule, text: string): string[] {
  const faults: string[] = [];
  if (text.length > max) faults.push(tooLongText(max));
  if (!regex.test(text)) faults.push(message);
  return faults;
}

export function tooLongText(max: number): string {
  return `must be no more than ${max} characters`;
}

/** Containers, volumes, namespaces. What is a fine subdomain hears only of its dots. */
export function dnsLabelFaults(text: string): string[] {
  const faults = check(RULES.label, text);
  const onlyDots = faults.includes(RULES.label.message) && RULES.subdomain.regex.test(text);
  return onlyDots ? faults.map((fault) => (fault === RULES.label.message ? 'must not contain dots' : fault)) : faults;
}

export function dnsSubdomainFaults(text: string): string[] {
  return check(RULES.subdomain, text);
}

export function dns1035LabelFaults(text: string): string[] {
  return check(RULES.label1035, text);
}

export const labelValueFaults = remembered((text: string): readonly string[] => check(RULES.labelValue, text));

export function configKeyFaults(text: string): string[] {
  if (text === '.' || text === '..') return [`must not be '${text}'`];
  if (text.startsWith('..')) return ["must not start with '..'"];
  return check(RULES.configKey, text);
}

export function percentFaults(text: string): string[] {
  return check(RULES.percent, text);
}

/** Keys of labels and annotations, condition types, finalizers: `example.com/name`. */
export const qualifiedNameFaults = remembered((text: string): readonly string[] => {
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const faults: string[] = [];
  if (parts.length === 2) {
    if (parts[0] === '') faults.push('prefix part must be non-empty');
    else faults.push(...dnsSubdomainFaults(parts[0]!).map((fault) => `prefix part ${fault}`));
  }
  const name = parts.at(-1)!;
  if (name === '') faults.push('name part must be non-empty');
  if (name.length > 63) faults.push(`name part ${tooLongText(63)}`);
  if (!RULES.qualifiedPart.regex.test(name)) faults.push(RULES.qualifiedPart.message);
  return faults;
});

/** @param relaxed any printable ASCII but `=`, since 1.32 */
export function envNameFaults(text: string, relaxed: boolean): string[] {
  if (!relaxed) return check(RULES.envName, text);
  if (/^[\x20-\x3c\x3e-\x7e]+$/.test(text)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** The name of a port (IANA service name). */
export function portNameFaults(text: string): string[] {
  const faults: string[] = [];
  if (text.length > 15) faults.push(tooLongText(15));
  if (!/^[-a-z0-9]+$/.test(text)) faults.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(text)) faults.push('must contain at least one letter (a-z)');
  if (text.includes('--')) faults.push('must not contain consecutive hyphens');
  if (/^-|-$/.test(text)) faults.push('must not begin or end with a hyphen');
  return faults;
}

export function portNumberFaults(port: number): string[] {
  return port >= 1 && port <= 65_535 ? [] : ['must be between 1 and 65535, inclusive'];
}

export function ipFaults(text: string): string[] {
  const isV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(text) && !/(^|\.)0\d/.test(text);
  const isV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/.test(text) && text.length >= 2;
  return isV4 || isV6 ? [] : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
}
