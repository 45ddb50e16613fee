import { assertPodIsKnown, readyEndpoints } from '../src/index';
import { fail, type Observed, observable } from './observation';
import type { Count, PodName } from './parameters';
import type { AllPods } from './pods';
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

observable('{service} {has} no (ready )endpoint(s)', (world: PodwrightWorld, service: ServiceName) => {
  const seen = endpointsOf(world, service);
  return { holds: seen.length === 0, expected: 'no endpoint', seen: list(seen) };
});

observable('(the )endpoints of {service} {is} empty', (world: PodwrightWorld, service: ServiceName) => {
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

for (const answered of [
  '{service} answers/responds',
  '{service} {is} reachable',
  'a (GET )request to {service} {answered}',
])
  Then(answered, function (this: PodwrightWorld, service: ServiceName) {
    const { status, error } = askedUntil(this, service, true);
    if (!isContent(status)) fail('as the answer', 'status 200', error ?? `status ${status}`);
  });
for (const failed of [
  'a (GET )request to {service} fails/failed',
  '{service} {is} unreachable',
  '{service} {isNot} reachable',
])
  Then(failed, function (this: PodwrightWorld, service: ServiceName) {
    const { status } = askedUntil(this, service, false);
    if (isContent(status)) fail('as the answer', 'a failure', `status ${status}`);
  });

/** What follows from a fact that was waited for has its time to come: the endpoints of a Deployment that became available. */
function askedUntil(world: PodwrightWorld, service: ServiceName, isWanted: boolean): ReturnType<typeof askedFor> {
  const answer = askedFor(world, service);
  const restMs = world.settlesMs - world.cluster.now;
  if (restMs <= 0 || isContent(answer.status) === isWanted) return answer;
  world.cluster.advance(restMs);
  return askedFor(world, service);
}

function askedFor(
  world: PodwrightWorld,
  service: ServiceName,
): ReturnType<PodwrightWorld['cluster']['getFromService']> {
  assertServiceIsKnown(world, service);
  return world.cluster.getFromService(`${service.namespace}/${service.name}`, '/');
}

/** As clients call it a success. */
function isContent(status: number | undefined): boolean {
  return status !== undefined && status > 0 && status < 400;
}

observable('{service} leads/routes to {number} pod(s)', (world: PodwrightWorld, service: ServiceName, count: Count) => {
  const seen = endpointsOf(world, service);
  return { holds: count.accepts(seen.length), expected: `${count.text} pods`, seen: list(seen) };
});

/** Ready, as kube-proxy takes it. */
function isEndpoint(world: PodwrightWorld, pod: PodName, service: ServiceName, wanted: boolean): Observed {
  const { name, namespace } = pod;
  assertPodIsKnown(world.cluster, name, namespace);
  const seen = endpointsOf(world, service);
  return {
    holds: (seen.includes(name) && namespace === service.namespace) === wanted,
    expected: `pod "${name}" ${wanted ? 'among' : 'not among'} the endpoints`,
    seen: list(seen),
  };
}

observable('{pod} {is} {among} of {service}', (world: PodwrightWorld, pod: PodName, service: ServiceName) =>
  isEndpoint(world, pod, service, true),
);
observable('{all} {is} {among} of {service}', (world: PodwrightWorld, pods: AllPods, service: ServiceName) => {
  const seen = endpointsOf(world, service);
  const all = pods.in(world).map(({ name }) => name);
  return {
    holds: pods.fits(all.length) && all.every((name) => seen.includes(name)),
    expected: `all ${pods.text} among the endpoints: ${list(all)}`,
    seen: list(seen),
  };
});
observable('{pod} {isNot} {among} of {service}', (world: PodwrightWorld, pod: PodName, service: ServiceName) =>
  isEndpoint(world, pod, service, false),
);
observable(
  '{pod} {is} removed from (the endpoints of ){service}',
  (world: PodwrightWorld, pod: PodName, service: ServiceName) => isEndpoint(world, pod, service, false),
);
observable(
  '{pod} {is} added (back )to (the endpoints of ){service}',
  (world: PodwrightWorld, pod: PodName, service: ServiceName) => isEndpoint(world, pod, service, true),
);

/** Of any Service: as far as Kubernetes is concerned, what is ready gets traffic. */
function getsTraffic(world: PodwrightWorld, pod: PodName, wanted: boolean): Observed {
  const { name, namespace } = pod;
  assertPodIsKnown(world.cluster, name, namespace);
  const services = world.cluster.api.list('Service', { namespace }).map(({ metadata }) => metadata.name);
  const leading = services.filter((service) => endpointsOf(world, { name: service, namespace }).includes(name));
  return {
    holds: leading.length > 0 === wanted,
    expected: `${wanted ? 'a' : 'no'} service leads to pod "${name}"`,
    seen: leading.length > 0 ? `service "${leading.join('", "')}" does` : `none of ${list(services)} does`,
  };
}
observable('{pod} gets/receives traffic', (world: PodwrightWorld, pod: PodName) => getsTraffic(world, pod, true));
observable('{pod} gets/receives no traffic', (world: PodwrightWorld, pod: PodName) => getsTraffic(world, pod, false));

Then('{service} {answers} {int}', function (this: PodwrightWorld, service: ServiceName, expected: number) {
  assertAnswer(this, '/', service, expected);
});

Then(
  'a GET of {string} from/to/on {service} fails with {string}',
  function (this: PodwrightWorld, path: string, { name, namespace }: ServiceName, expected: string) {
    const { error, status } = this.cluster.getFromService(`${namespace}/${name}`, path);
    if (!error?.includes(expected)) fail('as the answer', expected, error ?? `status ${status}`);
  },
);
