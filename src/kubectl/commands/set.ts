import { type Container, type EnvVar, type KubeObject, podSpecOf, podSpecPath } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, dryRun, fileFlags, list, outputFlags, selectorFlags, text } from '../command/spec';
import { failure } from '../errors';
import { changeText } from '../output/printer';
import type { Found } from '../selection';
import { targets } from '../wanted';

const setFlags = [...fileFlags, ...outputFlags, ...selectorFlags, dryRun, bool('all'), bool('local')];

const image: CommandSpec = {
  name: 'image',
  flags: setFlags,
  *run(call) {
    const { words, pairs } = split(call);
    if (pairs.length === 0) throw failure('at least one image update is required');
    return yield* update(call, words, 'image updated', ({ object }) =>
      changedContainers(object, pairs, (container, value) => ({
        name: container.name,
        image: value,
      })),
    );
  },
};

const env: CommandSpec = {
  name: 'env',
  flags: [
    ...setFlags,
    text('containers', { short: 'c', value: '*' }),
    list('env', { short: 'e' }),
    bool('list'),
    bool('overwrite', { value: true }),
  ],
  *run(call) {
    const isPair = (word: string): boolean => /^[A-Za-z_][\w.-]*(=|-$)/.test(word);
    const words = call.args.filter((word) => word.includes('/') || !isPair(word));
    const pairs = [...call.args.filter((word) => !words.includes(word)), ...call.list('env')];
    if (call.flag('list')) return yield* listEnv(call, words);
    if (pairs.length === 0) throw failure('at least one environment variable must be provided');
    const variables = pairs.map((pair): EnvVar & { $patch?: 'delete' } => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? { $patch: 'delete', name: pair.slice(0, -1) }
        : { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
    });
    return yield* update(call, words, 'env updated', ({ object }) =>
      changedContainers(object, [[call.text('containers') ?? '*', '']], ({ name }) => ({ name, env: variables })),
    );
  },
};

const resources: CommandSpec = {
  name: 'resources',
  flags: [...setFlags, text('containers', { short: 'c', value: '*' }), text('limits'), text('requests')],
  *run(call) {
    const limits = quantities(call.text('limits'));
    const requests = quantities(call.text('requests'));
    if (!limits && !requests)
      throw failure('you must specify an update to requests or limits (in the form of --requests/--limits)');
    return yield* update(call, call.args, 'resource requirements updated', ({ object }) =>
      changedContainers(object, [[call.text('containers') ?? '*', '']], ({ name }) => ({
        name,
        resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) },
      })),
    );
  },
};

const serviceAccount: CommandSpec = {
  name: 'serviceaccount',
  aliases: ['sa'],
  flags: setFlags,
  *run(call) {
    const account = call.args.at(-1);
    if (account === undefined) throw failure('serviceaccount is required');
    return yield* update(
      call,
      call.args.slice(0, -1),
      'serviceaccount updated',
      ({ object }) =>
        podSpecPath(object).reduceRight<unknown>((inner, step) => ({ [step]: inner }), {
          serviceAccount: account,
          serviceAccountName: account,
        }),
      { always: true },
    );
  },
};

const selector: CommandSpec = {
  name: 'selector',
  flags: [...setFlags, text('resource-version')],
  *run(call) {
    const pairs = (call.args.at(-1) ?? '').split(',').map((pair) => pair.split(/==?/));
    if (call.args.length === 0) throw failure('one selector is required');
    return yield* update(
      call,
      call.args.slice(0, -1),
      'selector updated',
      ({ object }) => {
        if (object.kind !== 'Service') throw failure('setting a selector is only supported for Services');
        return { spec: { selector: { $patch: 'replace', ...Object.fromEntries(pairs) } } };
      },
      { always: true },
    );
  },
};

export const set: CommandSpec = { name: 'set', commands: [env, image, resources, selector, serviceAccount] };

/** `set env --list`: what the containers are given, and where it is from when it is no plain value. */
function* listEnv(call: Call, words: readonly string[]): Task<number> {
  for (const { object } of yield* targets(call, words))
    for (const { name, env: variables } of podSpecOf(object)?.containers ?? []) {
      call.session.line(`# ${object.kind} ${object.metadata.name}, container ${name}`);
      for (const variable of variables ?? [])
        call.session.line(
          variable.valueFrom
            ? `# ${variable.name} from ${sourceText(variable.valueFrom)}`
            : `${variable.name}=${variable.value ?? ''}`,
        );
    }
  return 0;
}

/** pkg/cmd/set/env/env_resolve.go, GetEnvVarRefString. */
function sourceText({ configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: NonNullable<EnvVar['valueFrom']>) {
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`;
  if (secretKeyRef) return `secret ${secretKeyRef.name}, key ${secretKeyRef.key}`;
  if (fieldRef) return `field path ${fieldRef.fieldPath}`;
  if (!resourceFieldRef) return 'invalid valueFrom';
  const of = resourceFieldRef.containerName ? `${resourceFieldRef.containerName}/` : '';
  return `resource field ${of}${resourceFieldRef.resource}`;
}

function quantities(text: string | undefined): Record<string, string> | undefined {
  if (!text) return undefined;
  return Object.fromEntries(text.split(',').map((pair) => pair.split('=', 2) as [string, string]));
}

function split(call: Call): { words: string[]; pairs: [string, string][] } {
  const pairs = call.args.filter((word) => word.includes('='));
  return {
    words: call.args.filter((word) => !word.includes('=')),
    pairs: pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  };
}

/** The patch that changes containers by name; `*` means all. @throws KubectlError for a name that is not there */
function changedContainers(
  object: KubeObject,
  pairs: readonly (readonly [string, string])[],
  change: (container: Container, value: string) => object,
): unknown {
  const spec = podSpecOf(object);
  if (!spec) throw failure(`the object is not a pod or does not have a pod template: ${object.kind}`);
  const lists = { containers: [] as object[], initContainers: [] as object[] };
  for (const [name, value] of pairs) {
    const hits = (['containers', 'initContainers'] as const).flatMap((field) =>
      (spec[field] ?? [])
        .filter((container) => (name === '*' ? field === 'containers' : container.name === name))
        .map((container) => ({ field, container })),
    );
    if (hits.length === 0) throw failure(`unable to find container named "${name}"`);
    for (const { field, container } of hits) lists[field].push(change(container, value));
  }
  const patch = Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0));
  return podSpecPath(object).reduceRight<unknown>((inner, step) => ({ [step]: inner }), patch);
}

/** What was not stored keeps its version however much it differs. */
function isOther(now: KubeObject, before: KubeObject): boolean {
  return (
    now.metadata.resourceVersion !== before.metadata.resourceVersion || JSON.stringify(now) !== JSON.stringify(before)
  );
}

function* update(
  call: Call,
  words: readonly string[],
  what: string,
  patchOf: (entry: Found) => unknown,
  options: { always?: boolean } = {},
): Task<number> {
  const { session } = call;
  for (const entry of yield* targets(call, words)) {
    const { name, namespace = '' } = entry.object.metadata;
    const patch = patchOf(entry);
    const patched =
      call.dryRun === 'client'
        ? entry.object
        : yield* session.client.patch<KubeObject>(entry.resource.kind, namespace, name, patch, {
            type: 'strategic',
            dryRun: call.dryRun === 'server',
          });
    // An update that changes nothing is not mentioned, except by set selector and set serviceaccount.
    if (options.always || call.dryRun === 'client' || isOther(patched, entry.object)) {
      session.io.stdout(changeText(patched, what, call.text('output'), call.session.release));
    }
  }
  return 0;
}
