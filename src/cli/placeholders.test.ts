import { expect } from 'chai';
import { decodeManifests, Release } from '../api/index';
import { decodeManifestFiles } from './manifestFiles';
import { placeholderNotes } from './placeholders';

const RELEASE = Release.of('latest');

function pod(image: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: "${image}", command: ["$HOME"]}]}\n`;
}

describe('placeholders', () => {
  const ROWS: readonly (readonly [image: string, notes: string[]])[] = [
    ['shop/web:1', []],
    [
      'shop/web:$' + '{TAG}',
      ['Nobody has filled in $' + '{TAG} (in k8s/a b.yaml): ' + "envsubst < 'k8s/a b.yaml' | podwright play -"],
    ],
    [
      '$REGISTRY/web:1',
      ["Nobody has filled in $REGISTRY (in k8s/a b.yaml): envsubst < 'k8s/a b.yaml' | podwright play -"],
    ],
  ];
  for (const [image, notes] of ROWS)
    it(`in image ${image}`, () =>
      expect(placeholderNotes(decodeManifests(pod(image), 'k8s/a b.yaml', RELEASE))).to.deep.equal(notes));

  it('in a figure', () => {
    const text = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: $' + '{N}\n';
    const name = '<stdin>';
    expect(() => decodeManifestFiles([{ name, text }], RELEASE)).to.throw(
      'nobody has filled in $' + '{N}: envsubst does',
    );
  });
});
