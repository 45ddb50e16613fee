import type { Container, Probe, ServicePort } from '../api/index';
import { handlerOf, PROBE_FIELDS } from './handlers';

/** What a port speaks. `other`: databases, brokers and all that is no web server. */
export type Protocol = 'http' | 'https' | 'grpc' | 'other';

const WEB: Readonly<Record<string, Protocol>> = {
  http: 'http',
  http1: 'http',
  http2: 'http',
  h2c: 'http',
  ws: 'http',
  web: 'http',
  https: 'https',
  wss: 'https',
  grpc: 'grpc',
};

/** First words of the names of ports, as people and service meshes use them. */
const OTHERS = new Set(
  'tcp tls udp dns mysql mariadb postgres postgresql redis valkey mongo mongodb amqp amqps mqtt kafka zookeeper memcached memcache cql nats client ldap ldaps smtp ssh ftp etcd'.split(
    ' ',
  ),
);

/** Ports that belong to one protocol (IANA, and the defaults of popular servers). */
const NUMBERS: Readonly<Record<number, Protocol>> = {
  443: 'https',
  6443: 'https',
  8443: 'https',
  50051: 'grpc',
  ...Object.fromEntries(
    [
      22, 25, 53, 389, 636, 1433, 1521, 1883, 2181, 3306, 4222, 5432, 5672, 6379, 7687, 8883, 9042, 9092, 11211, 26257,
      27017,
    ].map((port) => [port, 'other' as const]),
  ),
};

/**
 * What a port of a container speaks, by what asks it: a probe knows best, then what the service says, then the port's name, then
 * its number. A port about which nothing is known is a web server's.
 */
export function protocolOf(container: Container, port: number | string, servicePort?: ServicePort): Protocol {
  const declared = (container.ports ?? []).find(({ name, containerPort }) => name === port || containerPort === port);
  const probed = PROBE_FIELDS.map((field) => protocolOfProbe(container[field], port, declared)).find(Boolean);
  const said = byWord(servicePort?.appProtocol?.replace(/^kubernetes\.io\//, ''), true);
  const number = declared?.containerPort ?? Number(port);
  return probed ?? said ?? byName(servicePort?.name) ?? byName(declared?.name) ?? NUMBERS[number] ?? 'http';
}

type Declared = { readonly name?: string; readonly containerPort: number } | undefined;

function protocolOfProbe(probe: Probe | undefined, port: number | string, declared: Declared): Protocol | undefined {
  const { httpGet, grpc, exec } = probe ?? {};
  const isIt = (asked: number | string) =>
    asked === port || asked === declared?.containerPort || asked === declared?.name;
  if (httpGet && isIt(httpGet.port)) return httpGet.scheme === 'HTTPS' ? 'https' : 'http';
  if (grpc && isIt(grpc.port)) return 'grpc';
  const address = isGrpcHealthProbe(exec?.command) && /-addr[= ]\S*:(\d+)/.exec(exec?.command?.join(' ') ?? '');
  return address && isIt(Number(address[1])) ? 'grpc' : undefined;
}

/** `/bin/grpc_health_probe -addr=:8080`: the health service of gRPC, asked by a program. */
export function isGrpcHealthProbe(command: readonly string[] = []): boolean {
  return command[0]?.split('/').pop() === 'grpc_health_probe';
}

/** `grpc-xds`, `tcp-redis`, `otlp-grpc`: the first word that says something. */
function byName(name: string | undefined): Protocol | undefined {
  return name
    ?.split('-')
    .map((word) => byWord(word, false))
    .find(Boolean);
}

function byWord(word: string | undefined, isSaid: boolean): Protocol | undefined {
  if (!word) return undefined;
  return WEB[word] ?? (isSaid || OTHERS.has(word) ? 'other' : undefined);
}

/** A probe that asks a page of a port, or the health service of a gRPC one; undefined where there is nothing to ask for. */
export function pageOn(protocol: Protocol, port: number | string, path: string, container: Container) {
  if (protocol === 'http') return { httpGet: { path, port } };
  if (protocol === 'https') return { httpGet: { path, port, scheme: 'HTTPS' as const } };
  const number = (container.ports ?? []).find(({ name }) => name === port)?.containerPort ?? Number(port);
  return protocol === 'grpc' && Number.isInteger(number) ? handlerOf({ grpc: { port: number } }) : undefined;
}
