import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Service } from '../api/index';
import { Cluster } from '../cluster';
import { type RequestFact, requests, serviceAddress } from '../observe/index';
import { loadRecordings, type Recording } from './recording';

/** What a real client noted of the requests that it sent while the script was played. */
interface Noted {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly requests: number;
  readonly failed: number;
  /** Of its failures, in seconds after the creation and in our word for Python's. */
  readonly failures: readonly { readonly t: number; readonly reason: RequestFact['reason'] }[];
}

function notedIn({ manual }: Recording): Noted | undefined {
  const start = manual.find(({ what }) => what.startsWith('client starts'));
  const end = manual.find(({ what }) => /^client: \d+ requests/.test(what));
  const [, count, failed] = /^client: (\d+) requests, \d+ answered 200, (\d+) failed/.exec(end?.what ?? '') ?? [];
  if (!start || !end) return undefined;
  return {
    fromMs: start.t * 1000,
    untilMs: end.t * 1000,
    requests: Number(count),
    failed: Number(failed),
    failures: manual
      .filter(({ what }) => what.startsWith('client failure'))
      .map(({ t, what }) => ({ t, reason: what.includes('TimeoutError') ? 'timeout' : 'refused' })),
  };
}

/** The recorded client sent every 20 ms, but never before the request before had been answered or given up. */
const PER_SECOND = 50;

function oneAfterTheOther(all: readonly RequestFact[]): RequestFact[] {
  const inOrder = [...all].sort((a, b) => a.t - a.latencyMs - (b.t - b.latencyMs));
  let freeAtMs = 0;
  return inOrder.filter(({ t, latencyMs }) => {
    if (t - latencyMs < freeAtMs) return false;
    freeAtMs = t;
    return true;
  });
}

/** The same story with the same client: new connections to a node's port, a second's patience for each. */
function play({ kubernetes, manifestFile, script }: Recording, noted: Noted, seed: number): RequestFact[] {
  const cluster = new Cluster({ kubernetes, seed, readFile: () => readFileSync(manifestFile, 'utf8') });
  cluster.run('kubectl create -f manifest.yaml');
  for (const { t, command } of script) cluster.later(Math.round(t * 1000), () => cluster.run(command));
  cluster.later(Math.round(noted.fromMs), () => {
    const service = cluster.api.get<Service>('Service', 'default', 'web');
    cluster.startTraffic({ name: 'client', perSecond: PER_SECOND, ...serviceAddress(cluster, service, 'outside') });
  });
  cluster.advance(Math.round(noted.untilMs) - 1);
  return oneAfterTheOther(requests(cluster));
}

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

describe('requests that a real cluster lost', () => {
  const recordings = loadRecordings().flatMap((recording) => {
    const noted = notedIn(recording);
    return noted ? [{ recording, noted }] : [];
  });

  it('there are recordings with a client', () => {
    expect(recordings.map(({ recording }) => recording.name)).to.include.members([
      'g11-rolling-update-traffic-plain',
      'g11c-rolling-update-traffic-prestop-sleep',
    ]);
  });

  for (const { recording, noted } of recordings) {
    it(`${recording.kubernetes}/${recording.name}: ${noted.failed} of ${noted.requests}`, () => {
      const plays = SEEDS.map((seed) => play(recording, noted, seed));
      for (const all of plays) expect(all.length).to.be.closeTo(noted.requests, noted.requests / 10);
      const lost = plays.map((all) => all.filter(({ ok }) => !ok));
      const counts = lost.map((failed) => failed.length);
      expect(noted.failed, `lost by seed: ${counts.join(', ')}`).to.be.within(Math.min(...counts), Math.max(...counts));
      // When nothing was lost, chance has no say: no seed loses anything.
      if (noted.failed === 0) expect(Math.max(...counts)).to.equal(0);
      const reasons = new Set(lost.flat().map(({ reason }) => reason));
      expect([...reasons]).to.have.members([...new Set(noted.failures.map(({ reason }) => reason))]);
    }).timeout(30_000);
  }
});
