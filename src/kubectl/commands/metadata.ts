import { applyPatch, type KubeObject, labelValueFaults, type Release, type Resource } from '../../api';
import type { Task } from '../../kernel';
import { withCause } from '../changeCause';
import type { Call } from '../command/call';
import {
  bool,
  type CommandSpec,
  dryRun,
  type Flag,
  fileFlags,
  outputFlags,
  record,
  selectorFlags,
  text,
} from '../command/spec';
import { failure, type KubectlError } from '../errors';
import { suffix } from '../objects';
import { changeText } from '../output/printer';
import { visitEach } from '../visiting';
import { NO_WORDS, targets } from '../wanted';

const changeFlags: readonly Flag[] = [
  ...fileFlags,
  ...outputFlags,
  ...selectorFlags,
  dryRun,
  record,
  bool('all'),
  bool('all-namespaces', { short: 'A' }),
  bool('overwrite'),
  bool('list'),
  bool('local'),
  text('resource-version'),
  text('field-manager'),
];

export const label: CommandSpec = {
  name: 'label',
  flags: changeFlags,
  run: (call) =>
    change(call, {
      field: 'labels',
      one: 'label',
      allowsSame: call.session.release.has('labelAllowsSame'),
      done: labelled,
    }),
};

export const annotate: CommandSpec = {
  name: 'annotate',
  flags: changeFlags,
  run: (call) =>
    change(call, {
      field: 'annotations',
      one: 'annotation',
      allowsSame: call.session.release.has('annotateAllowsSame'),
      done: () => 'annotated',
    }),
};

interface Kind {
  readonly field: 'labels' | 'annotations';
  readonly one: string;
  /** Whether what has that value already is no attempt to overwrite it. */
  readonly allowsSame: boolean;
  done(before: Values, patch: Patch, release: Release): string;
}

type Values = Readonly<Record<string, string>>;

/** What is set, and (null) what is taken away. */
type Patch = Record<string, string | null>;

/** label.go, updateDataChangeMsg, whose older forms only know whether the object has become another one, and a shorter one. */
function labelled(before: Values, patch: Patch, release: Release): string {
  const values = Object.values(patch);
  const isLess = release.has('labelSaysWhatItDid')
    ? values.includes(null)
    : JSON.stringify(applyPatch(before, patch, 'merge')).length < JSON.stringify(before).length;
  if (values.length === 0) return 'not labeled';
  if (!isLess || !release.has('labelSaysUnlabeled')) return 'labeled';
  const isMore = values.some((value) => value !== null);
  return isMore && release.has('labelSaysWhatItDid') ? 'modified' : 'unlabeled';
}

/** `key=value` sets, `key-` removes. */
function* change(call: Call, kind: Kind): Task<number> {
  const { session } = call;
  const isChange = (word: string): boolean => /^[^=]+=/.test(word) || (/-$/.test(word) && !word.includes('/..'));
  const firstChange = call.args.findIndex((word, i) => (i > 0 || call.given('filename')) && isChange(word));
  const words = firstChange < 0 ? call.args : call.args.slice(0, firstChange);
  const changes = firstChange < 0 ? [] : call.args.slice(firstChange);
  // cmdutil.GetResourcesAndPairs
  const stray = changes.find((word) => !isChange(word));
  if (stray !== undefined) {
    throw failure(`all resources must be specified before ${kind.one} changes: ${stray}`);
  }
  if (words.length === 0 && !call.given('filename')) throw failure(NO_WORDS);
  if (call.flag('list')) {
    for (const { object } of yield* targets(call, words)) {
      const entries = Object.entries(object.metadata[kind.field] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [key, value] of entries) session.line(`${key}=${value}`);
    }
    return 0;
  }
  if (changes.length === 0) throw failure(`at least one ${kind.one} update is required`);
  if (kind.field === 'labels') refuseLabels(changes, session.release);
  let isEmpty = true;
  const code = yield* visitEach(call, words, ({ resource, object }) => {
    isEmpty = false;
    return changeOne(call, kind, resource, object, changes);
  });
  if (isEmpty) throw failure('no objects found');
  return code;
}

function* changeOne(call: Call, kind: Kind, resource: Resource, object: KubeObject, changes: readonly string[]): Task {
  const { session } = call;
  const present = object.metadata[kind.field] ?? {};
  const patch: Patch = {};
  const taken: string[] = [];
  for (const word of changes) {
    const equals = word.indexOf('=');
    const key = equals < 0 ? word.slice(0, -1) : word.slice(0, equals);
    if (equals < 0) {
      if (key in present) patch[key] = null;
      else if (kind.field === 'labels') session.line(`label "${key}" not found.`);
      continue;
    }
    const value = word.slice(equals + 1);
    const isSame = present[key] === value;
    if (key in present && !(isSame && kind.allowsSame) && !call.flag('overwrite')) taken.push(key);
    if (!isSame) patch[key] = value;
  }
  if (taken.length > 0) throw refused(kind, taken, present);
  const what = kind.done(present, patch, session.release);
  let changed = object;
  if (Object.keys(patch).length > 0 && call.dryRun !== 'client') {
    changed = yield* session.client.patch<KubeObject>(
      resource.kind,
      object.metadata.namespace ?? '',
      object.metadata.name,
      withCause({ metadata: { [kind.field]: patch } }, call.cause),
      { type: 'merge', dryRun: call.dryRun === 'server' },
    );
  }
  session.io.stdout(changeText(changed, what + suffix(call), call.text('output'), call.session.release));
}

/** label.go, parseLabels: labels are looked at before the server is asked. @throws KubectlError */
function refuseLabels(words: readonly string[], release: Release): void {
  const pairs = words.filter((word) => word.includes('='));
  for (const pair of pairs) {
    const [, value = '', ...more] = pair.split('=');
    if (more.length > 0) throw failure(`invalid label spec: ${pair}`);
    const faults = labelValueFaults(value, release);
    if (faults.length > 0) throw failure(`invalid label value: "${pair}": ${faults.join(';')}`);
  }
  const set = new Set(pairs.map((pair) => pair.split('=')[0]));
  if (words.some((word) => !word.includes('=') && set.has(word.slice(0, -1))))
    throw failure('can not both modify and remove a label in the same command');
}

/** label.go says it key by key, annotate.go once for all. */
function refused({ field }: Kind, keys: readonly string[], present: Values): KubectlError {
  const has = (key: string): string => `'${key}' already has a value (${present[key]})`;
  if (field === 'annotations')
    return failure(`--overwrite is false but found the following declared annotation(s): ${keys.map(has).join('; ')}`);
  const all = keys.map((key) => `${has(key)}, and --overwrite is false`);
  return failure(all.length === 1 ? (all[0] as string) : `[${all.join(', ')}]`);
}
