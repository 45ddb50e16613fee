import { expect } from 'chai';
import fc from 'fast-check';
import { applyPatch, type PatchType } from './index';

const POD = {
  kind: 'Pod',
  metadata: { name: 'p', labels: { a: '1', b: '2' }, finalizers: ['x'] },
  spec: {
    containers: [
      { name: 'app', image: 'a:1', env: [{ name: 'A', value: '1' }], args: ['x', 'y'] },
      { name: 'log', image: 'l:1' },
    ],
    volumes: [{ name: 'v', emptyDir: {} }],
    tolerations: [{ key: 'k' }],
  },
};

const cases: [string, PatchType, unknown, (patched: typeof POD) => unknown, unknown][] = [
  ['null deletes a member', 'merge', { metadata: { labels: { a: null } } }, (p) => p.metadata.labels, { b: '2' }],
  [
    'a merge patch replaces lists',
    'merge',
    { spec: { containers: [{ name: 'n' }] } },
    (p) => p.spec.containers,
    [{ name: 'n' }],
  ],
  [
    'elements merge by name',
    'strategic',
    { spec: { containers: [{ name: 'app', image: 'a:2' }] } },
    (p) => p.spec.containers.map((c) => `${c.name} ${c.image}`),
    ['app a:2', 'log l:1'],
  ],
  [
    'nested lists merge by their own keys',
    'strategic',
    { spec: { containers: [{ name: 'app', env: [{ name: 'B', value: '2' }] }] } },
    (p) => p.spec.containers[0]?.env?.map((e) => e.name),
    ['B', 'A'],
  ],
  [
    'new elements come before those that the patch does not name, in the order of the patch',
    'strategic',
    { spec: { containers: [{ name: 'new' }, { name: 'log', image: 'l:2' }, { name: 'last' }] } },
    (p) => p.spec.containers.map((c) => c.name),
    ['new', 'app', 'log', 'last'],
  ],
  [
    'the order that a client tells is kept, what only the server knows stays before its successor',
    'strategic',
    { spec: { '$setElementOrder/containers': [{ name: 'log' }, { name: 'new' }], containers: [{ name: 'new' }] } },
    (p) => p.spec.containers.map((c) => c.name),
    ['app', 'log', 'new'],
  ],
  [
    'lists without a key are replaced',
    'strategic',
    { spec: { containers: [{ name: 'app', args: ['z'] }], tolerations: [{ key: 'q' }] } },
    (p) => [p.spec.containers[0]?.args, p.spec.tolerations],
    [['z'], [{ key: 'q' }]],
  ],
  [
    '$patch: delete takes an element away',
    'strategic',
    { spec: { containers: [{ name: 'log', $patch: 'delete' }] } },
    (p) => p.spec.containers.map((c) => c.name),
    ['app'],
  ],
  [
    '$patch: replace replaces the list',
    'strategic',
    { spec: { containers: [{ name: 'new', image: 'n' }, { $patch: 'replace' }] } },
    (p) => p.spec.containers,
    [{ name: 'new', image: 'n' }],
  ],
  [
    '$setElementOrder orders the result',
    'strategic',
    {
      spec: {
        '$setElementOrder/containers': [{ name: 'new' }, { name: 'log' }, { name: 'app' }],
        containers: [{ name: 'new' }],
      },
    },
    (p) => p.spec.containers.map((c) => c.name),
    ['new', 'log', 'app'],
  ],
  [
    '$retainKeys drops the other kinds of a volume',
    'strategic',
    { spec: { volumes: [{ name: 'v', hostPath: { path: '/' }, $retainKeys: ['name', 'hostPath'] }] } },
    (p) => p.spec.volumes,
    [{ name: 'v', hostPath: { path: '/' } }],
  ],
  [
    'finalizers are a set',
    'strategic',
    { metadata: { finalizers: ['y', 'x'] } },
    (p) => p.metadata.finalizers,
    ['y', 'x'],
  ],
  [
    '$deleteFromPrimitiveList',
    'strategic',
    { metadata: { '$deleteFromPrimitiveList/finalizers': ['x'] } },
    (p) => p.metadata.finalizers,
    [],
  ],
  [
    'JSON operations follow one another',
    'json',
    [
      { op: 'test', path: '/metadata/name', value: 'p' },
      { op: 'add', path: '/spec/containers/-', value: { name: 'new' } },
      { op: 'remove', path: '/spec/containers/0' },
      { op: 'replace', path: '/metadata/labels/a', value: '9' },
      { op: 'move', from: '/metadata/labels/b', path: '/metadata/labels/x~1y' },
    ],
    (p) => [p.spec.containers.map((c) => c.name), p.metadata.labels],
    [['log', 'new'], { a: '9', 'x/y': '2' }],
  ],
];

describe('patches', () => {
  for (const [what, type, patch, view, expected] of cases) {
    it(what, () => {
      const before = structuredClone(POD);
      expect(view(applyPatch(POD, patch, type) as typeof POD)).to.deep.equal(expected);
      expect(POD, 'the original stays').to.deep.equal(before);
    });
  }

  const refused: [string, PatchType, unknown, RegExp][] = [
    ['a failing test', 'json', [{ op: 'test', path: '/metadata/name', value: 'q' }], /the server rejected our request/],
    ['a missing path', 'json', [{ op: 'remove', path: '/spec/nope' }], /the server rejected our request/],
    ['an element without its key', 'strategic', { spec: { containers: [{ image: 'x' }] } }, /declared merge key: name/],
    ['an unknown directive', 'strategic', { spec: { $patch: 'shuffle' } }, /Unknown patch type: shuffle/],
    ['a list as merge patch', 'merge', [], /is an object with the fields to change/],
  ];
  for (const [what, type, patch, message] of refused) {
    it(`refuses ${what}`, () => expect(() => applyPatch(POD, patch, type)).to.throw(message));
  }

  it('merging an object into nothing gives the object without its nulls, and twice is once', () => {
    const value = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,4}$/),
      fc.oneof(fc.string(), fc.integer(), fc.array(fc.integer())),
    );
    fc.assert(
      fc.property(value, value, (original, patch) => {
        const once = applyPatch(original, patch, 'merge');
        expect(applyPatch(once, patch, 'merge')).to.deep.equal(once);
        expect(once).to.deep.equal({ ...original, ...patch });
      }),
    );
  });
});
