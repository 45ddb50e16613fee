import { type AccessLogEntry, formatDuration } from '../src/index';
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

observable('the server at {string} was asked for {string}', (world: PodwrightWorld, address: string, path: string) => {
  const log = world.cluster.hosts.accessLog(address);
  return { holds: log.some((entry) => entry.path === path), expected: `a request for ${path}`, seen: list(log) };
});

observable(
  'the server at {string} was asked for {string} by {string}',
  (world: PodwrightWorld, address: string, path: string, userAgent: string) => {
    const log = world.cluster.hosts.accessLog(address);
    return {
      holds: log.some((entry) => entry.path === path && entry.userAgent === userAgent),
      expected: `a request for ${path} by ${userAgent}`,
      seen: list(log),
    };
  },
);

observable(
  'the server at {string} was asked for {string} from {node}',
  (world: PodwrightWorld, address: string, path: string, node: string) => {
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
  'the server at {string} was asked for {string} {times}',
  function (this: PodwrightWorld, address: string, path: string, times: Times) {
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
