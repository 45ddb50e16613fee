import type { Application, FieldChange } from './application';
import { asWritten } from './assumed';
import { fieldIn } from './fields';
import type { Finding, Repair, Verdict } from './finding';
import { ApplicationError } from './trial';

/** Several fields that change together. */
export type Candidate = readonly FieldChange[];

/**
 * The first candidate after which the question has a good answer. Candidates come smallest first, so this is the smallest
 * change that mends it; each is played before it is proposed.
 * @param good the verdicts that are good enough
 */
export function firstThatMends(
  application: Application,
  candidates: readonly Candidate[],
  ask: (changed: Application) => Pick<Finding, 'verdict' | 'answer'>,
  good: readonly Verdict[] = ['ok', 'note'],
): Repair | undefined {
  for (const candidate of candidates) {
    const changed = application.with(candidate);
    const after = unlessRefused(() => ask(changed));
    if (!after || !good.includes(after.verdict)) continue;
    const changes = candidate.map(asWritten);
    return {
      changes,
      sentence: changes.map((change) => sentenceOf(application, change)).join(' and '),
      afterwards: after.answer,
    };
  }
  return undefined;
}

/** What a candidate's figures make together can be invalid, such as a pause that is longer than the grace period. */
function unlessRefused<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ApplicationError) return undefined;
    throw error;
  }
}

/** Kinds beside the workload, whose fields need their name. */
const OTHERS_FIELDS: ReadonlySet<string> = new Set(['HorizontalPodAutoscaler', 'PodDisruptionBudget']);

function sentenceOf(application: Application, { kind, name, path, value }: FieldChange): string {
  if (path === '') return `add the ${kind} "${name}"`;
  const object = application.objects.find((o) => o.kind === kind && o.metadata.name === name);
  const before = asWritten(fieldIn(object, path));
  const words = OTHERS_FIELDS.has(kind) ? `${path} of ${kind} ${name}` : shortPath(path);
  if (value === undefined) return `remove ${words}`;
  if (before === undefined) return `add ${words}: ${text(value)}`;
  return `change ${words} from ${text(before)} to ${text(value)}`;
}

/** Without the way to the pod's spec, which is always the same. */
function shortPath(path: string): string {
  return path
    .replace(/^spec\.(jobTemplate\.spec\.)?template\.spec\./, '')
    .replace(/^spec\.(?=containers|terminationGrace)/, '');
}

/** What YAML would read as something else than a string. */
const OTHER_SCALAR = /^(true|false|yes|no|on|off|null|~|[-+]?[\d.][\d._]*|)$/i;

/** As it may be written in YAML, on one line. */
function text(value: unknown): string {
  if (typeof value === 'string' && OTHER_SCALAR.test(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${fields.map(([key, part]) => `${key}: ${text(part)}`).join(', ')}}`;
}
