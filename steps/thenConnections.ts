import { defineParameterType } from '@cucumber/cucumber';
import { type Service, serviceName } from '../src/index';
import { fail } from './observation';
import type { PodName } from './parameters';
import { Then } from './sentence';
import { assertServiceIsKnown, type ServiceName } from './services';
import { told } from './told';
import type { PodwrightWorld } from './world';

defineParameterType({
  name: 'canReach',
  regexp: /can(?:not| not|'t)? (?:reach|connect to)/,
  transformer: (words: string) => /^can (?!not)/.test(words),
  useForSnippets: false,
});

/** How often it is tried while what was waited for last still has consequences, such as the rules of a Service. */
const PAUSE_MS = 100;

/** A program in the pod resolves the name and connects. */
function assertConnection(world: PodwrightWorld, pod: PodName, can: boolean, host: string, port: number): void {
  const connect = () => world.cluster.connectFromPod(`${pod.namespace}/${pod.name}`, host, port).error;
  let error = connect();
  while ((error === undefined) !== can && world.cluster.now < world.settlesMs) {
    world.cluster.advance(PAUSE_MS);
    error = connect();
  }
  if ((error === undefined) === can) return;
  const expected = `pod "${pod.name}" ${can ? 'gets' : 'gets no'} connection to port ${port} of ${host}`;
  fail('now', expected, error ?? 'it was accepted');
}

function hostOf(world: PodwrightWorld, service: ServiceName): string {
  assertServiceIsKnown(world, service);
  return serviceName(service.namespace, service.name);
}

/** The port of a Service that has one. */
function onlyPort(world: PodwrightWorld, { name, namespace }: ServiceName): number {
  const { ports = [] } = world.cluster.api.get<Service>('Service', namespace, name).spec;
  if (ports.length === 1 && ports[0]) return ports[0].port;
  throw told(`service "${name}" has ${ports.length} ports: say which one, "… on port ${ports[0]?.port ?? 80}"`);
}

Then('{pod} {canReach} {service}', function (this: PodwrightWorld, pod: PodName, can: boolean, service: ServiceName) {
  const host = hostOf(this, service);
  assertConnection(this, pod, can, host, onlyPort(this, service));
});

Then(
  '{pod} {canReach} {service} on port {int}',
  function (this: PodwrightWorld, pod: PodName, can: boolean, service: ServiceName, port: number) {
    assertConnection(this, pod, can, hostOf(this, service), port);
  },
);

Then(
  '{pod} {canReach} {pod} on port {int}',
  function (this: PodwrightWorld, pod: PodName, can: boolean, { name, namespace }: PodName, port: number) {
    assertConnection(this, pod, can, this.cluster.addressOf(`${namespace}/${name}`), port);
  },
);

Then(
  '{pod} {canReach} {string} on port {int}',
  function (this: PodwrightWorld, pod: PodName, can: boolean, host: string, port: number) {
    assertConnection(this, pod, can, host, port);
  },
);
