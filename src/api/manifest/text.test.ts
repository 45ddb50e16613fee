import { expect } from 'chai';
import { Release } from '../release/index';
import type { KubeObject } from '../types/index';
import { decodeManifests } from './manifests';
import { manifestYaml } from './text';

/** Texts that YAML 1.1 takes for something else when they stand without quotes. */
const TEXTS = ['on', 'off', 'yes', 'y', 'NO', '0755', '0o17', '0x1F', '1_000', '1:20', '1e3', '.5', '~', 'null', ''];

describe('The text of a manifest', () => {
  it('holds what kubectl reads from it, whatever texts look like', () => {
    const data = Object.fromEntries(
      [...TEXTS, '<<', '=', '2026-01-05', 'a: b', '- c', 'two\nlines\n'].map((text, i) => [`k${i}`, text]),
    );
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'on' }, data } as KubeObject;
    const [read, ...more] = decodeManifests(manifestYaml([map]), 'm.yaml', Release.of('latest'));
    expect(read?.object).to.deep.equal(map);
    expect(more).to.deep.equal([]);
  });

  it('keeps numbers that were written as octal ones', () => {
    const secret =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}], volumes: [{name: v, secret: {secretName: s, defaultMode: 0440}}]}\n';
    const decode = (text: string) => decodeManifests(text, 'm.yaml', Release.of('latest')).map(({ object }) => object);
    const pods = decode(secret);
    expect(JSON.stringify(pods)).to.contain('"defaultMode":288');
    expect(decode(manifestYaml(pods))).to.deep.equal(pods);
  });

  it('has a document for each object', () => {
    const maps = ['a', 'b'].map((name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }));
    expect(
      decodeManifests(manifestYaml(maps), 'm.yaml', Release.of('latest')).map(({ object }) => object),
    ).to.deep.equal(maps);
  });
});
