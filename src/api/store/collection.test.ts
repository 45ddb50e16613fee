import { expect } from 'chai';
import fc from 'fast-check';
import { labelMatcher } from '../selectors';
import type { KubeObject } from '../types/index';
import { Collection, inScope, type Scope } from './collection';

const object = fc.record({
  namespace: fc.constantFrom('a', 'a-b', 'b'),
  name: fc.constantFrom('one', 'two', 'three', 'four'),
  labels: fc.option(fc.dictionary(fc.constantFrom('app', 'tier'), fc.constantFrom('x', 'y')), { nil: undefined }),
  owner: fc.option(fc.constantFrom('uid-1', 'uid-2'), { nil: undefined }),
  removed: fc.boolean(),
});

describe('a collection', () => {
  it('finds by label and by owner what a look at all objects finds, whenever it was asked for first', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 30 }), fc.nat(30), (changes, askedFirst) => {
        const collection = new Collection('Pod');
        const selected: Scope = { namespace: 'a', labels: labelMatcher({ matchLabels: { app: 'x', tier: 'y' } }) };
        for (const [index, { namespace, name, labels, owner, removed }] of changes.entries()) {
          if (index === askedFirst) collection.list(selected);
          const ownerReferences = owner ? [{ apiVersion: 'v1', kind: 'Pod', name: 'o', uid: owner }] : undefined;
          const changed = { metadata: { namespace, name, labels, ownerReferences } } as unknown as KubeObject;
          if (removed) collection.remove(changed);
          else collection.put(changed);
        }
        const all = collection.list();
        expect(collection.list(selected)).to.deep.equal(all.filter((each) => inScope(selected, each)));
        const owned = (each: KubeObject) => each.metadata.ownerReferences?.some(({ uid }) => uid === 'uid-1') ?? false;
        expect(collection.ownedBy('uid-1')).to.deep.equal(all.filter(owned));
      }),
    );
  });
});
