import { badRequest } from './errors';
import type { FeatureName, Release } from './release/index';
import type { KubeObject } from './types/index';

type FieldGetter = (object: KubeObject) => unknown;

const path =
  (...names: string[]): FieldGetter =>
  (object) => {
    let value: unknown = object;
    for (const name of names) value = (value as Record<string, unknown> | undefined)?.[name];
    return value;
  };

const fields = (...paths: string[]): [string, FieldGetter][] => paths.map((p) => [p, path(...p.split('.'))]);

const NAME = fields('metadata.name');
const COMMON = fields('metadata.name', 'metadata.namespace');

const reporter: FieldGetter = (object) =>
  path('source', 'component')(object) || path('reportingComponent')(object) || '';

/** A field that only newer releases know. */
interface Newer {
  readonly since: FeatureName;
  readonly getters: readonly [string, FieldGetter][];
}

interface Selectable {
  readonly getters: readonly [string, FieldGetter][];
  readonly newer?: Newer;
  /** What is said of others. */
  unknown(field: string): string;
}

const notSupported = (field: string): string => `field label not supported: ${field}`;

/** Fields that can be selected, by kind. Source: the AddFieldLabelConversionFuncs of pkg/apis. */
const SELECTABLE: Readonly<Record<string, Selectable>> = {
  Pod: {
    getters: [
      ...COMMON,
      ...fields(
        'spec.nodeName',
        'spec.restartPolicy',
        'spec.schedulerName',
        'spec.serviceAccountName',
        'status.phase',
        'status.podIP',
        'status.nominatedNodeName',
      ),
      // Known, and empty: the registry looks at the first address alone.
      ['status.podIPs', () => ''],
      ['spec.host', path('spec', 'nodeName')],
    ],
    newer: { since: 'selectHostNetwork', getters: fields('spec.hostNetwork') },
    unknown: notSupported,
  },
  Event: {
    getters: [
      ...COMMON,
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
      ['source', reporter],
    ],
    unknown: notSupported,
  },
  Namespace: { getters: [...NAME, ...fields('status.phase')], unknown: notSupported },
  Node: { getters: [...NAME, ...fields('spec.unschedulable')], unknown: notSupported },
  Secret: { getters: [...COMMON, ...fields('type')], unknown: notSupported },
  ReplicationController: { getters: [...COMMON, ...fields('status.replicas')], unknown: notSupported },
  Job: {
    getters: [...COMMON, ['status.successful', path('status', 'succeeded')]],
    unknown: (field) => `field label "${field}" not supported for Job`,
  },
};

const SERVICE: Selectable = { getters: [...COMMON, ...fields('spec.clusterIP', 'spec.type')], unknown: notSupported };

/** apimachinery, DefaultMetaV1FieldSelectorConversion. */
const OTHERS: Selectable = {
  getters: COMMON,
  unknown: (field) => `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
};

function selectableOf(kind: string, release: Release | undefined): Selectable {
  if (kind === 'Service' && (release?.has('selectServices') ?? true)) return SERVICE;
  return SELECTABLE[kind] ?? OTHERS;
}

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
 * @param release what can be selected. Default: the newest
 * @throws StatusError 400 for a field that the kind can't be selected by
 */
export function parseFieldSelector(kind: string, text: string, release?: Release): FieldMatcher {
  const { getters, newer, unknown } = selectableOf(kind, release);
  const known = new Map(getters);
  if (newer && (release?.has(newer.since) ?? true)) for (const [field, get] of newer.getters) known.set(field, get);
  const requirements: FieldRequirement[] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(part.trim());
    if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
    const field = (match[1] as string).trim();
    const get = known.get(field);
    if (!get) throw badRequest(unknown(field));
    requirements.push({ field, equal: match[2] !== '!=', value: match[3] ?? '', get });
  }
  return new FieldMatcher(requirements);
}
