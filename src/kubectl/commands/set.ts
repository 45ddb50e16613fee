import {
  type Container,
  type EnvVar,
  isQuantity,
  isStatus,
  type KubeObject,
  podSpecOf,
  podSpecPath,
  QUANTITY_ERROR,
} from '../../api';
import type { Task } from '../../kernel';
import { withCauseIn } from '../changeCause';
import type { Call } from '../command/call';
import {
  bool,
  type CommandSpec,
  dryRun,
  fileFlags,
  list,
  outputFlags,
  record,
  selectorFlags,
  text,
} from '../command/spec';
import { failure, markedFailure } from '../errors';
import { changeText } from '../output/printer';
import type { Found } from '../selection';
import { changeEach } from '../visiting';
import { targets } from '../wanted';

const setFlags = [...fileFlags, ...outputFlags, ...selectorFlags, dryRun, bool('all'), bool('local')];

/** What a command of `set` says when it has worked, and before the server's refusal. */
interface Words {
  readonly done: string;
  readonly refused: string;
  /** An update that changes nothing is mentioned all the same. */
  readonly always?: boolean;
}

const IMAGE: Words = { done: 'image updated', refused: 'failed to patch image update to pod template: ' };
const ENV: Words = { done: 'env updated', refused: 'failed to patch env update to pod template: ' };
const RESOURCES: Words = {
  done: 'resource requirements updated',
  refused: 'failed to patch resources update to pod template ',
};
const SERVICE_ACCOUNT: Words = {
  done: 'serviceaccount updated',
  refused: 'failed to patch ServiceAccountName ',
  always: true,
};
const SELECTOR: Words = { done: 'selector updated', refused: '', always: true };

const image: CommandSpec = {
  name: 'image',
  flags: [...setFlags, record],
  *run(call) {
    const { words, pairs } = split(call);
    if (pairs.length === 0) throw failure('at least one image update is required');
    return yield* update(call, words, IMAGE, ({ object }) =>
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
    refuseContradictions(pairs);
    const variables = pairs.map((pair): EnvVar & { $patch?: 'delete' } => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? { $patch: 'delete', name: pair.slice(0, -1) }
        : { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
    });
    return yield* update(call, words, ENV, ({ object }) =>
      changedContainers(object, [[call.text('containers') ?? '*', '']], ({ name }) => ({ name, env: variables })),
    );
  },
};

const resources: CommandSpec = {
  name: 'resources',
  flags: [...setFlags, record, text('containers', { short: 'c', value: '*' }), text('limits'), text('requests')],
  *run(call) {
    const limits = quantities(call.text('limits'));
    const requests = quantities(call.text('requests'));
    if (!limits && !requests)
      throw failure('you must specify an update to requests or limits (in the form of --requests/--limits)');
    return yield* update(call, call.args, RESOURCES, ({ object }) =>
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
  flags: [...setFlags, record],
  *run(call) {
    const account = call.args.at(-1);
    if (account === undefined) throw failure('serviceaccount is required');
    return yield* update(call, call.args.slice(0, -1), SERVICE_ACCOUNT, ({ object }) =>
      podSpecPath(object).reduceRight<object>((inner, step) => ({ [step]: inner }), {
        serviceAccount: account,
        serviceAccountName: account,
      }),
    );
  },
};

const selector: CommandSpec = {
  name: 'selector',
  flags: [...setFlags, record, text('resource-version')],
  *run(call) {
    const pairs = (call.args.at(-1) ?? '').split(',').map((pair) => pair.split(/==?/));
    if (call.args.length === 0) throw failure('one selector is required');
    return yield* update(call, call.args.slice(0, -1), SELECTOR, ({ object }) => {
      if (object.kind !== 'Service') throw failure('setting a selector is only supported for Services');
      return { spec: { selector: { $patch: 'replace', ...Object.fromEntries(pairs) } } };
    });
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
  const pairs = text.split(',').map((pair) => pair.split('=', 2) as [string, string]);
  if (!pairs.every(([, amount]) => isQuantity(amount))) throw failure(QUANTITY_ERROR);
  return Object.fromEntries(pairs);
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
): object {
  const spec = podSpecOf(object);
  if (!spec) throw failure(`the object is not a pod or does not have a pod template: ${object.kind}`);
  const lists = { containers: [] as object[], initContainers: [] as object[] };
  for (const [name, value] of pairs) {
    const hits = (['containers', 'initContainers'] as const).flatMap((field) =>
      (spec[field] ?? [])
        .filter((container) => (name === '*' ? field === 'containers' : container.name === name))
        .map((container) => ({ field, container })),
    );
    if (hits.length === 0) throw markedFailure(`unable to find container named "${name}"`);
    for (const { field, container } of hits) lists[field].push(change(container, value));
  }
  const patch = Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0));
  return podSpecPath(object).reduceRight<object>((inner, step) => ({ [step]: inner }), patch);
}

/** What was not stored keeps its version however much it differs. */
function isOther(now: KubeObject, before: KubeObject): boolean {
  return (
    now.metadata.resourceVersion !== before.metadata.resourceVersion || JSON.stringify(now) !== JSON.stringify(before)
  );
}

function* update(call: Call, words: readonly string[], says: Words, patchOf: (entry: Found) => object): Task<number> {
  const { session } = call;
  return yield* changeEach(call, yield* targets(call, words), function* (entry) {
    const { name, namespace = '' } = entry.object.metadata;
    const patch = withCauseIn(patchOf(entry), call.cause);
    const patched =
      call.dryRun === 'client'
        ? entry.object
        : yield* explained(
            says.refused,
            session.client.patch<KubeObject>(entry.resource.kind, namespace, name, patch, {
              type: 'strategic',
              dryRun: call.dryRun === 'server',
            }),
          );
    if (says.always || call.dryRun === 'client' || isOther(patched, entry.object)) {
      session.io.stdout(changeText(patched, says.done, call.text('output'), call.session.release));
    }
  });
}

/** pkg/cmd/set: what the server refuses is told with the command's own words before it. */
function* explained<T>(before: string, patch: Task<T>): Task<T> {
  try {
    return yield* patch;
  } catch (error) {
    if (!before || !isStatus(error)) throw error;
    throw failure(`${before}${error.message}`);
  }
}

/** set/env/env_parse.go. @throws KubectlError */
function refuseContradictions(pairs: readonly string[]): void {
  const set = new Set(pairs.filter((pair) => pair.includes('=')).map((pair) => pair.split('=')[0]));
  if (pairs.some((pair) => !pair.includes('=') && set.has(pair.slice(0, -1))))
    throw failure('can not both modify and remove the same environment variable in the same command');
}
