import { API } from './api';
import { CONTROLLERS } from './controllers';
import { KUBELET } from './kubelet';
import type { Mutant } from './mutant';
import { STOPS } from './stops';

export { type Mutant, mutated } from './mutant';

/** Every fault that a campaign has to find. */
export const MUTANTS: readonly Mutant[] = [...KUBELET, ...STOPS, ...CONTROLLERS, ...API];
