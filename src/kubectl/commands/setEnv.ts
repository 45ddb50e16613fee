import { type EnvVar, envNameFaults, type KubeObject, listPatch } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, list, text } from '../command/spec';
import { failure, markedFailure } from '../errors';
import { loadAll, parseSelection } from '../selection';
import { listEnv } from './setEnvList';
import { chosenPlaces, containersPatch, setFlags, update, type Words } from './setUpdate';

const ENV: Words = { done: 'env updated', refused: 'failed to patch env update to pod template: ' };

/** What is set, and the names of what is taken away. */
interface Wish {
  readonly set: readonly EnvVar[];
  readonly remove: readonly string[];
}

/** Source: pkg/cmd/set/set_env.go and set/env/env_parse.go of kubectl. */
export const env: CommandSpec = {
  name: 'env',
  flags: [
    ...setFlags,
    text('containers', { short: 'c', value: '*' }),
    list('env', { short: 'e' }),
    text('from'),
    text('prefix'),
    list('keys'),
    bool('list'),
    bool('resolve'),
    bool('overwrite', { value: true }),
  ],
  *run(call) {
    const isPair = (word: string): boolean => word === '-' || /^[A-Za-z_][\w.-]*(=|-$)/.test(word);
    const words = call.args.filter((word) => word.includes('/') || !isPair(word));
    const pairs = [...call.list('env'), ...call.args.filter((word) => !words.includes(word))];
    if (call.list('keys').length > 0 && !call.given('from'))
      throw failure('when specifying --keys, a configmap or secret must be provided with --from');
    const wish = yield* wishOf(call, pairs);
    if (call.flag('list')) return yield* listEnv(call, words);
    return yield* update(call, words, ENV, ({ resource, object }) => {
      const places = chosenPlaces(call, object);
      if (places.length === 0) return warnOfNone(call, object);
      const word = `${resource.plural}/${object.metadata.name}`;
      if (!call.flag('overwrite'))
        for (const { container } of places) refuseOverwriting(word, container.env ?? [], wish.set);
      const removed = wish.remove.map((name) => ({ $patch: 'delete' as const, name }));
      const isNothing = wish.set.length === 0 && removed.length === 0;
      if (isNothing) return undefined;
      return containersPatch(object, places, ({ name, env: present }) => ({
        name,
        ...listPatch('env', 'name', present, [...wish.set, ...removed]),
      }));
    });
  },
};

function* wishOf(call: Call, pairs: readonly string[]): Task<Wish> {
  const given = pairs.flatMap((pair) => (pair === '-' ? linesOf(call.session.io.stdin) : [pair]));
  const remove = given.filter((pair) => !pair.includes('=')).map((pair) => pair.slice(0, -1));
  const written = given.filter((pair) => pair.includes('=')).map((pair) => variableOf(pair));
  if (remove.some((name) => written.some((variable) => variable.name === name)))
    throw failure('can not both modify and remove the same environment variable in the same command');
  const from = call.text('from');
  const set = [...written, ...(from ? yield* referencesTo(call, from) : [])];
  const prefix = call.text('prefix') ?? '';
  return { set: set.map((variable) => ({ ...variable, name: `${prefix}${variable.name}` })), remove };
}

/** Pairs of standard input; what stands behind a `#` is a remark. */
function linesOf(text = ''): string[] {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, ''));
  return lines.filter((line) => line.includes('='));
}

function variableOf(pair: string): EnvVar {
  const equals = pair.indexOf('=');
  const name = pair.slice(0, equals);
  const faults = envNameFaults(name, false);
  if (faults.length > 0) throw failure(`${JSON.stringify(name)} is not a valid key name: ${faults.join(';')}`);
  return { name, value: pair.slice(equals + 1) };
}

/** A variable for each key of a ConfigMap or Secret. @throws KubectlError */
function* referencesTo(call: Call, from: string): Task<EnvVar[]> {
  const keys = call.list('keys');
  const found = yield* loadAll(call.session, parseSelection([from]));
  return found.flatMap(({ object }) => {
    const { kind, metadata, data = {} } = object as KubeObject & { data?: Record<string, string> };
    const source = { ConfigMap: 'configMapKeyRef', Secret: 'secretKeyRef' }[kind];
    if (!source) throw failure('unsupported resource specified in --from');
    const wanted = Object.keys(data).filter((key) => keys.length === 0 || keys.includes(key));
    return wanted
      .sort()
      .map((key) => ({ name: nameFor(call, key), valueFrom: { [source]: { key, name: metadata.name } } }));
  });
}

function nameFor({ session }: Call, key: string): string {
  const name = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
  if (name !== key && session.release.has('setEnvTellsNames')) session.warn(`key ${key} transferred to ${name}`);
  return name;
}

function warnOfNone(call: Call, { kind, metadata }: KubeObject): undefined {
  const none = `${kind}/${metadata.name} does not have any containers matching ${JSON.stringify(call.text('containers'))}`;
  if (call.session.release.has('setEnvWarns')) call.session.warn(none);
  else call.session.error(`warning: ${none}`);
}

/** @throws KubectlError where a variable has another value already */
function refuseOverwriting(word: string, present: readonly EnvVar[], wanted: readonly EnvVar[]): void {
  for (const { name, value = '' } of wanted) {
    const current = present.find((variable) => variable.name === name);
    if (current && (current.value ?? '') !== value)
      throw markedFailure(`${word} '${name}' already has a value (${current.value ?? ''}), and --overwrite is false\n`);
  }
}
