import type { Service, ServicePort } from '../api/index';
import type { Cluster } from '../cluster';
import { formatDuration } from '../duration';
import type { LossReason } from '../traffic/index';
import { podStoryAt } from './podStory';

/** One request of a traffic client, as the journal has it. */
export interface RequestFact {
  /** When it was answered or given up. */
  readonly t: number;
  readonly client: string;
  /** `namespace/name` of the service that was asked; empty when it was something else. */
  readonly service: string;
  readonly ok: boolean;
  readonly status?: number;
  readonly reason?: LossReason;
  readonly why: string;
  /** From the first try to the end of the last. */
  readonly latencyMs: number;
  readonly tries: number;
  /** Name of the pod or machine that accepted it. */
  readonly served?: string;
  /** The pod, or its address, that the rules had chosen for one that nobody accepted. */
  readonly chosen?: string;
}

export interface RequestQuery {
  readonly sinceMs?: number;
  readonly client?: string;
  /** `namespace/name`. */
  readonly service?: string;
}

/** Every request that came to its end from virtual time `sinceMs` on; of one client, to one service where they are named. */
export function requests(cluster: Cluster, { sinceMs = 0, client, service }: RequestQuery = {}): RequestFact[] {
  const found: RequestFact[] = [];
  for (const { type, t, object, detail } of cluster.journal.all()) {
    if (type !== 'request' || t < sinceMs) continue;
    if (client !== undefined && detail['client'] !== client) continue;
    if (service !== undefined && object !== `Service/${service}`) continue;
    const what = detail as unknown as Omit<RequestFact, 't' | 'service'>;
    found.push({ t, service: object.slice('Service/'.length), ...what });
  }
  return found;
}

const SHOWN = 3;

/**
 * `7 of 785 requests failed: 5 refused by web-1 …; 2 nobody answered …`, and below it the first lost ones with their time
 * and what was the matter with the pod.
 * @param sinceMs the virtual time that counts as zero
 */
export function describeFailures(all: readonly RequestFact[], cluster?: Cluster, sinceMs = 0): string {
  const failed = all.filter((request) => !request.ok);
  const byReason = new Map<string, number>();
  for (const { why } of failed) byReason.set(why, (byReason.get(why) ?? 0) + 1);
  const reasons = [...byReason].sort((a, b) => b[1] - a[1]).map(([why, count]) => `${count} ${why}`);
  const summary = `${failed.length} of ${all.length} requests failed${reasons.length ? `: ${reasons.join('; ')}` : ''}`;
  if (!cluster) return summary;
  return [summary, ...failed.slice(0, SHOWN).map((request) => describeLoss(cluster, request, sinceMs))].join('\n  ');
}

/** `at 12.31s refused by web-1, …; web-1 was deleted 310ms before, its container "web" ended 280ms before`. */
function describeLoss(cluster: Cluster, request: RequestFact, sinceMs = 0): string {
  const pod = request.served ?? request.chosen;
  const story = pod === undefined ? '' : podStoryAt(cluster, pod, request.t);
  const tries = request.tries > 1 ? ` (try ${request.tries})` : '';
  return `at ${formatDuration(request.t - sinceMs)} ${request.why}${tries}${story && `; ${story}`}`;
}

/** How long some requests failed: from the first failed one to the last, 0 when none did. */
export function troubleMs(all: readonly RequestFact[]): number {
  const failed = all.filter((request) => !request.ok);
  return (failed.at(-1)?.t ?? 0) - (failed[0]?.t ?? 0);
}

/** The longest time in which every request failed: from the first of a row of failed ones to the next answered one. */
export function outageMs(all: readonly RequestFact[]): number {
  let longestMs = 0;
  let sinceMs: number | undefined;
  for (const { t, ok } of all) {
    if (sinceMs !== undefined) longestMs = Math.max(longestMs, t - sinceMs);
    sinceMs = ok ? undefined : (sinceMs ?? t);
  }
  return longestMs;
}

/** How many requests each pod or machine has answered, by name. */
export function answersByPod(all: readonly RequestFact[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { ok, served } of all) if (ok && served) counts.set(served, (counts.get(served) ?? 0) + 1);
  return counts;
}

/** Where a client finds a service. */
export interface ServiceAddress {
  /** `namespace/name`. */
  readonly service: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Where a client finds a service: inside its ClusterIP (its name, when it is headless), outside its load balancer or the port
 * of a node, by default the first.
 * @throws Error when the service has no such address
 */
export function serviceAddress(
  cluster: Cluster,
  { spec, status, metadata }: Service,
  from: 'inside' | 'outside',
  onNode?: string,
): ServiceAddress {
  const { name, namespace = 'default' } = metadata;
  const service = `${namespace}/${name}`;
  const port = requestPort(spec);
  if (!port) throw new Error(`service "${name}" has no port for TCP to send requests to`);
  if (from === 'inside') {
    if (spec.clusterIP && spec.clusterIP !== 'None') return { service, host: spec.clusterIP, port: port.port };
    return { service, host: serviceName(namespace, name), port: Number(port.targetPort ?? port.port) || port.port };
  }
  const ip = onNode === undefined ? status?.loadBalancer?.ingress?.[0]?.ip : undefined;
  if (ip) return { service, host: ip, port: port.port };
  const [first] = cluster.nodes.values();
  const node = onNode === undefined ? first : cluster.node(onNode);
  if (!node || port.nodePort === undefined)
    throw new Error(`service "${name}" has no node port: nobody outside the cluster can reach it`);
  return { service, host: node.ip, port: port.nodePort };
}

/** The port of a service that clients send their requests to: its first one for TCP. */
export function requestPort({ ports = [] }: Pick<Service['spec'], 'ports'>): ServicePort | undefined {
  return ports.find(({ protocol = 'TCP' }) => protocol === 'TCP');
}

/** The name by which every pod of the cluster finds a service. */
export function serviceName(namespace: string, name: string): string {
  return `${name}.${namespace}.svc.cluster.local`;
}
