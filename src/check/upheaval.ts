import { isReady, type Pod } from '../api/index';
import { type RequestFact, requests } from '../observe/index';
import type { Application, Server } from './application';
import { startsAfter } from './behaviours';
import { wonByMs } from './closeness';
import { seconds } from './durations';
import { nodesFor, replicasOf } from './replicas';
import { type Entrance, visitor } from './serving';
import { Trial, type TrialSetup } from './trial';
import { inTries, type Luck, type Outcome, triesText } from './tries';
import { whyUnfinished } from './unfinished';

/** How long an app of nobody's takes to start while pods are replaced: long enough for a missing readiness probe to show. */
export const START_UP_MS = 5000;
const MINUTE_MS = 60_000;
const PATIENCE_MS = 10 * MINUTE_MS;
const SETTLE_MS = 10_000;
/** What a scenario loses by another luck may be so many times as much. */
const SPREAD = 4;

/** What a service's visitors noticed of something that replaced pods, in one try. */
export interface Upheaval extends Outcome {
  readonly requestsPerSecond: number;
  readonly sent: number;
  readonly lost: number;
  /** What became of most of the lost ones, or what kubectl said last of something that does not come to an end. */
  readonly why: string;
  /** Errors with which it answered before anything was done to it, such as a proxy's whose backend is elsewhere: nobody counts them. */
  readonly anyway?: string | undefined;
  /** Whether visitors got answers that they understand; databases only take their connections. */
  readonly speaksHttp: boolean;
  /** It came to an end in time. */
  readonly finished: boolean;
  /** From the command until all is as it was, or until nobody waited any longer. */
  readonly tookMs: number;
}

/** The worst of some tries. */
export interface Upheavals extends Upheaval {
  readonly tries: number;
  /** In how many of them something was lost. */
  readonly lostIn: number;
}

/** What is done to a server: a kubectl command line, made when its pods are there. */
export type Action = (pods: readonly Pod[]) => string;

/**
 * A server on three nodes with a steady stream of requests, to which something is done: the worst of some tries, since a
 * race of milliseconds is lost only now and then.
 * @param untilLoss the first try that loses anything is told, and no further one played: a repair has then failed
 */
export function upheaval(
  application: Application,
  server: Server,
  setup: TrialSetup,
  entrance: Entrance,
  action: Action,
  untilLoss = false,
): Upheavals {
  const played = inTries(setup, (luck) => upheavalOnce(application, server, luck, entrance, action), untilLoss);
  const worst = played.reduce((a, b) => (isWorse(b, a) ? b : a));
  return { ...worst, tries: played.length, lostIn: played.filter(({ isLost }) => isLost).length };
}

/** Where both lost as much, the one with more visitors tells more. */
function isWorse(a: Upheaval, b: Upheaval): boolean {
  if (a.finished !== b.finished) return !a.finished;
  return a.lost === b.lost ? a.requestsPerSecond > b.requestsPerSecond : a.lost > b.lost;
}

/** `a rolling restart, at 50 requests a second, loses 33 of 2155: …`, with the number of tries where chance decides. */
export function upheavalText(what: string, seen: Upheavals): string {
  const { sent, lost, why, anyway, finished, requestsPerSecond, tries, lostIn } = seen;
  if (!finished) return `${what} does not come to an end within 10m: ${why}`;
  const loses = `${what}, at ${requestsPerSecond} requests a second, loses`;
  const chance = triesText(lostIn, tries);
  const errors =
    anyway === undefined ? '' : `; errors are not counted, as it answers with them all the time (${anyway})`;
  if (lost === 0) return `${loses} none of ${sent}${chance}${errors}`;
  return `${loses} ${chance === '' ? '' : 'up to '}${lost} of ${sent}${chance}: ${why}${errors}`;
}

/** The last step of a scenario: what its visitors notice, whatever its luck. */
export function lossStep(
  { sent = 0, lost = 0, lostIn = 0, tries = 0, speaksHttp }: Partial<Upheavals>,
  service: string,
): string {
  const to = `to service "${service}"`;
  if (lost === 0) return `Then no request ${to} failed${speaksHttp ? '' : ' because nothing listened'}`;
  if (lostIn === tries) return `Then at least 1 time a request ${to} failed`;
  const few = Math.floor(100 - (100 * SPREAD * lost) / sent);
  return `Then at least ${Math.max(0, few)} % of requests ${to} succeeded`;
}

function upheavalOnce(
  application: Application,
  server: Server,
  { setup, requestsPerSecond }: Luck,
  entrance: Entrance,
  action: Action,
): Upheaval {
  const behaviours = application.containers(server).map(({ container }) => ({
    container: container.name,
    behaviour: startsAfter(container, START_UP_MS),
  }));
  const wanted = replicasOf(application, server);
  const trial = new Trial(application, setup, { behaviours, nodes: nodesFor(application, server) });
  const { cluster } = trial;
  const settled = () => {
    const pods = trial.pods(server, application);
    return pods.length === wanted && pods.every((pod) => isReady(pod) && !pod.metadata.deletionTimestamp);
  };
  if (!cluster.advanceUntil(settled, PATIENCE_MS)) return { ...NEVER_READY, requestsPerSecond };
  cluster.advance(SETTLE_MS);
  const before = new Set(trial.pods(server, application).map((pod) => pod.metadata.uid));
  const sinceMs = cluster.now;
  const client = visitor(cluster, entrance, requestsPerSecond);
  cluster.advance(1000);
  const pods = trial.pods(server, application);
  const begunMs = cluster.now;
  const command = cluster.run(action(pods));
  const over = () => command.exitCode !== undefined && settled() && changed(trial.pods(server, application), before);
  const finished = cluster.advanceUntil(over, PATIENCE_MS);
  const tookMs = cluster.now - begunMs;
  cluster.advance(SETTLE_MS);
  client.stop();
  const sent = requests(cluster, { sinceMs });
  const isWeb = entrance.protocol !== 'other';
  const anyway = isWeb ? sent.find(({ t, ok, served }) => t < begunMs && !ok && served !== undefined)?.why : undefined;
  const speaksHttp = isWeb && anyway === undefined && sent.some((request) => request.status !== undefined);
  const lost = sent.filter(speaksHttp ? (request) => !request.ok : isLostConnection);
  const why = finished
    ? whyLost(lost, application, server, entrance)
    : whyUnfinished(cluster, trial.pods(server, application), `${command.stdout}\n${command.stderr}`);
  return {
    ...{ requestsPerSecond, sent: sent.length, lost: lost.length, why, anyway, speaksHttp, finished, tookMs },
    isLost: !finished || lost.length > 0,
    wonByMs: wonByMs(cluster, entrance, sent, begunMs),
  };
}

const NEVER_READY = {
  ...{ sent: 0, lost: 0, speaksHttp: true, finished: false, isLost: true, tookMs: 0 },
  why: 'its pods are not ready after 10m',
};

/** How long a scenario waits for the end of what took so long here: visitors come all the time, so it need not be much more. */
export function minutesFor(seen: Upheaval | undefined): string {
  const tookMs = seen?.finished ? seen.tookMs : PATIENCE_MS;
  return `${Math.min(Math.ceil(tookMs / MINUTE_MS) + 1, PATIENCE_MS / MINUTE_MS)}m`;
}

/** Databases take connections and understand nothing of what the visitors say: they need not answer. */
function isLostConnection({ served }: RequestFact): boolean {
  return served === undefined;
}

function changed(pods: readonly Pod[], before: ReadonlySet<string | undefined>): boolean {
  return pods.some((pod) => !before.has(pod.metadata.uid));
}

/** What became of most of the lost requests, for people. */
function whyLost(lost: readonly RequestFact[], application: Application, server: Server, entrance: Entrance): string {
  const counts = new Map<string, number>();
  for (const { reason = '' } of lost) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const these = lost.filter(({ reason = '' }) => reason === most);
  const { service, container: name } = entrance;
  const container = application.containers(server).find((found) => found.container.name === name)?.container;
  switch (most) {
    case 'no-endpoint':
      return `no pod was ready for ${seconds(spanMs(these))}`;
    case 'refused':
      if (service.spec.publishNotReadyAddresses)
        return 'the service sends to pods that are not ready, too (publishNotReadyAddresses)';
      return container?.readinessProbe
        ? 'they went to a pod that had been told to stop and no longer listened'
        : `they went to a pod that still started (here for ${seconds(START_UP_MS)}): without readiness probe it counts as ready at once`;
    case 'timeout':
      return these.some(({ served }) => served !== undefined)
        ? 'a pod took them and did not answer in time'
        : 'they went to the address of a pod that was gone';
    case 'cut':
      return 'a pod that stopped cut them off before its answer';
    default:
      return these[0]?.why ?? '';
  }
}

function spanMs(these: readonly RequestFact[]): number {
  return (these.at(-1)?.t ?? 0) - (these[0]?.t ?? 0);
}
