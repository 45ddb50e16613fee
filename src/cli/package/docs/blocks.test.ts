import { expect } from 'chai';
import { blocksOf, firstDifference, shownIn } from './blocks';

const PAGE = `# A page
\`\`\`yaml
# deep/a.yaml
a: 1
\`\`\`

\`\`\`console
$ one
1
…
$ two
\`\`\`

\`\`\`
 drawing
\`\`\`
`;

describe('blocks of documentation', () => {
  it('are found with language, file and line', () => {
    expect(blocksOf(PAGE).map(({ line, language, file }) => [line, language, file])).to.deep.equal([
      [2, 'yaml', 'deep/a.yaml'],
      [7, 'console', undefined],
      [14, '', undefined],
    ]);
  });

  it('show commands and output', () => {
    expect(shownIn(blocksOf(PAGE)[1]!)).to.deep.equal([
      { command: 'one', output: ['1', '…'] },
      { command: 'two', output: [] },
    ]);
  });

  const cases: [says: string, shown: string[], printed: string, difference: string | undefined][] = [
    ['the same', ['a', 'b'], 'a\nb\n', undefined],
    ['another line', ['a', 'c'], 'a\nb\n', 'c'],
    ['more than is shown', ['a'], 'a\nb\n', 'the end, and not "b"'],
    ['less than is shown', ['a', 'b'], 'a\n', 'b'],
    ['what is left out', ['a', '…', 'd', '…'], 'a\nb\nc\nd\ne\n', undefined],
    ['what is left out before something that is missing', ['a', '…', 'x'], 'a\nb\n', 'x'],
    ['the wrong order', ['…', 'b', '…', 'a', '…'], 'a\nb\n', 'a'],
    ['figures of the machine', ['4m of cluster time in 0.1s'], '4m of cluster time in 12.5s', undefined],
    [
      'figures of the story',
      ['4m of cluster time in 0.1s'],
      '5m of cluster time in 0.1s',
      '4m of cluster time in 0.1s',
    ],
  ];
  for (const [says, shown, printed, difference] of cases)
    it(`tell of ${says}`, () => {
      expect(firstDifference(shown, printed)).to.equal(difference);
    });
});
