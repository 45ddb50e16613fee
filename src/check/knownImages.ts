import { Cluster } from '../cluster';
import type { Image } from '../world/index';
import type { TrialSetup } from './trial';

const CATALOGUES = new WeakMap<TrialSetup, Cluster['catalogue']>();

/** What is known of an image: shipped with Podwright or described by the user; undefined where nobody described it. */
export function imageOf(setup: TrialSetup, image: string): Image | undefined {
  let catalogue = CATALOGUES.get(setup);
  if (!catalogue) {
    const cluster = new Cluster({ seed: setup.seed, kubernetes: setup.kubernetes });
    setup.describe?.(cluster);
    ({ catalogue } = cluster);
    CATALOGUES.set(setup, catalogue);
  }
  return catalogue.find(image);
}
