import { type DataTable, Given, Then } from '@cucumber/cucumber';
import {
  describeFailures,
  parseDuration,
  type RequestFact,
  requests,
  type Service,
  serviceAddress,
} from '../src/index';
import { fail } from './observation';
import type { Times } from './parameters';
import type { PodwrightWorld } from './world';

interface Wishes {
  timeoutMs?: number;
  retries?: number;
  keepAlive?: boolean;
  path?: string;
}

/** Rows of the table below a traffic sentence: timeout, retries, keep-alive, path. */
function wishesOf(table: DataTable | undefined): Wishes {
  const rows = table?.rowsHash() ?? {};
  const known = ['timeout', 'retries', 'keep-alive', 'path'];
  const unknown = Object.keys(rows).find((key) => !known.includes(key));
  if (unknown) throw new Error(`a client has no "${unknown}"; it has ${known.join(', ')}`);
  return {
    ...(rows['timeout'] && { timeoutMs: parseDuration(rows['timeout']) }),
    ...(rows['retries'] && { retries: Number(rows['retries']) }),
    ...(rows['keep-alive'] && { keepAlive: rows['keep-alive'] === 'yes' }),
    ...(rows['path'] && { path: rows['path'] }),
  };
}

function start(
  world: PodwrightWorld,
  from: 'inside' | 'outside',
  perSecond: number,
  name: string,
  wishes: Wishes,
): void {
  const service = world.cluster.api.get<Service>('Service', 'default', name);
  const { host, port } = serviceAddress(world.cluster, service, from);
  world.clients.push(world.cluster.startTraffic({ name, host, port, perSecond, ...wishes, inside: from === 'inside' }));
}

Given(
  'a client sends {int} request(s) per second to service {string}',
  function (this: PodwrightWorld, perSecond: number, service: string) {
    start(this, 'inside', perSecond, service, {});
  },
);

Given(
  'a client sends {int} request(s) per second to service {string} with',
  function (this: PodwrightWorld, perSecond: number, service: string, table: DataTable) {
    start(this, 'inside', perSecond, service, wishesOf(table));
  },
);

Given(
  'a client outside the cluster sends {int} request(s) per second to service {string}',
  function (this: PodwrightWorld, perSecond: number, service: string) {
    start(this, 'outside', perSecond, service, {});
  },
);

Given('the clients stop', function (this: PodwrightWorld) {
  for (const client of this.clients.splice(0)) client.stop();
});

function sent(world: PodwrightWorld, service: string): RequestFact[] {
  const all = requests(world.cluster, { client: service });
  if (all.length === 0) throw new Error(`no client has sent a request to service "${service}"`);
  return all;
}

Then('no request to service {string} fails/failed', function (this: PodwrightWorld, service: string) {
  const all = sent(this, service);
  if (all.some((request) => !request.ok)) fail('at any time', 'no request fails', describeFailures(all));
});

Then('{times} a request to service {string} failed', function (this: PodwrightWorld, times: Times, service: string) {
  const all = sent(this, service);
  const failed = all.filter((request) => !request.ok).length;
  if (!times.accepts(failed)) fail('by now', `${times.text} a failed request`, describeFailures(all));
});

Then(
  'some requests to service {string} failed because they were {string}',
  function (this: PodwrightWorld, service: string, why: string) {
    const all = sent(this, service);
    if (!all.some((request) => !request.ok && request.why.includes(why)))
      fail('at some time', `a request that was "${why}"`, describeFailures(all));
  },
);

Then(
  'every request to service {string} in the last {duration} succeeded',
  function (this: PodwrightWorld, service: string, durationMs: number) {
    const recent = sent(this, service).filter((request) => request.t >= this.cluster.now - durationMs);
    if (recent.length === 0 || recent.some((request) => !request.ok))
      fail('lately', 'every request succeeds', describeFailures(recent));
  },
);

Then(
  'every request to service {string} in the last {duration} failed',
  function (this: PodwrightWorld, service: string, durationMs: number) {
    const recent = sent(this, service).filter((request) => request.t >= this.cluster.now - durationMs);
    if (recent.length === 0 || recent.some((request) => request.ok))
      fail('lately', 'every request fails', describeFailures(recent));
  },
);

Then(
  'requests to service {string} were answered by {int} pod(s)',
  function (this: PodwrightWorld, service: string, count: number) {
    const pods = new Set(
      sent(this, service)
        .filter((request) => request.ok)
        .map((request) => request.served),
    );
    if (pods.size !== count) fail('by now', `${count} pods answered`, `${pods.size}: ${[...pods].join(', ')}`);
  },
);
