import { defineParameterType } from '@cucumber/cucumber';
import { nearest, readyEndpoints, restartsBehind } from '../src/index';
import { fail, observable } from './observation';
import type { Times } from './parameters';
import { Then } from './then';
import type { PodwrightWorld } from './world';

/** A service, with its namespace where that isn't `default`. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

defineParameterType({
  name: 'service',
  regexp: /service "([^"]+)"(?: in namespace "([^"]+)")?/,
  transformer: (name: string, namespace?: string): ServiceName => ({ name, namespace: namespace ?? 'default' }),
  useForSnippets: false,
});

/** @throws Error with the near names when there is no such service: a misspelt name must not pass a check. */
export function assertServiceIsKnown(world: PodwrightWorld, { name, namespace }: ServiceName): void {
  const names = world.cluster.api.list('Service', { namespace }).map((service) => service.metadata.name);
  if (!names.includes(name))
    throw new Error(`there is no service "${name}" in namespace "${namespace}"; ${nearest(name, names)}`);
}

function endpointsOf(world: PodwrightWorld, service: ServiceName): string[] {
  assertServiceIsKnown(world, service);
  const { name, namespace } = service;
  return readyEndpoints(world.cluster, name, namespace);
}

function list(pods: readonly string[]): string {
  return pods.length ? pods.join(', ') : 'no endpoint';
}

observable('{service} leads to {words}', (world: PodwrightWorld, service: ServiceName, pods: string[]) => {
  const seen = list(endpointsOf(world, service));
  const expected = list([...pods].sort());
  return { holds: seen === expected, expected, seen };
});

observable('{service} has no endpoint', (world: PodwrightWorld, service: ServiceName) => {
  const seen = endpointsOf(world, service);
  return { holds: seen.length === 0, expected: 'no endpoint', seen: list(seen) };
});

observable('{service} has {int} endpoint(s)', (world: PodwrightWorld, service: ServiceName, count: number) => {
  const seen = endpointsOf(world, service);
  return { holds: seen.length === count, expected: `${count} endpoints`, seen: list(seen) };
});

Then(
  'every pod of {service} has restarted {times}',
  function (this: PodwrightWorld, service: ServiceName, times: Times) {
    assertRestarts(this, service, times);
  },
);

Then('no pod of {service} has restarted', function (this: PodwrightWorld, service: ServiceName) {
  assertRestarts(this, service, { text: 'never', accepts: (count) => count === 0 });
});

function assertRestarts(world: PodwrightWorld, { name, namespace }: ServiceName, times: Times): void {
  const restarts = [...restartsBehind(world.cluster, name, namespace)];
  if (restarts.length > 0 && restarts.every(([, count]) => times.accepts(count))) return;
  const seen = restarts.map(([pod, count]) => `${pod}: ${count}`).join(', ');
  fail('by now', `each pod restarted ${times.text}`, seen || 'no pod');
}

Then(
  'a GET of {string} from {service} answers with status {int}',
  function (this: PodwrightWorld, path: string, { name, namespace }: ServiceName, expected: number) {
    const answer = this.cluster.getFromService(`${namespace}/${name}`, path);
    if (answer.status !== expected)
      fail('as the answer', `status ${expected}`, answer.error ?? `status ${answer.status}`);
  },
);

Then(
  'a GET of {string} from {service} fails with {string}',
  function (this: PodwrightWorld, path: string, { name, namespace }: ServiceName, expected: string) {
    const { error, status } = this.cluster.getFromService(`${namespace}/${name}`, path);
    if (!error?.includes(expected)) fail('as the answer', expected, error ?? `status ${status}`);
  },
);
