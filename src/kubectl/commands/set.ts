import { isQuantity, type KubeObject, podSpecPath, QUANTITY_ERROR } from '../../api';
import type { Call } from '../command/call';
import { type CommandSpec, record, text } from '../command/spec';
import { failure, markedFailure } from '../errors';
import { env } from './setEnv';
import { chosenPlaces, containersPatch, type Place, placesOf, setFlags, update, type Words } from './setUpdate';

const IMAGE: Words = { done: 'image updated', refused: 'failed to patch image update to pod template: ' };
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
    return yield* update(call, words, IMAGE, ({ object }) => imagesPatch(object, pairs));
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
    return yield* update(call, call.args, RESOURCES, ({ object }) => {
      const places = chosenPlaces(call, object);
      if (places.length === 0) throw markedFailure(`unable to find container named ${call.text('containers')}`);
      return containersPatch(object, places, ({ name }) => ({
        name,
        resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) },
      }));
    });
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

/** @throws KubectlError for a name that is not there; `*` means all */
function imagesPatch(object: KubeObject, pairs: readonly (readonly [string, string])[]): object {
  const all = placesOf(object);
  const images = new Map<Place, string>();
  for (const [name, value] of pairs) {
    const places = all.filter(({ container }) => name === '*' || container.name === name);
    if (places.length === 0) throw markedFailure(`unable to find container named "${name}"`);
    for (const place of places) images.set(place, value);
  }
  const byContainer = new Map([...images].map(([{ container }, value]) => [container, value]));
  return containersPatch(object, [...images.keys()], (container) => ({
    name: container.name,
    image: byContainer.get(container),
  }));
}
