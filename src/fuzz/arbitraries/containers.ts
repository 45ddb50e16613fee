import fc from 'fast-check';
import { maybe, type ProbePlan, probePlans } from './probes';

/** A hook: index into the ways to do it, and how long it takes. */
export interface HookPlan {
  readonly handler: number;
  readonly seconds: number;
}

export interface ContainerPlan {
  /** Index into the programs. */
  readonly program: number;
  readonly liveness?: ProbePlan | undefined;
  readonly readiness?: ProbePlan | undefined;
  readonly startup?: ProbePlan | undefined;
  readonly preStop?: HookPlan | undefined;
  readonly postStart?: HookPlan | undefined;
  readonly memoryLimit: boolean;
  readonly alwaysPulls: boolean;
  /** CPUs that it requests; a node has four. */
  readonly cpus: number;
}

export interface InitPlan extends ContainerPlan {
  /** `restartPolicy: Always`. */
  readonly isSidecar: boolean;
}

const hookPlans: fc.Arbitrary<HookPlan> = fc.record({
  handler: fc.nat({ max: 3 }),
  seconds: fc.constantFrom(1, 0, 3, 10, 45),
});

const container = {
  program: fc.nat({ max: 8 }),
  liveness: maybe(probePlans),
  readiness: maybe(probePlans),
  startup: maybe(probePlans),
  preStop: maybe(hookPlans),
  postStart: maybe(hookPlans),
  memoryLimit: fc.boolean(),
  alwaysPulls: fc.boolean(),
  cpus: fc.constantFrom(0, 1, 2, 3),
};

export const containerPlans: fc.Arbitrary<ContainerPlan> = fc.record(container);

export const initPlans: fc.Arbitrary<InitPlan> = fc.record({ ...container, isSidecar: fc.boolean() });
