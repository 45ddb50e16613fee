import type { Release } from '../release/index';

/** Why a schedule is none, in the words of the parser that Kubernetes uses (robfig/cron v3, and v1 before). */

interface Field {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const DESCRIPTORS = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

/** @returns undefined when the schedule is fine */
export function cronFault(schedule: string, release: Release): string | undefined {
  const knowsZones = release.has('cronParserKnowsZones');
  const fault = knowsZones
    ? faultOf(schedule.replace(/^(CRON_)?TZ=\S*\s*/, '').trim(), (words) => `[${words.join(' ')}]`)
    : faultOf(schedule.trim(), () => schedule);
  if (fault === undefined || knowsZones) return fault;
  return fault.charAt(0).toUpperCase() + fault.slice(1);
}

function faultOf(text: string, shown: (words: readonly string[]) => string): string | undefined {
  if (text === '') return 'empty spec string';
  if (text.startsWith('@')) return descriptorFault(text);
  const words = text.split(/\s+/);
  if (words.length !== FIELDS.length) return `expected exactly 5 fields, found ${words.length}: ${shown(words)}`;
  for (const [i, word] of words.entries()) {
    for (const part of word.split(',')) {
      const fault = partFault(part, FIELDS[i]!);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

function descriptorFault(text: string): string | undefined {
  if (DESCRIPTORS.has(text)) return undefined;
  if (!text.startsWith('@every ')) return `unrecognized descriptor: ${text}`;
  const duration = text.slice('@every '.length);
  if (/^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/.test(duration)) return undefined;
  return `failed to parse duration ${text}: time: invalid duration "${duration}"`;
}

/** A number, a name, `*`, a range `a-b`, each with an optional step `/n`. */
function partFault(part: string, field: Field): string | undefined {
  const steps = part.split('/');
  const bounds = steps[0]!.split('-');
  if (bounds.length > 2) return `too many hyphens: ${part}`;
  if (steps.length > 2) return `too many slashes: ${part}`;
  let [start, end] = [field.min, field.max];
  if (steps[0] !== '*' && steps[0] !== '?') {
    const first = numberOf(bounds[0]!, field);
    if (typeof first === 'string') return first;
    start = first;
    end = steps.length === 2 && bounds.length === 1 ? field.max : first;
    if (bounds.length === 2) {
      const last = numberOf(bounds[1]!, field);
      if (typeof last === 'string') return last;
      end = last;
    }
  }
  if (steps.length === 2) {
    const step = numberOf(steps[1]!, { min: 0, max: 0 });
    if (typeof step === 'string') return step;
    if (step === 0) return `step of range should be a positive number: ${part}`;
  }
  if (start < field.min) return `beginning of range (${start}) below minimum (${field.min}): ${part}`;
  if (end > field.max) return `end of range (${end}) above maximum (${field.max}): ${part}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${part}`;
  return undefined;
}

function numberOf(text: string, { names }: Field): number | string {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0 && text !== '') return named;
  if (/^[-+]?\d+$/.test(text)) {
    const value = Number(text);
    return value < 0 ? `negative number (${value}) not allowed: ${text}` : value;
  }
  return `failed to parse int from ${text}: strconv.Atoi: parsing "${text}": invalid syntax`;
}
