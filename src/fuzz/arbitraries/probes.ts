import fc from 'fast-check';

/** A probe; absent fields mean the defaults of Kubernetes. */
export interface ProbePlan {
  /** Index into the ways to ask. */
  readonly handler: number;
  readonly initialDelaySeconds?: number | undefined;
  readonly periodSeconds?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly failureThreshold?: number | undefined;
  readonly successThreshold?: number | undefined;
  readonly terminationGracePeriodSeconds?: number | undefined;
}

/** Absent more often than not, and absent first when it shrinks. */
export function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 2 });
}

export const probePlans: fc.Arbitrary<ProbePlan> = fc.record({
  handler: fc.nat({ max: 3 }),
  initialDelaySeconds: maybe(fc.constantFrom(0, 1, 5, 15)),
  periodSeconds: maybe(fc.constantFrom(10, 1, 2, 5, 20)),
  timeoutSeconds: maybe(fc.constantFrom(1, 2, 5)),
  failureThreshold: maybe(fc.constantFrom(3, 1, 2, 6)),
  successThreshold: maybe(fc.constantFrom(1, 2, 3)),
  terminationGracePeriodSeconds: maybe(fc.constantFrom(1, 5, 40)),
});
