import { After, Status } from '@cucumber/cucumber';
import {
  applyImages,
  type Behaviour,
  hostAppears,
  LONGEST_DURATION_MS,
  serviceAppears,
  serviceListens,
  switchService,
} from '../src/index';
import { expectSuccessAtEnd } from './expectedFailures';
import type { HostName } from './hostNames';
import { manifestFlags } from './manifestFlags';
import { asWritten, observable } from './observation';
import type { ContainerName } from './parameters';
import { Given, GivenOrThen, When } from './sentence';
import { assertServiceIsKnown, type ServiceName } from './services';
import { endedWith, wasOomKilled } from './thenContainerEnds';
import type { PodwrightWorld } from './world';

/**
 * How an app behaves in the course of its life. Times count from each start of the container, those of hosts, services
 * and manifests from the sentence. The names may be patterns: `container "web" of pod "web-*"`.
 */
function behaviour(expression: string, make: (...values: never[]) => Behaviour): void {
  const step = function (this: PodwrightWorld, name: ContainerName, ...values: unknown[]): void {
    this.behave(name, make(...(values as never[])));
  };
  Object.defineProperty(step, 'length', { value: make.length + 1 });
  GivenOrThen(`{container} ${expression}`, step);
}

for (const starts of [
  'starts serving after {duration}',
  'serves after {duration}',
  'takes {duration} to start( up)',
  'needs {duration} to start( up)',
  'takes {duration} to become/get ready',
  'becomes ready after {duration}',
  'opens its port(s) after {duration}',
  'listens on its port(s) after {duration}',
])
  behaviour(starts, (startsServingAfterMs: number) => ({ startsServingAfterMs }));
for (const answers of ['answers/responds after/in {duration}', 'takes {duration} to respond'])
  behaviour(answers, (latencyMs: number) => ({ latencyMs }));

behaviour('{answers} {int}', (status: number) => ({ responses: [{ status }] }));
behaviour('{answers} {int} after {duration}', (status: number, fromMs: number) => ({
  responses: [{ status, fromMs }],
}));
behaviour('{answers} {int} from {duration} to {duration}', (status: number, fromMs: number, untilMs: number) => ({
  responses: [{ status, fromMs, untilMs }],
}));
behaviour('{answers} {int} on/to/for (path ){string}', (status: number, path: string) => ({
  responses: [{ path, status }],
}));
behaviour(
  '{answers} {int} on/to/for (path ){string} after {duration}',
  (status: number, path: string, fromMs: number) => ({
    responses: [{ path, status, fromMs }],
  }),
);
behaviour(
  'answers {int} on {string} from {duration} to {duration}',
  (status: number, path: string, fromMs: number, untilMs: number) => ({
    responses: [{ path, status, fromMs, untilMs }],
  }),
);
behaviour(
  'answers {string} with (status ){int} from {duration} to {duration}',
  (path: string, status: number, fromMs: number, untilMs: number) => ({
    responses: [{ path, status, fromMs, untilMs }],
  }),
);

behaviour('hangs', () => ({ hangs: [{}] }));
for (const hangs of ['stops responding/working', 'deadlocks'])
  behaviour(`${hangs} after {duration}`, (fromMs: number) => ({ hangs: [{ fromMs }] }));
behaviour('hangs after/from/at {duration} for {duration}', (fromMs: number, forMs: number) => ({
  hangs: [{ fromMs, untilMs: fromMs + forMs }],
}));
behaviour('hangs from {duration} to {duration}', (fromMs: number, untilMs: number) => ({
  hangs: [{ fromMs, untilMs }],
}));
behaviour('refuses connections', () => ({ refuses: [{}] }));
behaviour('does not listen( on its port)( at all)', () => ({ refuses: [{}] }));
behaviour('refuses connections from {duration} to {duration}', (fromMs: number, untilMs: number) => ({
  refuses: [{ fromMs, untilMs }],
}));

behaviour('takes {duration} to answer {string}', (latencyMs: number, path: string) => ({
  responses: [{ path, status: 200, latencyMs }],
}));

behaviour('answers command {string} with exit code {int} until {duration}', commandBetween('untilMs'));
behaviour('answers command {string} with exit code {int} after {duration}', commandBetween('fromMs'));

for (const ignores of ['ignores (the )SIGTERM( signal)', 'does not handle SIGTERM', 'does not react to SIGTERM'])
  behaviour(ignores, () => ({ ignoresTerm: true }));
behaviour('ends/exits/stops at once on SIGTERM', () => ({ endsAtOnce: true }));
behaviour('ends/exits/stops immediately on SIGTERM', () => ({ endsAtOnce: true }));
for (const drains of [
  'needs/takes {duration} to drain/stop/terminate',
  'needs/takes {duration} to shut down',
  'handles SIGTERM in/within {duration}',
  'shuts down in {duration}',
  'drains for {duration}',
])
  behaviour(drains, (forMs: number) => ({ drain: { forMs } }));
behaviour('needs {duration} to drain and serves meanwhile', (forMs: number) => ({ drain: { forMs, serving: true } }));
behaviour('ends/exits (with )(exit )(code ){int} on/after SIGTERM', (exitCodeOnTerm: number) => ({ exitCodeOnTerm }));

behaviour('exits after {duration}', (afterMs: number) => ({ exits: { afterMs, code: 0 } }));
behaviour('exits with (exit )(code ){int} after {duration}', (code: number, afterMs: number) => ({
  exits: { afterMs, code },
}));

/** Under Then it is looked for. */
observable(
  '{container} exits with (exit )(code ){int}',
  endedWith,
  (world: PodwrightWorld, name: ContainerName, code: number) => world.behave(name, { exits: { afterMs: 0, code } }),
  asWritten,
);

for (const crashes of [
  'crashes after {duration} with (exit )code {int}',
  'crashes with (exit )code {int} after {duration}',
])
  behaviour(crashes, (one: number, other: number) => ({
    exits: crashes.startsWith('crashes after') ? { afterMs: one, code: other } : { afterMs: other, code: one },
  }));
for (const atOnce of ['at once', 'right away', 'on start(up)'])
  behaviour(`crashes ${atOnce}`, () => ({ exits: { afterMs: 0, code: 1 } }));
// `exits with code 1 immediately` is the sentence above, which may have a time behind it
for (const exits of [
  'exits/crashes {atOnce} with (exit )code {int}',
  'crashes with (exit )code {int} {atOnce}',
  'exits with (exit )code {int} at once',
  'exits with (exit )code {int} right away',
  'exits with (exit )code {int} on start(up)',
])
  behaviour(exits, (code: number) => ({ exits: { afterMs: 0, code } }));
behaviour('exits with (exit )(code ){int} on its first run', (code: number) => ({
  exits: { afterMs: 0, code, times: 1 },
}));
behaviour('crashes after {duration}', (afterMs: number) => ({ exits: { afterMs, code: 1 } }));
for (const always of ['always fails/crashes', 'fails/crashes every time'])
  behaviour(always, () => ({ exits: { afterMs: 0, code: 1 } }));
behaviour('never finishes/ends/completes', () => ({ works: { forMs: LONGEST_DURATION_MS } }));
behaviour('fails/crashes {int} time(s) and then succeeds/runs', (times: number) => ({
  exits: { afterMs: 0, code: 1, times },
}));
behaviour('crashes every {duration}', (afterMs: number) => ({ exits: { afterMs, code: 1 } }));
behaviour('exits successfully after {duration}', (afterMs: number) => ({ exits: { afterMs, code: 0 } }));
behaviour('fails after {duration}', (afterMs: number) => ({ exits: { afterMs, code: 1 } }));
behaviour('succeeds after {duration}', (afterMs: number) => ({ exits: { afterMs, code: 0 } }));
behaviour('stops answering after {duration}', (fromMs: number) => ({ hangs: [{ fromMs }] }));
behaviour(
  'crashes the first {int} time(s) after {duration} with exit code {int}',
  (times: number, afterMs: number, code: number) => ({ exits: { afterMs, code, times } }),
);
for (const once of ['once after {duration}', 'the first time after {duration}'])
  behaviour(`crashes ${once} with exit code {int}`, (afterMs: number, code: number) => ({
    exits: { afterMs, code, times: 1 },
  }));
for (const works of ['works for {duration}', 'takes {duration}', 'takes {duration} to complete/finish'])
  behaviour(works, (forMs: number) => ({ works: { forMs } }));
behaviour('works for {duration} and ends with exit code {int}', (forMs: number, code: number) => ({
  works: { forMs, code },
}));

behaviour('runs out of memory after {duration}', (fullAfterMs: number) => ({ memory: { fullAfterMs } }));
behaviour('grows until OOM after {duration}', (fullAfterMs: number) => ({ memory: { fullAfterMs } }));
/** Under Then it is looked for. */
observable(
  '{container} runs/ran out of memory',
  wasOomKilled,
  (world: PodwrightWorld, name: ContainerName) => world.behave(name, { memory: { fullAfterMs: 0 } }),
  asWritten,
);
const MEBIBYTE = 1024 * 1024;
behaviour('uses {int}Mi of memory', (mebibytes: number) => ({ memory: { startBytes: mebibytes * MEBIBYTE } }));
behaviour('uses {int}Gi of memory', (gibibytes: number) => ({ memory: { startBytes: gibibytes * 1024 * MEBIBYTE } }));
behaviour('uses {int}Mi of memory after {duration}', (mebibytes: number, fromMs: number) => ({
  memory: { takesBytes: mebibytes * MEBIBYTE, fromMs },
}));
for (const loses of ['loses (the )(its )file {string}', 'removes/deletes (the )(its )(file ){string}'])
  behaviour(`${loses} after {duration}`, (path: string, afterMs: number) => ({
    files: [{ path, afterMs }],
  }));
for (const gets of ['gets (the )(a )file {string}', 'creates/touches/writes (the )(a )(file ){string}'])
  behaviour(`${gets} after {duration}`, (path: string, afterMs: number) => ({
    files: [{ path, afterMs, content: '' }],
  }));
for (const [writes, isLate] of [
  ['writes {string} to (the )(file ){string}', false],
  ['writes {string} to (the )(file ){string} after {duration}', true],
] as const)
  behaviour(writes, (...[line, path, afterMs]: [string, string, number]) => ({
    files: [{ path, content: `${line}\n`, afterMs: isLate ? afterMs : 0 }],
  }));
behaviour('serves/answers {string} on (path ){string}', (body: string, path: string) => ({
  responses: [{ path, status: 200, body: `${body}\n` }],
}));
behaviour('says/logs/prints {string} after {duration}', (line: string, afterMs: number) => ({
  logs: [{ line, afterMs }],
}));

Given(
  'a server at {string} listens on port {int} from {duration}',
  function (this: PodwrightWorld, address: string, port: number, fromMs: number) {
    hostAppears(this.cluster, address, port, fromMs);
  },
);

for (const comes of ['{host} comes up at/after {duration}', '{host} is up/reachable after/from {duration}( on)'])
  Given(comes, function (this: PodwrightWorld, { address, port }: HostName, afterMs: number) {
    hostAppears(this.cluster, address, port, afterMs);
  });

for (const appears of ['{service} appears after {duration}', '{service} is created/made/added after {duration}'])
  Given(appears, function (this: PodwrightWorld, service: ServiceName, afterMs: number) {
    serviceAppears(this.cluster, service.name, service.namespace, afterMs);
  });

for (const vanishes of ['{service} disappears/vanishes after {duration}', '{service} is deleted after {duration}'])
  Given(vanishes, function (this: PodwrightWorld, service: ServiceName, afterMs: number) {
    const { name, namespace } = service;
    const deletion = `kubectl delete service ${name} -n ${namespace}`;
    this.cluster.later(afterMs, () => expectSuccessAtEnd(this, this.cluster.run(deletion), deletion));
  });

Given('{service} listens on port {int}', function (this: PodwrightWorld, service: ServiceName, port: number) {
  serviceListens(this.cluster, service, port, 0);
});

Given(
  '{service} listens on port {int} from/after {duration}',
  function (this: PodwrightWorld, service: ServiceName, port: number, afterMs: number) {
    serviceListens(this.cluster, service, port, afterMs);
  },
);

for (const [course, isUp] of Object.entries({
  'goes down': false,
  'stops answering': false,
  'comes back/up': true,
  recovers: true,
  'answers again': true,
}))
  When(`{service} ${course}`, function (this: PodwrightWorld, service: ServiceName) {
    assertServiceIsKnown(this, service);
    switchService(this.cluster, service, isUp);
  });

Given(
  'the manifest {string} is created/applied after {duration}',
  function (this: PodwrightWorld, file: string, afterMs: number) {
    const flags = manifestFlags(this, [file]);
    this.cluster.later(afterMs, () => this.cluster.run(`kubectl create ${flags}`));
  },
);

Given('the behaviours {string}', function (this: PodwrightWorld, file: string) {
  this.assertFileExists(file);
  this.applyBehaviours(file, this.readFile(file));
});

Given('the behaviours(:)', function (this: PodwrightWorld, text: string) {
  this.applyBehaviours('behaviours.yaml', text);
});

Given('the images {string}', function (this: PodwrightWorld, file: string) {
  this.assertFileExists(file);
  applyImages(this.cluster, this.readFile(file), file);
});

Given('the images(:)', function (this: PodwrightWorld, text: string) {
  applyImages(this.cluster, text, 'images.yaml');
});

After(function (this: PodwrightWorld, { result }) {
  if (result?.status === Status.PASSED) this.assertEnd();
});

function commandBetween(bound: 'fromMs' | 'untilMs') {
  return (command: string, exitCode: number, timeMs: number): Behaviour => ({
    commands: [{ command, exitCode, [bound]: timeMs }],
  });
}

/** Under When from then on. */
const FROM_NOW: Readonly<Record<string, (fromMs: number) => Behaviour>> = {
  '{container} becomes unresponsive': (fromMs) => ({ hangs: [{ fromMs, sinceScenario: true }] }),
  '{container} stops serving': (fromMs) => ({ refuses: [{ fromMs, sinceScenario: true }] }),
  '{container} closes its port(s)': (fromMs) => ({ refuses: [{ fromMs, sinceScenario: true }] }),
};
for (const [sentence, behaves] of Object.entries(FROM_NOW))
  When(sentence, function (this: PodwrightWorld, name: ContainerName) {
    this.behave(name, behaves(this.cluster.now));
  });
