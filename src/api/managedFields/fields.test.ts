import { expect } from 'chai';
import { compare, fieldsOf } from './compare';
import { type FieldSet, pathText } from './fieldSet';
import { merged, without } from './merge';
import { shapeOf } from './shape';

const POD = shapeOf('Pod');
const pod = (spec: object, metadata?: object) => (metadata ? { metadata, spec } : { spec });
const texts = (set: FieldSet) => set.paths().map(pathText);

describe('fields that somebody owns', () => {
  it('are the leaves of what was written, and the elements of lists with keys', () => {
    const set = fieldsOf(pod({ containers: [{ name: 'a', image: 'x', ports: [{ containerPort: 80 }] }] }), POD);
    expect(set.toFieldsV1()).to.deep.equal({
      'f:spec': {
        'f:containers': {
          'k:{"name":"a"}': {
            '.': {},
            'f:image': {},
            'f:name': {},
            'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } },
          },
        },
      },
    });
  });
  it('are lists without keys and structs of one piece as a whole', () => {
    const set = fieldsOf(pod({ nodeSelector: { a: 'b' }, tolerations: [{ key: 'a' }], securityContext: {} }), POD);
    expect(texts(set)).to.have.members(['.spec.nodeSelector', '.spec.tolerations', '.spec.securityContext']);
  });
  it('are the values of sets', () => {
    expect(texts(fieldsOf(pod({}, { finalizers: ['a/b'] }), POD))).to.deep.equal([
      '.spec',
      '.metadata.finalizers[="a/b"]',
    ]);
  });
  it('are, of what is new, all that is in it', () => {
    const { added } = compare({ metadata: {} }, { metadata: { labels: { a: 'b' } } }, POD);
    expect(added.toFieldsV1()).to.deep.equal({ 'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } } });
  });
  it('of kinds that no table describes are members one by one, and lists as a whole', () => {
    const set = fieldsOf({ spec: { a: { b: 1 }, list: [{ name: 'x' }] } }, shapeOf('Something'));
    expect(texts(set)).to.deep.equal(['.spec.list', '.spec.a.b']);
  });
});

describe('a manifest over an object', () => {
  const names = (object: unknown) =>
    (object as { spec: { containers: { name: string }[] } }).spec.containers.map((c) => c.name);
  const list = (...containers: string[]) => pod({ containers: containers.map((name) => ({ name })) });
  for (const [live, manifest, becomes] of [
    ['ab', 'b', 'ab'],
    ['ab', 'ba', 'ba'],
    ['ab', 'cb', 'acb'],
    ['ab', 'c', 'abc'],
  ] as const) {
    it(`of ${live} and ${manifest} makes ${becomes}`, () => {
      expect(names(merged(list(...live), list(...manifest), POD)).join('')).to.equal(becomes);
    });
  }
  it('loses what is taken away, elements with all that is in them', () => {
    const gone = fieldsOf(list('a'), POD);
    expect(without(pod({ containers: [{ name: 'a', image: 'x' }, { name: 'b' }] }), gone, POD)).to.deep.equal(
      list('b'),
    );
  });
});
