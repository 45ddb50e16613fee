import { rememberedFor } from '../kernel/index';
import { badRequest } from './errors';
import type { KubeObject, LabelSelector, LabelSelectorRequirement } from './types/index';

type Labels = Readonly<Record<string, string>>;

/** One condition on labels; all conditions of a selector must hold. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!';
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
    default:
      return value === undefined || !requirement.values.includes(value);
  }
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
  if (operator === '=' || operator === '!=') return `${key}${operator}${values[0]}`;
  return `${key} ${operator} (${[...values].sort().join(',')})`;
}

const QUALIFIED = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?';
const VALUE = '(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?';
const SET = new RegExp(`^(${QUALIFIED})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EQUALITY = new RegExp(`^(${QUALIFIED})\\s*(==|=|!=)\\s*(${VALUE})$`);
const PRESENCE = new RegExp(`^(!?)\\s*(${QUALIFIED})$`);

/**
 * Reads `app=web,tier in (a,b),!canary`. An empty text matches everything.
 * @throws StatusError 400 when it is not a selector
 */
export function parseLabelSelector(text: string): LabelMatcher {
  const requirements: LabelRequirement[] = [];
  for (const part of splitOutsideParentheses(text)) requirements.push(requirementOf(part, text));
  return new LabelMatcher(requirements);
}

function requirementOf(part: string, whole: string): LabelRequirement {
  const set = SET.exec(part);
  if (set) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    return { key: set[1] as string, operator: set[2] as 'in' | 'notin', values };
  }
  const equality = EQUALITY.exec(part);
  if (equality) {
    return { key: equality[1] as string, operator: equality[2] === '!=' ? '!=' : '=', values: [equality[3] ?? ''] };
  }
  const presence = PRESENCE.exec(part);
  if (presence) return { key: presence[2] as string, operator: presence[1] ? '!' : 'exists', values: [] };
  throw badRequest(`unable to parse requirement: "${part}" is not a label requirement (in "${whole}")`);
}

function splitOutsideParentheses(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const character = text[i];
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if ((character === ',' && depth === 0) || character === undefined) {
      const part = text.slice(start, i).trim();
      if (part !== '') parts.push(part);
      start = i + 1;
    }
  }
  return parts;
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

/** The text form of a `metav1.LabelSelector`, as `kubectl get -o wide` and Scale show it. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  return selector ? labelMatcher(selector).toString() : '';
}

export type { LabelSelectorRequirement };

type FieldGetter = (object: KubeObject) => unknown;

const path =
  (...names: string[]): FieldGetter =>
  (object) => {
    let value: unknown = object;
    for (const name of names) value = (value as Record<string, unknown> | undefined)?.[name];
    return value;
  };

const fields = (...paths: string[]): [string, FieldGetter][] => paths.map((p) => [p, path(...p.split('.'))]);

const COMMON = fields('metadata.name', 'metadata.namespace');

const reporter: FieldGetter = (object) =>
  path('source', 'component')(object) || path('reportingComponent')(object) || '';

/** Fields that can be selected, by kind. Source: the registry strategies of each kind. */
const SELECTABLE: ReadonlyMap<string, ReadonlyMap<string, FieldGetter>> = new Map(
  Object.entries({
    Pod: fields(
      'spec.nodeName',
      'spec.restartPolicy',
      'spec.schedulerName',
      'spec.serviceAccountName',
      'spec.hostNetwork',
      'status.phase',
      'status.podIP',
      'status.nominatedNodeName',
    ),
    Event: [
      ...fields(
        'involvedObject.kind',
        'involvedObject.namespace',
        'involvedObject.name',
        'involvedObject.uid',
        'involvedObject.apiVersion',
        'involvedObject.resourceVersion',
        'involvedObject.fieldPath',
        'reason',
        'reportingComponent',
        'type',
      ),
      ['source', reporter] as [string, FieldGetter],
    ],
    Namespace: fields('status.phase'),
    Node: fields('spec.unschedulable'),
    Secret: fields('type'),
    Service: fields('spec.clusterIP', 'spec.type'),
    Job: [['status.successful', path('status', 'succeeded')] as [string, FieldGetter]],
    ReplicaSet: fields('status.replicas'),
  }).map(([kind, getters]) => [kind, new Map([...COMMON, ...getters])]),
);

const ONLY_COMMON: ReadonlyMap<string, FieldGetter> = new Map(COMMON);

/** Numbers and booleans that are absent compare as their zero value, everything else as the empty string. */
const ZERO: Readonly<Record<string, string>> = {
  'spec.hostNetwork': 'false',
  'spec.unschedulable': 'false',
  'status.successful': '0',
  'status.replicas': '0',
};

interface FieldRequirement {
  readonly field: string;
  readonly equal: boolean;
  readonly value: string;
  readonly get: FieldGetter;
}

/** A parsed field selector. */
export class FieldMatcher {
  constructor(private readonly requirements: readonly FieldRequirement[]) {}

  matches(object: KubeObject): boolean {
    return this.requirements.every(({ field, equal, value, get }) => {
      const actual = get(object);
      const text = actual === undefined || actual === null ? (ZERO[field] ?? '') : String(actual);
      return (text === value) === equal;
    });
  }

  /** The value that `field` must have, if the selector says `field=value`: the key into an index. */
  exact(field: string): string | undefined {
    return this.requirements.find((requirement) => requirement.equal && requirement.field === field)?.value;
  }
}

/**
 * Reads `status.phase=Running,spec.nodeName!=node-1` for a kind.
 * @throws StatusError 400 for a field that the kind can't be selected by
 */
export function parseFieldSelector(kind: string, text: string): FieldMatcher {
  const known = SELECTABLE.get(kind) ?? ONLY_COMMON;
  const requirements: FieldRequirement[] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(part.trim());
    if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
    const field = (match[1] as string).trim();
    const get = known.get(field);
    if (!get) {
      throw badRequest(
        kind === 'Job' ? `field label "${field}" not supported for Job` : `field label not supported: ${field}`,
      );
    }
    requirements.push({ field, equal: match[2] !== '!=', value: match[3] ?? '', get });
  }
  return new FieldMatcher(requirements);
}
