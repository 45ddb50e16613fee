import fc from 'fast-check';
import { type ContainerPlan, containerPlans, type InitPlan, initPlans } from './containers';
import { maybe } from './probes';

/** What the manifests of a made-up app are like: numbers, flags and what is left out. */
export interface ManifestPlan {
  /** Index into the kinds: a bare Pod first. */
  readonly kind: number;
  readonly replicas: number;
  readonly containers: readonly ContainerPlan[];
  readonly inits: readonly InitPlan[];
  readonly restartPolicy: number;
  readonly graceSeconds?: number | undefined;
  readonly deadlineSeconds?: number | undefined;
  readonly hasService: boolean;
  readonly hasBudget: boolean;
  readonly rollout: number;
  readonly backoffLimit?: number | undefined;
  /** Index into how many pods of a Job have to succeed. */
  readonly completions: number;
  /** Index into the ways in which pods get files and settings. */
  readonly settings: number;
  /** Index into what is said of priority. */
  readonly priority: number;
  readonly hasQuota: boolean;
  /** Index into the concurrency policies. */
  readonly concurrency: number;
  /** Bits that leave kinds of fields out of all containers: swarm testing. */
  readonly without: number;
}

export const manifestPlans: fc.Arbitrary<ManifestPlan> = fc.record({
  kind: fc.nat({ max: 9 }),
  replicas: fc.constantFrom(1, 2, 3, 0),
  containers: fc.array(containerPlans, { minLength: 1, maxLength: 3, size: 'max' }),
  inits: fc.array(initPlans, { maxLength: 3, size: 'max' }),
  restartPolicy: fc.nat({ max: 5 }),
  graceSeconds: maybe(fc.constantFrom(30, 0, 1, 5, 60)),
  deadlineSeconds: maybe(fc.constantFrom(120, 30, 5)),
  hasService: fc.boolean(),
  hasBudget: fc.boolean(),
  rollout: fc.nat({ max: 5 }),
  backoffLimit: maybe(fc.constantFrom(0, 1, 3)),
  completions: fc.nat({ max: 3 }),
  settings: fc.nat({ max: 6 }),
  priority: fc.nat({ max: 2 }),
  hasQuota: fc.boolean(),
  concurrency: fc.nat({ max: 2 }),
  without: fc.noShrink(fc.nat({ max: 4095 })),
});
