import type { DatagramReply } from '../src/index';
import { fail } from './observation';
import type { PodName } from './parameters';
import { Then } from './sentence';
import type { ServiceName } from './services';
import type { PodwrightWorld } from './world';

function toPod(world: PodwrightWorld, data: string, port: number, { name, namespace }: PodName): DatagramReply {
  return world.cluster.sendDatagram(`${namespace}/${name}`, port, data);
}

function toService(world: PodwrightWorld, data: string, port: number, service: ServiceName): DatagramReply {
  return world.cluster.sendDatagramToService(`${service.namespace}/${service.name}`, port, data);
}

function assertAnswer({ data, error }: DatagramReply, expected: string): void {
  if (error !== undefined || data.trim() !== expected)
    fail('as the answer', `"${expected}"`, error ?? `"${data.trim()}"`);
}

/** Nobody says a word: neither an answer nor that the port is closed. */
function assertSilence({ data, error }: DatagramReply): void {
  if (error !== 'Connection timed out') fail('as the answer', 'none', error ?? `"${data.trim()}"`);
}

function assertFailure({ data, error }: DatagramReply, expected: string): void {
  if (!error?.includes(expected)) fail('as the answer', expected, error ?? `"${data.trim()}"`);
}

Then(
  'a datagram {string} to port {int} of {pod} is answered with {string}',
  function (this: PodwrightWorld, data: string, port: number, pod: PodName, expected: string) {
    assertAnswer(toPod(this, data, port, pod), expected);
  },
);

Then(
  'a datagram {string} to port {int} of {service} is answered with {string}',
  function (this: PodwrightWorld, data: string, port: number, service: ServiceName, expected: string) {
    assertAnswer(toService(this, data, port, service), expected);
  },
);

Then(
  'a datagram {string} to port {int} of {pod} is not answered',
  function (this: PodwrightWorld, data: string, port: number, pod: PodName) {
    assertSilence(toPod(this, data, port, pod));
  },
);

Then(
  'a datagram {string} to port {int} of {service} is not answered',
  function (this: PodwrightWorld, data: string, port: number, service: ServiceName) {
    assertSilence(toService(this, data, port, service));
  },
);

Then(
  'a datagram {string} to port {int} of {pod} fails with {string}',
  function (this: PodwrightWorld, data: string, port: number, pod: PodName, expected: string) {
    assertFailure(toPod(this, data, port, pod), expected);
  },
);

Then(
  'a datagram {string} to port {int} of {service} fails with {string}',
  function (this: PodwrightWorld, data: string, port: number, service: ServiceName, expected: string) {
    assertFailure(toService(this, data, port, service), expected);
  },
);
