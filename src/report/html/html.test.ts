import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import type { Story } from '../story/types';
import { packStories } from './chunks';
import { testFolder } from './testFolder';
import { livenessStory, reportOf, type ToldFeature } from './testing';
import type { RunIndex } from './types';

const story = livenessStory();

const FEATURES: readonly ToldFeature[] = [
  {
    uri: 'features/b.feature',
    name: 'B',
    scenarios: [
      { name: 'one', tags: ['@probe'], steps: [{ text: 'a' }, { text: 'b' }], story },
      {
        name: 'two',
        steps: [{ text: 'a', status: 'FAILED', message: 'expected now: x\nseen: y\n    at f (/home/me/x.ts:1:2)' }],
        story: livenessStory({ seed: 2 }),
      },
    ],
  },
  { uri: 'features/a.feature', name: 'A', scenarios: [{ name: 'no cluster', steps: [{ text: 'nothing' }] }] },
];

function block(html: string, id: string): string {
  const [, data = ''] = new RegExp(`id="${id}">([^<]*)<`).exec(html) ?? [];
  return data;
}

function unpacked<T>(html: string, id: string): T {
  return JSON.parse(inflateRawSync(Buffer.from(block(html, id), 'base64')).toString()) as T;
}

describe('The run report', () => {
  const html = reportOf(FEATURES);
  const index = unpacked<RunIndex>(html, 'index');

  it('holds features by file, scenarios by line', () => {
    expect(
      index.features.map(({ uri, scenarios }) => [uri, scenarios.map(({ id, state }) => `${id} ${state}`)]),
    ).to.deep.equal([
      ['features/a.feature', ['features/a.feature:3 passed']],
      ['features/b.feature', ['features/b.feature:3 passed', 'features/b.feature:13 failed']],
    ]);
  });

  it('gives every story back as it was captured', () => {
    const place = index.features[1]?.scenarios[0]?.attempts[0]?.story;
    expect(place).to.deep.equal([0, 0]);
    expect(unpacked<Story[]>(html, 'chunk-0')[0]).to.deep.equal(JSON.parse(JSON.stringify(story)));
    expect(index.features[0]?.scenarios[0]?.attempts[0]).not.to.have.property('story');
  });

  it('leaves out frames, which name folders of the machine', () => {
    expect(index.features[1]?.scenarios[1]?.attempts[0]?.steps[0]?.message).to.equal('expected now: x\nseen: y');
    expect(html).not.to.contain('/home/me');
  });

  it('keeps each attempt, and tells when a later one passed', () => {
    const retried = reportOf([
      { uri: 'a', name: 'A', scenarios: [{ name: 's', steps: [{ text: 'x' }], attempts: 3, story }] },
    ]);
    const scenario = unpacked<RunIndex>(retried, 'index').features[0]?.scenarios[0];
    expect(scenario?.attempts.map(({ state }) => state)).to.deep.equal(['failed', 'failed', 'passed']);
    expect(scenario).to.include({ state: 'passed', flaky: true });
    expect(scenario?.attempts.map((attempt) => attempt.story)).to.deep.equal([
      [0, 0],
      [0, 1],
      [0, 2],
    ]);
  });

  it('has the same bytes for the same run, but for the block of wall-clock times', () => {
    const again = reportOf(FEATURES, { salt: 'other-ids', backwards: true });
    const withoutWall = (text: string) => text.replace(block(text, 'wall'), '');
    expect(block(again, 'wall')).not.to.equal(block(html, 'wall'));
    expect(withoutWall(again) === withoutWall(html)).to.equal(true);
  });

  it('needs nothing from anywhere else', () => {
    expect(html.match(/<(?:script|img|link|iframe)[^>]*(?:src|href)=/g)).to.equal(null);
    expect(html).to.contain("default-src 'none'");
  });

  it('costs a few thousand bytes a scenario', () => {
    const features = Array.from({ length: 10 }, (_, i) => ({
      uri: `features/${i}.feature`,
      name: `Feature ${i}`,
      scenarios: Array.from({ length: 10 }, (_, j) => ({ name: `s${j}`, steps: [{ text: 'x' }], story })),
    }));
    expect((reportOf(features).length - reportOf([]).length) / 100).to.be.below(4000);
  });

  it('shows nothing of a last line of stories that was not finished, and all before it', () => {
    const file = join(testFolder(), 'stories.ndjson');
    const line = (id: string) => JSON.stringify({ testCaseStartedId: id, story });
    writeFileSync(file, `${line('a')}\n${line('b')}\n${line('c').slice(0, -9)}`);
    const { place, packed } = packStories([file], ['c', 'b', 'a']);
    expect([...place]).to.deep.equal([
      ['b', [0, 0]],
      ['a', [0, 1]],
    ]);
    expect(JSON.parse(inflateRawSync(Buffer.from(packed[0] ?? '', 'base64')).toString())).to.have.length(2);
  });
});

describe('Hostile text in the run report', () => {
  const HOSTILE = '</script><script>alert(1)</script><!-- \u001b[31m \u202Edesrever \u0000 \u2028 "\'&amp;';

  it('stands in no place where it could be markup', () => {
    const hostile = reportOf([
      {
        uri: `features/${HOSTILE}.feature`,
        name: HOSTILE,
        scenarios: [
          { name: HOSTILE, tags: [HOSTILE], steps: [{ text: HOSTILE, status: 'FAILED', message: HOSTILE }], story },
        ],
      },
    ]);
    const plain = reportOf([{ uri: 'a', name: 'a', scenarios: [{ name: 'a', steps: [{ text: 'a' }], story }] }]);
    const tags = (text: string) => text.match(/<\/?script/gi)?.length;
    expect(tags(hostile)).to.equal(tags(plain));
    expect(hostile).not.to.contain('alert(1)');
    const [feature] = unpacked<RunIndex>(hostile, 'index').features;
    expect(feature?.name).to.equal(HOSTILE);
    expect(feature?.scenarios[0]?.attempts[0]?.steps[0]?.text).to.equal(HOSTILE);
  });

  it('is cut where it is endless', () => {
    const endless = 'x'.repeat(1_000_000);
    const html = reportOf([
      { uri: 'a', name: 'a', scenarios: [{ name: 'a', steps: [{ text: 'a', status: 'FAILED', message: endless }] }] },
    ]);
    expect(
      unpacked<RunIndex>(html, 'index').features[0]?.scenarios[0]?.attempts[0]?.steps[0]?.message?.length,
    ).to.be.below(25_000);
  });
});
