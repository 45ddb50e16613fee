import { rule } from '../../kernel/index';
import { containerAmounts } from '../podAmounts';
import { canonicalQuantity, formatQuantity, parseQuantity } from '../quantity';
import type { Release } from '../release/index';
import type { ServerContext } from '../store/context';
import type {
  Container,
  KubeObject,
  LimitRange,
  LimitRangeItem,
  PersistentVolumeClaim,
  Pod,
  ResourceRequirements,
} from '../types/index';
import { refuse } from './refusal';

const DEFAULTS = rule(
  'admission/default-limits',
  'A container that says nothing of a resource gets what the limit range of its namespace says.',
  'admission plugin LimitRanger',
);
const BOUNDS = rule(
  'admission/limits-of-the-namespace',
  'What asks for more or less than the limit range of its namespace allows is refused.',
  'admission plugin LimitRanger',
);

const NOTE = 'kubernetes.io/limit-ranger';

type Amounts = Readonly<Record<string, string>>;
type Wish = Required<Pick<ResourceRequirements, 'limits' | 'requests'>>;

/** Fills in what containers of a new pod leave open. Source: admission plugin LimitRanger, `mergePodResourceRequirements`. */
export function applyLimits(context: ServerContext, pod: Pod): void {
  for (const range of rangesOf(context, pod)) {
    const items = (range.spec?.limits ?? []).filter(({ type }) => type === 'Container');
    const requests = Object.assign({}, ...items.map(({ defaultRequest }) => defaultRequest)) as Amounts;
    const limits = Object.assign({}, ...items.map((item) => item.default)) as Amounts;
    const told = [
      ...pod.spec.containers.flatMap((container) => fill(container, { requests, limits }, 'container')),
      ...(pod.spec.initContainers ?? []).flatMap((container) =>
        fill(container, { requests, limits }, 'init container'),
      ),
    ];
    if (told.length === 0) continue;
    context.kernel.acts(DEFAULTS);
    const note = `LimitRanger plugin set: ${told.join('; ')}`;
    pod.metadata.annotations = { ...pod.metadata.annotations, [NOTE]: note };
  }
}

function fill(container: Container, defaults: Wish, what: string): string[] {
  const resources = { ...container.resources };
  const told: string[] = [];
  for (const list of ['requests', 'limits'] as const) {
    const missing = Object.entries(defaults[list]).filter(([name]) => resources[list]?.[name] === undefined);
    if (missing.length === 0) continue;
    resources[list] = { ...resources[list], ...Object.fromEntries(missing) };
    const names = missing.map(([name]) => name).sort();
    told.push(`${names.join(', ')} ${list.slice(0, -1)} for ${what} ${container.name}`);
  }
  container.resources = resources;
  return told;
}

/** @throws StatusError 403 for a pod or a claim that is out of bounds, with all that one limit range has against it */
export function checkLimits(context: ServerContext, object: KubeObject): void {
  if (object.kind !== 'Pod' && object.kind !== 'PersistentVolumeClaim') return;
  for (const range of rangesOf(context, object)) {
    const items = range.spec?.limits ?? [];
    const faults = items.flatMap((item) =>
      object.kind === 'Pod'
        ? podFaults(item, object as Pod, context.release)
        : claimFaults(item, object as PersistentVolumeClaim),
    );
    const [first, ...others] = new Set(faults);
    if (first === undefined) continue;
    context.kernel.acts(BOUNDS);
    throw refuse(object, others.length === 0 ? first : `[${[first, ...others].join(', ')}]`);
  }
}

function rangesOf({ store }: ServerContext, { metadata }: KubeObject): LimitRange[] {
  return store.shelf('LimitRange').objects.list({ namespace: metadata.namespace as string }) as LimitRange[];
}

function podFaults(item: LimitRangeItem, pod: Pod, release: Release): string[] {
  const { containers, initContainers = [] } = pod.spec;
  if (item.type === 'Container') {
    return [...containers, ...initContainers].flatMap(({ resources = {} }) =>
      faultsOf(item, { requests: resources.requests ?? {}, limits: resources.limits ?? {} }),
    );
  }
  if (item.type !== 'Pod') return [];
  return faultsOf(item, { requests: wholePod(pod, 'requests', release), limits: wholePod(pod, 'limits', release) });
}

/** Of a claim there is nothing but what it asks for. */
function claimFaults({ type, min = {}, max = {} }: LimitRangeItem, { spec }: PersistentVolumeClaim): string[] {
  const { requests = {} } = spec.resources ?? {};
  if (type !== 'PersistentVolumeClaim') return [];
  const tooLittle = Object.entries(min).flatMap(([name, bound]) =>
    tooSmall(type, name, bound, { requests, limits: {} }),
  );
  const tooMuch = Object.entries(max).flatMap(([name, bound]) => {
    const request = requests[name];
    const says = `maximum ${name} usage per ${type} is ${canonicalQuantity(bound)}`;
    if (request === undefined) return [`${says}.  No request is specified`];
    return isMore(request, bound) ? [`${says}, but request is ${canonicalQuantity(request)}`] : [];
  });
  return [...tooLittle, ...tooMuch];
}

function faultsOf({ type, min = {}, max = {}, maxLimitRequestRatio = {} }: LimitRangeItem, wish: Wish): string[] {
  return [
    ...Object.entries(min).flatMap(([name, bound]) => tooSmall(type, name, bound, wish)),
    ...Object.entries(max).flatMap(([name, bound]) => tooLarge(type, name, bound, wish)),
    ...Object.entries(maxLimitRequestRatio).flatMap(([name, bound]) => tooFarApart(type, name, bound, wish)),
  ];
}

function tooSmall(type: string, name: string, bound: string, { requests, limits }: Wish): string[] {
  const [request, limit] = [requests[name], limits[name]];
  const says = `minimum ${name} usage per ${type} is ${canonicalQuantity(bound)}`;
  if (request === undefined) return [`${says}.  No request is specified`];
  if (isMore(bound, request)) return [`${says}, but request is ${canonicalQuantity(request)}`];
  return limit !== undefined && isMore(bound, limit) ? [`${says}, but limit is ${canonicalQuantity(limit)}`] : [];
}

function tooLarge(type: string, name: string, bound: string, { requests, limits }: Wish): string[] {
  const [request, limit] = [requests[name], limits[name]];
  const says = `maximum ${name} usage per ${type} is ${canonicalQuantity(bound)}`;
  if (limit === undefined) return [`${says}.  No limit is specified`];
  if (isMore(limit, bound)) return [`${says}, but limit is ${canonicalQuantity(limit)}`];
  return request !== undefined && isMore(request, bound)
    ? [`${says}, but request is ${canonicalQuantity(request)}`]
    : [];
}

function tooFarApart(type: string, name: string, bound: string, { requests, limits }: Wish): string[] {
  const [request, limit] = [parseQuantity(requests[name] ?? '0'), parseQuantity(limits[name] ?? '0')];
  const says = `${name} max limit to request ratio per ${type} is ${canonicalQuantity(bound)}`;
  if (request === 0n) return [`${says}, but no request is specified or request is 0`];
  if (limit === 0n) return [`${says}, but no limit is specified or limit is 0`];
  const ratio = Number(limit) / Number(request);
  return ratio * 1000 > Number(parseQuantity(bound)) ? [`${says}, but provided ratio is ${ratio.toFixed(6)}`] : [];
}

function isMore(quantity: string, than: string): boolean {
  return parseQuantity(quantity) > parseQuantity(than);
}

/** What its containers have together, unless the pod says it itself. */
function wholePod(pod: Pod, list: 'requests' | 'limits', release: Release): Record<string, string> {
  const { spec } = pod;
  const sums = [...containerAmounts(spec, list)].map(([name, amount]) => {
    return [name, formatQuantity(amount, name === 'cpu' ? 'DecimalSI' : 'BinarySI')] as const;
  });
  const known = ([name]: readonly [string, string]): boolean =>
    release.has('limitsOfPodsAreSums') ||
    spec.containers.every(({ resources }) => resources?.[list]?.[name] !== undefined);
  const own = release.has('podLevelResources') ? spec.resources?.[list] : undefined;
  return { ...Object.fromEntries(sums.filter(known)), ...own };
}
