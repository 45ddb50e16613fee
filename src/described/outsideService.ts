import type { Endpoints } from '../api/index';
import type { Cluster } from '../cluster';

/** TEST-NET-3 of RFC 5737: addresses that no machine of any story has. */
const OUTSIDE = '203.0.113';

/**
 * A service that leads to a machine outside the cluster, which is up and listens on a port when some time has passed
 * (kubernetes.io/docs/concepts/services-networking/service, Services without selectors): a database that somebody else runs.
 * @throws Error when there is a service of that name already
 */
export function serviceListens(
  cluster: Cluster,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  port: number,
  afterMs: number,
): void {
  const address = freeAddress(cluster);
  const metadata = { name, namespace };
  const service = { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port }] } };
  const subsets = [{ addresses: [{ ip: address }], ports: [{ port }] }];
  cluster.api.create(service, { by: 'kubectl' });
  cluster.api.create({ apiVersion: 'v1', kind: 'Endpoints', metadata, subsets }, { by: 'kubectl' });
  cluster.hosts.up(address);
  cluster.later(afterMs, () => cluster.hosts.up(address, port));
}

/**
 * Switches the machine off that such a service leads to, or on again with what it listened on.
 * @throws Error when there is no such service, or none that leads outside
 */
export function switchService(
  cluster: Cluster,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  isUp: boolean,
): void {
  const { subsets = [] } = cluster.api.find<Endpoints>('Endpoints', namespace, name) ?? {};
  const places = subsets.flatMap(({ addresses = [], ports = [] }) =>
    addresses.filter(({ ip }) => ip.startsWith(`${OUTSIDE}.`)).map(({ ip }) => ({ ip, ports })),
  );
  if (places.length === 0)
    throw new Error(
      `service "${name}" leads to no machine outside the cluster: say what happens to its pods; of one that somebody else runs \`service "${name}" listens on port 5432\` makes one`,
    );
  for (const { ip, ports } of places)
    if (!isUp) cluster.hosts.down(ip);
    else for (const { port } of ports) cluster.hosts.up(ip, port);
}

function freeAddress(cluster: Cluster): string {
  const taken = cluster.api
    .list<Endpoints>('Endpoints')
    .flatMap(({ subsets = [] }) => subsets.flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip)));
  return `${OUTSIDE}.${1 + taken.filter((ip) => ip.startsWith(`${OUTSIDE}.`)).length}`;
}
