import { rememberedFor } from '../kernel/index';
import type { Release } from './release/index';
import { parseRequirements } from './selectorParser';
import type { LabelSelector, LabelSelectorRequirement } from './types/index';

type Labels = Readonly<Record<string, string>>;

/** One condition on labels; all conditions of a selector must hold. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  readonly values: readonly string[];
}

/** True when `labels` fulfil one requirement; `!=` and `notin` hold for objects without the key too. */
function holds(requirement: LabelRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  switch (requirement.operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '=':
    case 'in':
      return value !== undefined && requirement.values.includes(value);
    case 'gt':
    case 'lt':
      return isBeyond(value, requirement);
    default:
      return value === undefined || !requirement.values.includes(value);
  }
}

/** A label that is no whole number is neither more nor less. */
function isBeyond(value: string | undefined, { operator, values: [bound] }: LabelRequirement): boolean {
  if (value === undefined || !/^[-+]?\d+$/.test(value)) return false;
  return operator === 'gt' ? Number(value) > Number(bound) : Number(value) < Number(bound);
}

/** Whether labels contain all of these pairs, as the selector of a Service and the nodeSelector of a pod ask. */
export function matchesAll(wanted: Labels, labels: Labels | undefined): boolean {
  return Object.entries(wanted).every(([key, value]) => labels?.[key] === value);
}

/** A parsed label selector. */
export class LabelMatcher {
  constructor(readonly requirements: readonly LabelRequirement[]) {}

  matches(labels: Labels | undefined): boolean {
    const present = labels ?? {};
    return this.requirements.every((requirement) => holds(requirement, present));
  }

  /** The selector in the text form, `app=web,tier in (a,b)`. */
  toString(): string {
    return this.requirements.map(requirementText).join(',');
  }
}

function requirementText({ key, operator, values }: LabelRequirement): string {
  if (operator === 'exists') return key;
  if (operator === '!') return `!${key}`;
  if (operator === 'gt' || operator === 'lt') return `${key}${operator === 'gt' ? '>' : '<'}${values[0]}`;
  if (operator === '=' || operator === '!=') return `${key}${operator}${values[0]}`;
  return `${key} ${operator} (${[...values].sort().join(',')})`;
}

/**
 * Reads `app=web,tier in (a,b),!canary`. An empty text matches everything.
 * @param release in whose words a fault is told. Default: the newest
 * @throws StatusError 400 when it is not a selector
 */
export function parseLabelSelector(text: string, release?: Release): LabelMatcher {
  return new LabelMatcher(parseRequirements(text, release));
}

const OPERATORS = { In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!' } as const;

/**
 * The matcher of a `metav1.LabelSelector`, as workloads have it. Without any condition it matches everything;
 * `undefined` matches nothing, as Kubernetes wants it.
 */
export function labelMatcher(selector: LabelSelector | undefined): LabelMatcher {
  return selector ? matcherOf(selector) : NOTHING;
}

/** Selectors of objects, which are never changed: they are asked again for every pod. */
const matcherOf = rememberedFor((selector: LabelSelector): LabelMatcher => {
  const requirements: LabelRequirement[] = Object.keys(selector.matchLabels ?? {})
    .sort()
    .map((key) => ({ key, operator: '=', values: [selector.matchLabels?.[key] ?? ''] }));
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    requirements.push({ key, operator: OPERATORS[operator], values: values ?? [] });
  }
  return new LabelMatcher(requirements);
});

/** `x in ()` holds for no object. */
const NOTHING = new LabelMatcher([{ key: 'nothing', operator: 'in', values: [] }]);

/** True when `labels` fulfil a `metav1.LabelSelector`. */
export function matchesLabelSelector(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  return labelMatcher(selector).matches(labels);
}

/** A selector without any requirement. */
export function isEmptySelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** The text form of a `metav1.LabelSelector`, as `kubectl get -o wide` and Scale show it. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  return selector ? labelMatcher(selector).toString() : '';
}

export type { LabelSelectorRequirement };
