import { rule } from '../../kernel/index';
import { forbidden } from '../errors';
import { canonicalQuantity, formatQuantity, parseQuantity } from '../quantity';
import type { Release } from '../release/index';
import { resourceOf } from '../resources';
import type { ServerContext } from '../store/context';
import type { KubeObject, Pod, ResourceQuota } from '../types/index';
import { covers } from './scopes';
import { type Usage, unsaid, usageOf } from './usage';

const EXCEEDED = rule(
  'quota/not-more-than-hard',
  'What would take a namespace beyond a quota is refused.',
  'admission plugin ResourceQuota',
);
const UNSAID = rule(
  'quota/must-say-how-much',
  'Where a quota limits CPU or memory, a container that does not say how much it wants is refused.',
  'admission plugin ResourceQuota',
);

/** Kinds that an update may make dearer. */
const CHANGEABLE = new Set(['Service', 'PersistentVolumeClaim']);

/**
 * Asks all quotas of the namespace. Source: admission plugin ResourceQuota; kubernetes.io, Resource Quotas.
 * @param old of an update, which takes only what is more than before
 * @returns the quotas with what the object takes of them, for `charge`
 * @throws StatusError 403
 */
export function quotasFor(
  context: ServerContext,
  object: KubeObject,
  old?: KubeObject,
  subresource?: string,
): ResourceQuota[] {
  const { namespace } = object.metadata;
  if (!namespace || object.kind === 'Event') return [];
  if (old && !CHANGEABLE.has(object.kind) && subresource !== 'resize') return [];
  const quotas = context.store.shelf('ResourceQuota').objects.list({ namespace }) as ResourceQuota[];
  return quotas.flatMap((quota) => ask(context, quota, object, old) ?? []);
}

export function charge({ store }: ServerContext, quotas: readonly ResourceQuota[]): void {
  for (const quota of quotas) store.put(quota, 'status', 'apiserver');
}

/** The quota with what the object takes of it; `undefined` when it takes nothing. */
function ask(
  { kernel, release }: ServerContext,
  quota: ResourceQuota,
  object: KubeObject,
  old: KubeObject | undefined,
): ResourceQuota | undefined {
  if (!covers(quota, object, release)) return undefined;
  const { name } = quota.metadata;
  // Until the quota controller has seen it, a quota limits nothing.
  const { hard = {}, used = {} } = quota.status ?? {};
  const limited = Object.keys(hard).sort();
  const refuse = (why: string) => forbidden(resourceOf(object.kind), object.metadata.name, why);
  if (object.kind === 'Pod') {
    const missing = unsaidText(unsaid(object as Pod, limited, release), release);
    if (missing !== undefined) {
      kernel.acts(UNSAID);
      throw refuse(`failed quota: ${name}: must specify ${missing}`);
    }
  }
  const wanted = usageOf(object, release);
  const before = old && covers(quota, old, release) ? usageOf(old, release) : new Map<string, bigint>();
  const more = new Map([...wanted].map(([each, amount]) => [each, amount - (before.get(each) ?? 0n)]));
  const touched = limited.filter((each) => (more.get(each) ?? 0n) > 0n);
  if (touched.length === 0) return undefined;
  const unknown = touched.filter((each) => used[each] === undefined);
  if (unknown.length > 0) throw refuse(`status unknown for quota: ${name}, resources: ${unknown.join(',')}`);
  const after = new Map(touched.map((each) => [each, parseQuantity(used[each] ?? '0') + (more.get(each) ?? 0n)]));
  const exceeded = touched.filter((each) => (after.get(each) ?? 0n) > parseQuantity(hard[each] ?? '0'));
  if (exceeded.length > 0) {
    kernel.acts(EXCEEDED);
    const list = (text: (resource: string) => string) => exceeded.map((each) => `${each}=${text(each)}`).join(',');
    const requested = list((each) => amountText(each, more.get(each) ?? 0n));
    const limits = `used: ${list((each) => used[each] ?? '0')}, limited: ${list((each) => hard[each] ?? '0')}`;
    throw refuse(`exceeded quota: ${name}, requested: ${requested}, ${limits}`);
  }
  return { ...quota, metadata: { ...quota.metadata }, status: { hard, used: { ...used, ...texts(after) } } };
}

function unsaidText(missing: ReadonlyMap<string, string[]>, release: Release): string | undefined {
  if (missing.size === 0) return undefined;
  const entries = [...missing].sort(([a], [b]) => (a < b ? -1 : 1));
  if (!release.has('quotasNameContainers')) return entries.map(([resource]) => resource).join(',');
  return entries.map(([resource, containers]) => `${resource} for: ${containers.sort().join(',')}`).join('; ');
}

/**
 * What a quota should say: its limits, and what the objects of its namespace take of them.
 * @param hasEnded of a pod that is still an object and no longer anything else
 */
export function quotaStatus(
  quota: ResourceQuota,
  objects: readonly KubeObject[],
  release: Release,
  hasEnded: (pod: Pod) => boolean,
): ResourceQuota['status'] {
  const limits = Object.entries(quota.spec.hard ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const used: Usage = new Map(limits.map(([name]) => [name, 0n]));
  for (const object of objects) {
    if (!covers(quota, object, release)) continue;
    const isOver = object.kind === 'Pod' && hasEnded(object as Pod);
    for (const [name, amount] of usageOf(object, release)) {
      if (isOver && name !== 'count/pods') continue;
      const before = used.get(name);
      if (before !== undefined) used.set(name, before + amount);
    }
  }
  const hard = Object.fromEntries(limits.map(([name, text]) => [name, canonicalQuantity(text)]));
  return { hard, used: texts(used) };
}

function texts(usage: Usage): Record<string, string> {
  return Object.fromEntries([...usage].map(([name, amount]) => [name, amountText(name, amount)]));
}

function amountText(resource: string, amount: bigint): string {
  return formatQuantity(amount, /memory|storage/.test(resource) && amount % 1000n === 0n ? 'BinarySI' : 'DecimalSI');
}
