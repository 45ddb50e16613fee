import fc from 'fast-check';

/** What the manifests of a made-up app are like, as numbers. */
export interface ManifestPlan {
  readonly containers: number;
}

export const manifestPlans: fc.Arbitrary<ManifestPlan> = fc.record({ containers: fc.constant(1) });
