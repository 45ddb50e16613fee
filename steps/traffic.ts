import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import {
  type ClientPlace,
  nearest,
  parseDuration,
  type Service,
  serviceAddress,
  serviceName,
  type TrafficClient,
  type TrafficOptions,
} from '../src/index';
import { Given } from './sentence';
import { assertServiceIsKnown, type ServiceName } from './services';
import type { PodwrightWorld } from './world';

/** Who sends requests, and from where: by default somebody in the cluster whom NetworkPolicies let in, called like the service. */
interface Client {
  readonly name?: string;
  readonly outside: boolean;
  readonly place: ClientPlace;
}

defineParameterType({
  name: 'client',
  regexp:
    /(?:(?:a|the) (?:client|user)|clients|users|client "([^"]+)")(?: (outside the cluster)| in pod "([^"]+)"(?: in namespace "([^"]+)")?| on node "([^"]+)")?/,
  transformer: (name?: string, outside?: string, pod?: string, namespace?: string, onNode?: string): Client => ({
    ...(name !== undefined && { name }),
    outside: outside !== undefined,
    place: placeOf(pod && `${namespace ?? 'default'}/${pod}`, onNode, outside),
  }),
  useForSnippets: false,
});

function placeOf(fromPod: string | undefined, onNode: string | undefined, outside: string | undefined): ClientPlace {
  if (fromPod) return { fromPod };
  if (onNode) return { onNode };
  return { inside: outside === undefined };
}

type Wishes = Partial<Pick<TrafficOptions, 'timeoutMs' | 'retries' | 'retryAfterMs' | 'keepAlive' | 'path'>> & {
  /** Asks the DNS before each new connection. */
  readonly byName?: boolean;
  /** The node whose port a client outside uses. */
  readonly node?: string;
};

/** What a row of the table below a traffic sentence means. */
const ROWS: Readonly<Record<string, (value: string) => Wishes>> = {
  timeout: (value) => ({ timeoutMs: parseDuration(value) }),
  retries: (value) => ({ retries: wholeNumber(value) }),
  'retry after': (value) => ({ retryAfterMs: parseDuration(value) }),
  'keep-alive': (value) => ({ keepAlive: yes(value) }),
  path: (path) => ({ path }),
  'by name': (value) => ({ byName: yes(value) }),
  'by node': (node) => ({ node }),
};

function wishesOf(table: DataTable): Wishes {
  const wishes = Object.entries(table.rowsHash()).map(([row, value]) => {
    const meaning = ROWS[row];
    if (!meaning) throw new Error(`a client has no "${row}"; ${nearest(row, Object.keys(ROWS))}`);
    return meaning(value);
  });
  return Object.assign({}, ...wishes) as Wishes;
}

function yes(value: string): boolean {
  if (value !== 'yes' && value !== 'no') throw new Error(`write yes or no, not "${value}"`);
  return value === 'yes';
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`write a whole number, not "${value}"`);
  return Number(value);
}

function start(
  world: PodwrightWorld,
  client: Client,
  perSecond: number,
  service: ServiceName,
  wishes: Wishes,
): TrafficClient {
  if (perSecond < 1) throw new Error('a client sends at least 1 request a second');
  const { byName, node, ...options } = wishes;
  const { name, namespace } = service;
  assertServiceIsKnown(world, service);
  const object = world.cluster.api.get<Service>('Service', namespace, name);
  const address = serviceAddress(world.cluster, object, client.outside ? 'outside' : 'inside', node);
  const traffic = { name: client.name ?? name, ...address, ...client.place, ...options, perSecond };
  const started = world.cluster.startTraffic(byName ? { ...traffic, host: serviceName(namespace, name) } : traffic);
  world.clients.push(started);
  return started;
}

Given(
  '{client} send(s) {int} request(s) per/a/every/each second to {service}',
  function (this: PodwrightWorld, client: Client, perSecond: number, service: ServiceName) {
    start(this, client, perSecond, service, {});
  },
);

Given(
  '{client} send(s) {int} request(s) per/a/every/each second to {service} with(:)',
  function (this: PodwrightWorld, client: Client, perSecond: number, service: ServiceName, table: DataTable) {
    start(this, client, perSecond, service, wishesOf(table));
  },
);

/** Of whom nobody says how busy he is. */
const PER_SECOND = 10;

Given('{client} send(s) requests to {service}', function (this: PodwrightWorld, client: Client, service: ServiceName) {
  start(this, client, PER_SECOND, service, {});
});

Given(
  '{client} call(s)/ask(s) {service} every {duration}',
  function (this: PodwrightWorld, client: Client, service: ServiceName, everyMs: number) {
    if (everyMs === 0 || 1000 % everyMs !== 0)
      throw new Error('a client sends whole numbers of requests a second: every 1s, 500ms, 200ms, 100ms …');
    start(this, client, 1000 / everyMs, service, {});
  },
);

/** Then it stops; the story goes on meanwhile. */
Given(
  '{client} send(s) {int} request(s) per/a/every/each second to {service} for {duration}',
  function (this: PodwrightWorld, client: Client, perSecond: number, service: ServiceName, forMs: number) {
    const started = start(this, client, perSecond, service, {});
    this.cluster.later(forMs, () => started.stop());
  },
);

Given('the clients stop', function (this: PodwrightWorld) {
  for (const client of this.clients.splice(0)) client.stop();
});
