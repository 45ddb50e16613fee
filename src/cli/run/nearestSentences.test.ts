import { expect } from 'chai';
import type { Sentence } from '../steps/sentence';
import vocabulary from '../steps/vocabulary.json';
import { nearestSentences, searchWord } from './nearestSentences';
import { undefinedSteps } from './undefinedSteps';

const ALL = (vocabulary as Sentence[]).map(({ text }) => text);

describe('near sentences', () => {
  const meant: readonly (readonly [text: string, sentence: string])[] = [
    ['the manifst "x.yaml"', 'the/a manifest {string}'],
    ['contaner "web" serves from 10s on', '{container} serves after {duration}'],
    ['a container "web" starts to serve after 40s', '{container} starts serving after {duration}'],
    ['20s went by', 'I wait (for ){duration}'],
    ['service "mydb" is lacking', '{service} is missing/absent'],
    ['container "web" was restarted at no time', '{container} has restarted {times}'],
    ['I label node "node-1" "a=b"', 'I run/execute {command}'],
    ['I expose deployment "web"', 'I run/execute {command}'],
    ['the output of it is "done"', 'it prints {string}'],
    ['pod "web" looks pending', '{pod} is (stuck )(in )(the )(status )(state ){status}( again)'],
    ['container "web" crashed with code 137', '{container} ended with (exit )code {int}'],
    ['container "web" received "TERM"', '{container} (has )got/received/gets/receives {signal}'],
    ['deployment "web" came available', '{object} is {state}( again)'],
    ['pvc "data" is around', '{object} is {state}( again)'],
    ['node "n" dies away', '{node} loses power'],
    [
      'there are never more than 2 pods of job "import" running',
      'never more than {int} {pods} is {shown}( at once)( at the same time)',
    ],
    ['at least 3 pods of deployment "web" were always availible', '{count} {pods} are always {shown}'],
    ['within 10s container "app" of pod "web" became killed', '{container} is killed'],
  ];
  for (const [text, sentence] of meant)
    it(`of “${text}” has “${sentence}”`, () => {
      expect(nearestSentences(text, ALL)).to.include(sentence);
    });

  it('with as many values come first', () => {
    expect(nearestSentences('the manifst "x.yaml"', ALL)[0]).to.equal('the/a manifest {string}');
    expect(nearestSentences('the manifst', ALL)[0]).to.equal('the/a/this manifest');
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
    expect(text).to.match(/\n {2}Given the\/a manifest \{string\}\n {6}the manifest ".+"\n/);
    expect(text).not.to.contain('A quote within quotes');
    expect(text).to.match(/\n {2}podwright steps manifst shows more of that kind\n/);
  });

  it('say how a quote within quotes is written', () => {
    const undefinedTexts = new Set(['the output contains "deployment "web" successfully rolled out"']);
    expect(undefinedSteps({ undefinedTexts, sentences: ALL })).to.contain('A quote within quotes is written \\"');
  });

  it('are found by the word that few others have', () => {
    expect(searchWord('{container} starts serving after {duration}', ALL)).to.equal('serving');
    for (const text of ALL) {
      const word = searchWord(text, ALL);
      if (word !== undefined) expect(text.toLowerCase()).to.contain(word);
    }
  });
});
