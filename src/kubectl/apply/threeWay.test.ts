import { expect } from 'chai';
import fc from 'fast-check';
import { applyPatch } from '../../api';
import { threeWayPatch } from './threeWay';

type Json = Record<string, unknown>;
const CASES: [title: string, original: Json, modified: Json, current: Json, patch: Json][] = [
  ['nothing changed', { a: 1 }, { a: 1 }, { a: 1, defaulted: true }, {}],
  ['a new value', { a: 1 }, { a: 2 }, { a: 1 }, { a: 2 }],
  ['a value somebody else changed comes back', { a: 1 }, { a: 1 }, { a: 5 }, { a: 1 }],
  ['a field that was dropped goes', { a: 1, b: 2 }, { a: 1 }, { a: 1, b: 2 }, { b: null }],
  ['a field that somebody else added stays', { a: 1 }, { a: 1 }, { a: 1, c: 3 }, {}],
  ['plain lists are replaced', { args: ['x'] }, { args: ['y', 'z'] }, { args: ['x'] }, { args: ['y', 'z'] }],
  [
    'containers merge by name',
    {
      containers: [
        { name: 'a', image: '1' },
        { name: 'b', image: '1' },
      ],
    },
    { containers: [{ name: 'a', image: '2' }] },
    {
      containers: [
        { name: 'a', image: '1', imagePullPolicy: 'Always' },
        { name: 'b', image: '1' },
        { name: 'injected' },
      ],
    },
    {
      '$setElementOrder/containers': [{ name: 'a' }],
      containers: [
        { name: 'a', image: '2' },
        { $patch: 'delete', name: 'b' },
      ],
    },
  ],
];

describe('kubectl/apply threeWayPatch', () => {
  for (const [title, original, modified, current, patch] of CASES) {
    it(title, () => expect(threeWayPatch(original, modified, current, 'Pod')).to.deep.equal(patch));
  }

  it('a second apply changes nothing', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const container = fc.record({ name, image: fc.constantFrom('1', '2'), args: fc.array(fc.constantFrom('x', 'y')) });
    const containers = fc.uniqueArray(container, { selector: (one) => one.name, maxLength: 3 });
    const object = fc.record({ labels: fc.dictionary(name, fc.constantFrom('v', 'w')), containers });
    fc.assert(
      fc.property(object, object, (before, after) => {
        const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json;
        const patch = threeWayPatch(plain(before), plain(after), plain(before), 'Pod');
        const applied = applyPatch(plain(before), patch, 'strategic') as Json;
        expect(threeWayPatch(plain(after), plain(after), applied, 'Pod')).to.deep.equal({});
      }),
    );
  });
});
