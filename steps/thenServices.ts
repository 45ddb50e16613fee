import { readyEndpoints } from '../src/index';
import { fail, observable } from './observation';
import type { Count } from './parameters';
import { Then } from './sentence';
import { assertServiceIsKnown, type ServiceName } from './services';
import type { PodwrightWorld } from './world';

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

observable('{service} {has} no endpoint(s)', (world: PodwrightWorld, service: ServiceName) => {
  const seen = endpointsOf(world, service);
  return { holds: seen.length === 0, expected: 'no endpoint', seen: list(seen) };
});

observable('the endpoints of {service} {is} empty', (world: PodwrightWorld, service: ServiceName) => {
  const seen = endpointsOf(world, service);
  return { holds: seen.length === 0, expected: 'no endpoint', seen: list(seen) };
});

observable(
  '{service} {has} {number}( ready) endpoint(s)( again)',
  (world: PodwrightWorld, service: ServiceName, count: Count) => {
    const seen = endpointsOf(world, service);
    return { holds: count.accepts(seen.length), expected: `${count.text} endpoints`, seen: list(seen) };
  },
);

function assertAnswer(world: PodwrightWorld, path: string, { name, namespace }: ServiceName, expected: number): void {
  const answer = world.cluster.getFromService(`${namespace}/${name}`, path);
  if (answer.status !== expected)
    fail('as the answer', `status ${expected}`, answer.error ?? `status ${answer.status}`);
}

Then(
  'a GET of {string} from/to/on {service} answers/returns (with )(status ){int}',
  function (this: PodwrightWorld, path: string, service: ServiceName, expected: number) {
    assertAnswer(this, path, service, expected);
  },
);

Then(
  '{service} answers (with )(status ){int}',
  function (this: PodwrightWorld, service: ServiceName, expected: number) {
    assertAnswer(this, '/', service, expected);
  },
);

Then(
  'a GET of {string} from/to/on {service} fails with {string}',
  function (this: PodwrightWorld, path: string, { name, namespace }: ServiceName, expected: string) {
    const { error, status } = this.cluster.getFromService(`${namespace}/${name}`, path);
    if (!error?.includes(expected)) fail('as the answer', expected, error ?? `status ${status}`);
  },
);
