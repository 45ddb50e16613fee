import { LONGEST_DURATION_MS, type Service } from '../src/index';
import { givenObjects } from './givenObjects';
import type { HostName } from './hostNames';
import type { ContainerName } from './parameters';
import { GivenOrThen } from './sentence';
import type { ServiceName } from './services';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** How an app behaves while it lacks what it depends on: at each request or at its start it tries that, from where its pod runs. */

type Lacked = ServiceName | HostName;

/** What can be lacking, in words, and the place that the app tries. */
const LACKING: readonly [words: string, placeOf: (world: PodwrightWorld, lacked: never) => string][] = [
  ['{service} is missing/absent', (_, { name, namespace }: ServiceName) => `${name}.${namespace}`],
  [
    '{service} is down/unreachable/unavailable',
    (world, service: ServiceName) => `${service.name}.${service.namespace}:${portOf(world, service)}`,
  ],
  ['{address} is down/unreachable/unavailable', (_, host: HostName) => hostPlace(host)],
];

for (const [words, placeOf] of LACKING) {
  const lacks = (world: PodwrightWorld, lacked: Lacked) => ({
    whileUnreachable: (placeOf as (world: PodwrightWorld, lacked: Lacked) => string)(world, lacked),
  });

  GivenOrThen(
    `{container} {answers} {int} while/when ${words}`,
    function (this: PodwrightWorld, name: ContainerName, status: number, lacked: Lacked) {
      this.behave(name, { responses: [{ status, ...lacks(this, lacked) }] });
    },
  );

  /** At each start it tries that; one that has started lives on. */
  GivenOrThen(
    `{container} exits with (exit )(code ){int} {atOnce} while/when ${words}`,
    function (this: PodwrightWorld, name: ContainerName, code: number, lacked: Lacked) {
      this.behave(name, { needs: [{ place: lacks(this, lacked).whileUnreachable, code }] });
    },
  );
  GivenOrThen(
    `{container} fails/crashes {atOnce} while/when ${words}`,
    function (this: PodwrightWorld, name: ContainerName, lacked: Lacked) {
      this.behave(name, { needs: [{ place: lacks(this, lacked).whileUnreachable }] });
    },
  );

  GivenOrThen(
    `{container} {answers} {int} on (path ){string} while/when ${words}`,
    function (this: PodwrightWorld, name: ContainerName, status: number, path: string, lacked: Lacked) {
      this.behave(name, { responses: [{ path, status, ...lacks(this, lacked) }] });
    },
  );
}

/** The first port of a service that is there or given; what a sentence does not say, a reader would look up there too. */
function portOf(world: PodwrightWorld, { name, namespace }: ServiceName): number {
  const there = world.cluster.api.find<Service>('Service', namespace, name);
  const port = (there ?? givenService(world, name))?.spec.ports?.[0]?.port;
  if (port === undefined)
    throw told(
      `no manifest that was given by now says which port service "${name}" has: give it before, or say the port: while "${name}:5432" is unreachable`,
    );
  return port;
}

function givenService(world: PodwrightWorld, name: string): Service | undefined {
  return givenObjects(world).find(
    (object): object is Service => object.kind === 'Service' && object.metadata?.name === name,
  );
}

/** One of a manifest takes connections, or does not; of another only the name is known. */
function servicePlace(world: PodwrightWorld, service: ServiceName): string {
  const { name, namespace } = service;
  const isThere = world.cluster.api.find('Service', namespace, name) ?? givenService(world, name);
  return isThere ? `${name}.${namespace}:${portOf(world, service)}` : `${name}.${namespace}`;
}

function hostPlace({ address, port }: HostName): string {
  return port === undefined ? address : `${address}:${port}`;
}

/** What it can't start without. */
for (const needs of [
  '{container} needs {service}( to start)( to start up)',
  '{container} depends on {service}',
  '{container} fails/crashes without {service}',
])
  GivenOrThen(needs, function (this: PodwrightWorld, name: ContainerName, service: ServiceName) {
    this.behave(name, { needs: [{ place: servicePlace(this, service) }] });
  });
GivenOrThen(
  '{container} needs {address} to start( up)',
  function (this: PodwrightWorld, name: ContainerName, address: HostName) {
    this.behave(name, { needs: [{ place: hostPlace(address) }] });
  },
);

/** It tries each second; without a time it never gives up. */
GivenOrThen(
  '{container} waits for {service}( before it serves)',
  function (this: PodwrightWorld, name: ContainerName, service: ServiceName) {
    this.behave(name, { needs: [{ place: servicePlace(this, service), forMs: LONGEST_DURATION_MS }] });
  },
);
GivenOrThen(
  '{container} waits (for )(at most )(up to ){duration} for {service}',
  function (this: PodwrightWorld, name: ContainerName, forMs: number, service: ServiceName) {
    this.behave(name, { needs: [{ place: servicePlace(this, service), forMs }] });
  },
);
