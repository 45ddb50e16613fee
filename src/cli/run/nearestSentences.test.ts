import { expect } from 'chai';
import type { Sentence } from '../steps/sentence';
import vocabulary from '../steps/vocabulary.json';
import { nearestSentences, searchWord } from './nearestSentences';
import { undefinedSteps } from './undefinedSteps';

const ALL = (vocabulary as Sentence[]).map(({ text }) => text);

describe('near sentences', () => {
  const meant: readonly (readonly [text: string, sentence: string])[] = [
    ['the manifst "x.yaml"', 'the manifest {string}'],
    ['contaner "web" serves after 10s', '{container} starts serving after {duration}'],
    ['a container "web" starts to serve after 40s', '{container} starts serving after {duration}'],
    ['the manifest gets created', 'the manifest is created'],
    ['20s passed', '{duration} pass(es)'],
    ['service "mydb" does not exist', 'service {string} is missing'],
    ['container "web" was never restarted', '{container} has never restarted'],
    ['I scale statefulset "db" to 1', 'I run {command}'],
    ['I drain node "node-1"', 'I run {command}'],
    ['the output is "done"', 'it prints {string}'],
    ['pod "web" is pending', '{pod} is {string}'],
    ['pod "web" is in CrashLoopBackOff', '{pod} is {string}'],
    ['container "web" was OOMKilled', '{container} last ended with reason {string}'],
    ['container "web" exited with code 137', '{container} ended with exit code {int}'],
    ['container "web" received SIGTERM', '{container} got signal {string}'],
    ['deployment "web" becomes available', '{object} is/has {state}'],
    [
      'job "pi" failed with reason "BackoffLimitExceeded"',
      'condition {string} of {object} is {string} with reason {string}',
    ],
    ['all pods of deployment "web" are in status "Running"', '{count} pod(s) of {object} is/are {string}'],
    ['pvc "data" exists', '{object} is still there'],
    ['node "n" goes down', 'node {string} loses power'],
  ];
  for (const [text, sentence] of meant)
    it(`of “${text}” has “${sentence}”`, () => {
      expect(nearestSentences(text, ALL)).to.include(sentence);
    });

  it('with as many values come first', () => {
    expect(nearestSentences('the manifst "x.yaml"', ALL)[0]).to.equal('the manifest {string}');
    expect(nearestSentences('the manifst', ALL)[0]).to.equal('the manifest');
  });

  it('are each another sentence, not its forms over time', () => {
    const near = nearestSentences('pod "web" is pending', [
      '{pod} is {string}',
      'for {duration} {pod} is {string}',
      '{pod} is gone',
    ]);
    expect(near).to.deep.equal(['{pod} is {string}', '{pod} is gone']);
  });

  it('are none for what has nothing to do with any', () => {
    expect(nearestSentences('bananas grow', ALL)).to.deep.equal([]);
    expect(nearestSentences('"x"', ALL)).to.deep.equal([]);
    expect(undefinedSteps({ undefinedTexts: new Set(['bananas grow']), sentences: ALL })).to.match(
      /None is near it\.\n {2}podwright steps lists all/,
    );
  });

  it('come with an example and with where to find more', () => {
    const text = undefinedSteps({
      undefinedTexts: new Set(['the manifst "x.yaml"']),
      sentences: [...ALL, 'the manifst'],
    });
    expect(text).to.contain('There is no sentence “the manifst "x.yaml"”. Near ones:\n  the manifst\n');
    expect(text).to.match(/\n {2}Given the manifest \{string\}\n {6}the manifest ".+"\n/);
    expect(text).to.match(/\n {2}podwright steps manifst shows more of that kind\n/);
  });

  it('are found by the word that few others have', () => {
    expect(searchWord('{container} starts serving after {duration}', ALL)).to.equal('serving');
    for (const text of ALL) {
      const word = searchWord(text, ALL);
      if (word !== undefined) expect(text.toLowerCase()).to.contain(word);
    }
  });
});
