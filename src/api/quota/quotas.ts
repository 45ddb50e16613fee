import { type Kernel, rule } from '../../kernel/index';
import { forbidden } from '../errors';
import { canonicalQuantity, formatQuantity, parseQuantity } from '../quantity';
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

/**
 * Asks all quotas of the namespace, then charges them. Source: admission plugin ResourceQuota; kubernetes.io, Resource Quotas.
 * @throws StatusError 403
 */
export function admitToQuotas(context: ServerContext, object: KubeObject, dryRun: boolean): void {
  const { namespace } = object.metadata;
  if (!namespace || object.kind === 'Event') return;
  const quotas = context.store.shelf('ResourceQuota').objects.list({ namespace }) as ResourceQuota[];
  const charged = quotas.flatMap((quota) => charge(context.kernel, quota, object) ?? []);
  if (!dryRun) for (const quota of charged) context.store.put(quota, 'status', 'apiserver');
}

/** The quota with what the object takes of it; `undefined` when it takes nothing. */
function charge(kernel: Kernel, quota: ResourceQuota, object: KubeObject): ResourceQuota | undefined {
  if (!covers(quota, object)) return undefined;
  const { name } = quota.metadata;
  const wanted = usageOf(object);
  const limited = Object.keys(quota.spec.hard ?? {}).sort();
  const refuse = (why: string) => forbidden(resourceOf(object.kind), object.metadata.name, why);
  if (object.kind === 'Pod') {
    const missing = unsaid(object as Pod, limited);
    if (missing.size > 0) {
      kernel.acts(UNSAID);
      const what = [...missing].map(([resource, containers]) => `${resource} for: ${containers.sort().join(',')}`);
      throw refuse(`failed quota: ${name}: must specify ${what.join('; ')}`);
    }
  }
  const touched = limited.filter((resource) => wanted.has(resource));
  if (touched.length === 0) return undefined;
  const { hard = {}, used = {} } = quota.status ?? {};
  const unknown = touched.filter((resource) => used[resource] === undefined || hard[resource] === undefined);
  if (unknown.length > 0) throw refuse(`status unknown for quota: ${name}, resources: ${unknown.join(',')}`);
  const after = new Map(touched.map((each) => [each, parseQuantity(used[each] ?? '0') + (wanted.get(each) ?? 0n)]));
  const exceeded = touched.filter((each) => (after.get(each) ?? 0n) > parseQuantity(hard[each] ?? '0'));
  if (exceeded.length > 0) {
    kernel.acts(EXCEEDED);
    const list = (text: (resource: string) => string) => exceeded.map((each) => `${each}=${text(each)}`).join(',');
    const requested = list((each) => amountText(each, wanted.get(each) ?? 0n));
    const limits = `used: ${list((each) => used[each] ?? '0')}, limited: ${list((each) => hard[each] ?? '0')}`;
    throw refuse(`exceeded quota: ${name}, requested: ${requested}, ${limits}`);
  }
  return { ...quota, metadata: { ...quota.metadata }, status: { hard, used: { ...used, ...texts(after) } } };
}

/** What a quota should say: its limits, and what the objects of its namespace take of them. */
export function quotaStatus(quota: ResourceQuota, objects: readonly KubeObject[]): ResourceQuota['status'] {
  const limits = Object.entries(quota.spec.hard ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const used: Usage = new Map(limits.map(([name]) => [name, 0n]));
  for (const object of objects) {
    if (!covers(quota, object)) continue;
    for (const [name, amount] of usageOf(object)) {
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
