import { type AccessLogEntry, formatDuration } from '../src/index';
import type { HostName } from './hostNames';
import { fail, observable } from './observation';
import type { Times } from './parameters';
import { Given, Then } from './sentence';
import type { PodwrightWorld } from './world';

/** Servers outside the cluster: what they answer, and what they were asked for. */

Given(
  'the server at {string} answers {string} with status {int}',
  function (this: PodwrightWorld, address: string, path: string, status: number) {
    this.cluster.hosts.respond(address, { path, status });
  },
);

Given(
  'the server at {string} takes {duration} to answer',
  function (this: PodwrightWorld, address: string, afterMs: number) {
    this.cluster.hosts.respond(address, { afterMs });
  },
);

observable('{host} {asked} {string}', (world: PodwrightWorld, { address }: HostName, said: string) => {
  const log = world.cluster.hosts.accessLog(address);
  const [, method, path] = /^(?:([A-Z]+) )?(.*)$/.exec(said) ?? [];
  return {
    holds: log.some((entry) => entry.path === path && (method === undefined || entry.method === method)),
    expected: `a request for ${said}`,
    seen: list(log),
  };
});

observable(
  '{host} {asked} {string} by {string}',
  (world: PodwrightWorld, { address }: HostName, path: string, userAgent: string) => {
    const log = world.cluster.hosts.accessLog(address);
    return {
      holds: log.some((entry) => entry.path === path && entry.userAgent === userAgent),
      expected: `a request for ${path} by ${userAgent}`,
      seen: list(log),
    };
  },
);

observable(
  '{host} {asked} {string} from {node}',
  (world: PodwrightWorld, { address }: HostName, path: string, node: string) => {
    const log = world.cluster.hosts.accessLog(address);
    const { ip } = world.cluster.node(node);
    return {
      holds: log.some((entry) => entry.path === path && entry.clientIp === ip),
      expected: `a request for ${path} from ${node} (${ip})`,
      seen: log.map((entry) => `${entry.path} from ${entry.clientIp}`).join(', ') || 'no requests',
    };
  },
);

Then(
  '{host} {asked} {string} {times}',
  function (this: PodwrightWorld, { address }: HostName, path: string, times: Times) {
    const log = this.cluster.hosts.accessLog(address);
    if (!times.accepts(log.filter((entry) => entry.path === path).length))
      fail('by now', `${path} ${times.text}`, list(log));
  },
);

function list(log: readonly AccessLogEntry[]): string {
  if (log.length === 0) return 'no requests';
  return log
    .map(({ timeMs, method, path, userAgent }) => `${method} ${path} by ${userAgent} at ${formatDuration(timeMs)}`)
    .join(', ');
}
