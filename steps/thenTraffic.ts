import {
  answersByPod,
  describeFailures,
  formatDuration,
  outageMs,
  type RequestFact,
  readyEndpoints,
  requests,
  troubleMs,
} from '../src/index';
import { assertSpan, fail } from './observation';
import type { Span } from './parameters';
import { Then } from './sentence';
import type { ServiceName } from './services';
import { type Amount, type Loss, sent, type Traffic } from './trafficWords';
import type { PodwrightWorld } from './world';

/** What became of requests: each sentence looks at those that came to an end by now, or lately. */

const NONE: Amount = { text: 'no', accepts: (count) => count === 0 };

function losses(world: PodwrightWorld, all: readonly RequestFact[]): string {
  return describeFailures(all, world.cluster, world.storyStartMs);
}

function assertAmount(world: PodwrightWorld, amount: Amount, which: string, all: RequestFact[], hits: RequestFact[]) {
  if (amount.accepts(hits.length, all.length)) return;
  fail('by now', `${amount.text} requests ${which}`, `${hits.length} ${which}; ${losses(world, all)}`);
}

Then(
  '{amount} {requests} {failed}( during the rollout)',
  function (this: PodwrightWorld, amount: Amount, traffic: Traffic) {
    const all = sent(this, traffic);
    const failed = all.filter(({ ok }) => !ok);
    assertAmount(this, amount, 'failed', all, failed);
  },
);

Then(
  '{amount} {requests} {answered}( during the rollout)',
  function (this: PodwrightWorld, amount: Amount, traffic: Traffic) {
    const all = sent(this, traffic);
    const answered = all.filter(({ ok }) => ok);
    assertAmount(this, amount, 'succeeded', all, answered);
  },
);

Then('{requests} never fail(ed)', function (this: PodwrightWorld, traffic: Traffic) {
  const all = sent(this, traffic);
  assertAmount(
    this,
    NONE,
    'failed',
    all,
    all.filter(({ ok }) => !ok),
  );
});

Then(
  'no {requests} takes/took longer/more than {duration}',
  function (this: PodwrightWorld, traffic: Traffic, limitMs: number) {
    const all = sent(this, traffic);
    const slowest = Math.max(...all.map(({ latencyMs }) => latencyMs));
    if (slowest > limitMs)
      fail('by now', `none longer than ${formatDuration(limitMs)}`, `${formatDuration(slowest)}; ${losses(this, all)}`);
  },
);

Then('the slowest {requests} takes/took {span}', function (this: PodwrightWorld, traffic: Traffic, span: Span) {
  const all = sent(this, traffic);
  assertSpan('the slowest request', Math.max(...all.map(({ latencyMs }) => latencyMs)), span);
});

Then('{amount} {requests} {is} refused', function (this: PodwrightWorld, amount: Amount, traffic: Traffic) {
  const all = sent(this, traffic);
  const refused = all.filter(({ reason }) => reason === 'refused');
  assertAmount(this, amount, 'refused', all, refused);
});

Then(
  '{amount} {requests} {is} answered with (status ){int}',
  function (this: PodwrightWorld, amount: Amount, traffic: Traffic, status: number) {
    const all = sent(this, traffic);
    assertAmount(
      this,
      amount,
      `answered with ${status}`,
      all,
      all.filter((request) => request.status === status),
    );
  },
);

Then(
  '{amount} {requests} failed because {loss}',
  function (this: PodwrightWorld, amount: Amount, traffic: Traffic, loss: Loss) {
    const all = sent(this, traffic);
    assertAmount(this, amount, `failed because ${loss.text}`, all, all.filter(loss.is));
  },
);

/** In the words of the reason that the journal gives. */
Then(
  'some {requests} failed because they were {string}',
  function (this: PodwrightWorld, traffic: Traffic, why: string) {
    const all = sent(this, traffic);
    if (!all.some((request) => !request.ok && request.why.includes(why)))
      fail('at some time', `a request that was "${why}"`, losses(this, all));
  },
);

Then(
  '{amount} {requests} {is} answered within {duration}',
  function (this: PodwrightWorld, amount: Amount, traffic: Traffic, limitMs: number) {
    const all = sent(this, traffic);
    const within = all.filter(({ ok, latencyMs }) => ok && latencyMs <= limitMs);
    if (amount.accepts(within.length, all.length)) return;
    const sorted = all.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
    const latency = (part: number) =>
      `${part * 100} % in ${formatDuration(sorted[Math.ceil(part * sorted.length) - 1] ?? 0)}`;
    const seen = `${within.length} of ${all.length}: ${[0.5, 0.95, 0.99, 1].map(latency).join(', ')}; ${losses(this, all)}`;
    fail('by now', `${amount.text} answered within ${formatDuration(limitMs)}`, seen);
  },
);

Then(
  'client {string} sent no request in the last {duration}',
  function (this: PodwrightWorld, client: string, lastMs: number) {
    sent(this, { client, text: ` of client "${client}"` });
    const late = requests(this.cluster, { client, sinceMs: this.cluster.now - lastMs });
    if (late.length > 0) fail('lately', 'no request', losses(this, late));
  },
);

/** From the first lost request to the last; others may have been answered meanwhile. */
Then('{requests} failed for {span}', function (this: PodwrightWorld, traffic: Traffic, span: Span) {
  const all = sent(this, traffic);
  const ms = troubleMs(all);
  if (!span.accepts(ms))
    fail('from the first lost request to the last', span.text, `${formatDuration(ms)}; ${losses(this, all)}`);
});

/** The longest time without any answer. */
Then('no {requests} succeeded for {span}', function (this: PodwrightWorld, traffic: Traffic, span: Span) {
  const all = sent(this, traffic);
  const ms = outageMs(all);
  if (!span.accepts(ms))
    fail('as the longest time without an answer', span.text, `${formatDuration(ms)}; ${losses(this, all)}`);
});

function answered(world: PodwrightWorld, traffic: Traffic): { text: string; counts: ReadonlyMap<string, number> } {
  const counts = answersByPod(sent(world, traffic));
  return { counts, text: [...counts].map(([pod, count]) => `${pod}: ${count}`).join(', ') || 'nobody answered any' };
}

Then('{requests} were answered by {int} pod(s)', function (this: PodwrightWorld, traffic: Traffic, count: number) {
  const { counts, text } = answered(this, traffic);
  if (counts.size !== count) fail('by now', `${count} pods answered`, `${counts.size}: ${text}`);
});

Then('{requests} were answered by pod {string}', function (this: PodwrightWorld, traffic: Traffic, pod: string) {
  const { counts, text } = answered(this, traffic);
  if (!counts.has(pod)) fail('by now', `pod "${pod}" answered some`, text);
});

Then('every ready pod of {service} got requests', function (this: PodwrightWorld, service: ServiceName) {
  assertEachGot(this, service, { text: 'some', accepts: (n) => n > 0 });
});

Then(
  'every ready pod of {service} got {amount} the requests',
  function (this: PodwrightWorld, service: ServiceName, amount: Amount) {
    assertEachGot(this, service, amount);
  },
);

function assertEachGot(world: PodwrightWorld, { name, namespace }: ServiceName, amount: Amount): void {
  const { counts, text } = answered(world, { service: `${namespace}/${name}`, text: ` to service "${name}"` });
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const pods = readyEndpoints(world.cluster, name, namespace);
  const other = pods.find((pod) => !amount.accepts(counts.get(pod) ?? 0, total));
  if (pods.length === 0 || other !== undefined)
    fail('by now', `each ready pod answered ${amount.text} requests`, `${text}; ready: ${pods.join(', ') || 'no pod'}`);
}
