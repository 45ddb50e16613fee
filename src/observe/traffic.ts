import type { Service } from '../api/index';
import type { Cluster } from '../cluster';

/** One request of a traffic client, as the journal has it. */
export interface RequestFact {
  readonly t: number;
  readonly client: string;
  readonly ok: boolean;
  readonly status?: number;
  readonly why: string;
  readonly latencyMs: number;
  /** Name of the pod or machine that accepted it. */
  readonly served?: string;
}

/** Every finished request from virtual time `sinceMs` on; of one client where it is named. */
export function requests(cluster: Cluster, options: { sinceMs?: number; client?: string } = {}): RequestFact[] {
  const { sinceMs = 0, client } = options;
  return cluster.journal
    .ofType('request')
    .filter((fact) => fact.t >= sinceMs)
    .filter((fact) => client === undefined || fact.detail['client'] === client)
    .map((fact) => ({ t: fact.t, ...(fact.detail as unknown as Omit<RequestFact, 't'>) }));
}

/** `7 of 785 requests failed: 5 refused by web-1 …, 2 nobody answered …`. */
export function describeFailures(all: readonly RequestFact[]): string {
  const failed = all.filter((request) => !request.ok);
  const byReason = new Map<string, number>();
  for (const { why } of failed) byReason.set(why, (byReason.get(why) ?? 0) + 1);
  const reasons = [...byReason].sort((a, b) => b[1] - a[1]).map(([why, count]) => `${count} ${why}`);
  return `${failed.length} of ${all.length} requests failed${reasons.length ? `: ${reasons.join('; ')}` : ''}`;
}

/** Where a client finds a service: its ClusterIP inside, a node's port outside. */
export function serviceAddress(
  cluster: Cluster,
  service: Service,
  from: 'inside' | 'outside',
): { host: string; port: number } {
  const [port] = service.spec.ports ?? [];
  const name = service.metadata.name;
  if (!port) throw new Error(`service "${name}" has no port to send requests to`);
  if (from === 'inside') return { host: service.spec.clusterIP ?? '', port: port.port };
  const [node] = cluster.nodes.values();
  if (!node || port.nodePort === undefined)
    throw new Error(`service "${name}" has no node port: nobody outside the cluster can reach it`);
  return { host: node.ip, port: port.nodePort };
}
