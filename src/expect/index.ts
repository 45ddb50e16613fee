/** Plays and expectations for tests of any framework: node:test, Vitest, Jest, Mocha. */
import { ContainerExpectation } from './containers';
import { EventExpectation, type EventQuery } from './events';
import type { Play } from './play';
import { PodExpectation } from './pods';
import { RequestExpectation } from './requests';

export { type MatcherResult, podwrightMatchers } from './matchers';
export type { Times, When } from './observation';
export { type ClientOptions, type Duration, type Play, type PlayOptions, play } from './play';
export type { Source } from './sources';
export type { ContainerExpectation, EventExpectation, EventQuery, PodExpectation, RequestExpectation };

/**
 * What must be true of a pod.
 * @param name of the pod, or a pattern: `web`, `web-*` for the pods of a Deployment, `shop/web-*` in a namespace
 * @example
 * expectPod(shop, 'web-*').toBecome('1/1 Running', { within: '1m' }).toStay('1/1', { for: '10m' });
 */
export function expectPod(play: Play, name: string): PodExpectation {
  return new PodExpectation(play, name);
}

/**
 * What must be true of the containers of a name, in all pods or in those that a pattern means.
 * @example
 * expectContainer(shop, 'web').toStartAfter('migrate', { within: '2m' });
 */
export function expectContainer(play: Play, name: string, where: { readonly pod?: string } = {}): ContainerExpectation {
  return new ContainerExpectation(play, name, where);
}

/**
 * What must be true of events.
 * @example
 * expectEvent(shop, { reason: 'Unhealthy', message: 'Liveness probe failed' }).toNeverHappen({ for: '10m' });
 */
export function expectEvent(play: Play, query: EventQuery): EventExpectation {
  return new EventExpectation(play, query);
}

/**
 * What must be true of the requests of a client, or of all clients.
 * @example
 * shop.send('shop', { perSecond: 50 });
 * shop.run('kubectl rollout restart deployment shop');
 * expectRequests(shop).toSucceed({ for: '2m' });
 */
export function expectRequests(play: Play, client?: string): RequestExpectation {
  return new RequestExpectation(play, client);
}
