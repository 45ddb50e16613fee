import { AssertionError } from 'node:assert';
import { ContainerExpectation } from './containers';
import { EventExpectation } from './events';
import { PodExpectation } from './pods';
import { RequestExpectation } from './requests';

/** What Vitest and Jest want of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

type Matcher = (received: unknown, ...values: unknown[]) => MatcherResult;

const EXPECTATIONS = [PodExpectation, ContainerExpectation, EventExpectation, RequestExpectation];

/**
 * Every method of the expectations as a matcher, for `expect.extend(podwrightMatchers)` of Vitest and Jest.
 *
 * @example
 * expect.extend(podwrightMatchers);
 * expect(expectPod(shop, 'web')).toBecome('Running', { within: '30s' });
 * expect(expectEvent(shop, { reason: 'BackOff' })).not.toHappen({ within: '5m' });
 */
export const podwrightMatchers: Readonly<Record<string, Matcher>> = Object.fromEntries(
  namesOf().map((name) => [name, matcher(name)]),
);

function namesOf(): string[] {
  const names = EXPECTATIONS.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype));
  return [...new Set(names.filter((name) => /^to[A-Z]/.test(name)))];
}

function matcher(name: string): Matcher {
  return (received, ...values) => {
    const method = EXPECTATIONS.some((kind) => received instanceof kind)
      ? (received as Record<string, unknown>)[name]
      : undefined;
    if (typeof method !== 'function')
      throw new TypeError(
        `${name} is a question about what expectPod, expectContainer, expectEvent or expectRequests return`,
      );
    try {
      method.apply(received, values);
    } catch (error) {
      if (!(error instanceof AssertionError)) throw error;
      return { pass: false, message: () => error.message };
    }
    return {
      pass: true,
      message: () =>
        `expected that this is not so, but it is: ${name} ${values.map((value) => JSON.stringify(value)).join(', ')}`,
    };
  };
}
