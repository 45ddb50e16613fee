/**
 * How Go's fmt prints what json.Unmarshal makes of an object: text, bool, float64 (number), map and slice. Ints (bigint)
 * come from the template itself.
 */
import { goEntries, goExponent, goText } from '../../api';

export { goEntries, goText };

/** What `%T` names. */
export function goType(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

const VERB = /%([-+ 0#]*)(\d+)?(?:\.(\d+))?(.)/gs;

/** `fmt.Sprintf` for the verbs that templates use: v, s, q, d, t, f, e, g, x, T and %. */
export function goPrintf(format: string, values: readonly unknown[]): string {
  let used = 0;
  const text = format.replace(
    VERB,
    (_, flags: string, width: string | undefined, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (used >= values.length) return `%!${verb}(MISSING)`;
      const value = values[used++];
      const signed = flags.includes('+') && (typeof value === 'number' || typeof value === 'bigint') && value >= 0;
      const printed =
        (signed ? '+' : '') + withVerb(value, verb, precision === undefined ? undefined : Number(precision));
      const wanted = Number(width ?? 0);
      if (flags.includes('-')) return printed.padEnd(wanted);
      return printed.padStart(wanted, flags.includes('0') && /^[+-]?\d/.test(printed) ? '0' : ' ');
    },
  );
  const extra = values.slice(used).map((value) => `${goType(value)}=${goText(value)}`);
  return extra.length > 0 ? `${text}%!(EXTRA ${extra.join(', ')})` : text;
}

type Verb = (value: unknown, precision: number | undefined) => string | undefined;

/** What each verb makes of the values that it takes; undefined for all others. */
const VERBS: Readonly<Record<string, Verb>> = {
  v: goText,
  T: goType,
  s: (value, precision) => {
    if (Array.isArray(value)) return `[${value.map((item) => withVerb(item, 's', precision)).join(' ')}]`;
    return typeof value === 'string' ? value.slice(0, precision) : undefined;
  },
  q: (value) => (typeof value === 'string' ? JSON.stringify(value) : undefined),
  t: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  d: (value) => (typeof value === 'bigint' ? String(value) : undefined),
  x: (value) => {
    if (typeof value === 'bigint') return value.toString(16);
    return typeof value === 'string' ? Buffer.from(value).toString('hex') : undefined;
  },
  f: (value, precision) => (typeof value === 'number' ? value.toFixed(precision ?? 6) : undefined),
  g: (value) => (typeof value === 'number' ? goText(value) : undefined),
  e: (value, precision) => (typeof value === 'number' ? goExponent(value.toExponential(precision ?? 6)) : undefined),
};

function withVerb(value: unknown, verb: string, precision: number | undefined): string {
  const printed = VERBS[verb]?.(value, precision);
  if (printed !== undefined) return printed;
  if (value === null || value === undefined) return `%!${verb}(<nil>)`;
  return `%!${verb}(${goType(value)}=${goText(value)})`;
}

/** `fmt.Sprint`: spaces only between values of which neither is text. */
export function goPrint(values: readonly unknown[]): string {
  return values
    .map((value, i) => {
      const between = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string';
      return (between ? ' ' : '') + goText(value);
    })
    .join('');
}
