import { allRules, nearest } from '../src/index';
import { observable } from './observation';
import type { PodwrightWorld } from './world';

/** `podwright explain` lists the rules by their ids. */
observable('the rule {string} {has} acted', (world: PodwrightWorld, id: string) => {
  const ids = allRules().map((rule) => rule.id);
  if (!ids.includes(id)) throw new Error(`there is no rule "${id}"; ${nearest(id, ids)}`);
  return {
    holds: world.cluster.kernel.actedRules.has(id),
    expected: `the rule "${id}" has acted`,
    seen: 'it has not',
  };
});
