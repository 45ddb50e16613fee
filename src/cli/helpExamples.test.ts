import { expect } from 'chai';
import { findWord } from './explain/words/index';
import { withHelp } from './help';
import { parseArguments } from './run/arguments';
import { sentencesWith } from './steps/command';
import { VERBS } from './verbs';

/** `podwright verb …` among the examples of a help, without what is said beside it and what it is connected with. */
function examplesOf(help: string): string[] {
  const [, examples = ''] = help.split(/^Examples$/m);
  return examples.split('\n').flatMap((line) => {
    const [, command] = /^ {2}.*?((?:npx )?podwright .*?)(?: {2,}.*| [|>&#].*|\))?$/.exec(line) ?? [];
    return command === undefined ? [] : [command.replace(/^npx /, '')];
  });
}

function wordsOf(command: string): string[] {
  return (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"|"$/g, ''));
}

/** What each verb says of the words that it would get. */
const USES: Readonly<Record<string, (words: string[]) => void>> = {
  // The files of the examples are nobody's
  run: (words) => void parseArguments(words.filter((word) => !/\.feature|^@reports|^features/.test(word))),
  steps: (words) => void sentencesWith(words),
  explain: (words) => void words.map((word) => findWord(word)),
};

describe('the examples of the help', () => {
  for (const [verb, { hidden, load }] of Object.entries(VERBS)) {
    if (hidden) continue;
    let help = '';
    withHelp(load())
      .configureOutput({ writeOut: (text) => (help += text) })
      .outputHelp();
    const examples = examplesOf(help);
    it(`of ${verb} are there`, () => {
      expect(examples).not.to.deep.equal([]);
    });
    for (const example of examples)
      it(example, async () => {
        const [, name, ...args] = wordsOf(example);
        expect(name).to.equal(verb);
        let used: string[] | undefined;
        const command = load().action((...values: unknown[]) => {
          used = values
            .slice(0, -2)
            .flat()
            .filter((value) => value !== undefined) as string[];
        });
        await command.parseAsync(args, { from: 'user' });
        expect(used, 'it was read').not.to.equal(undefined);
        USES[verb]?.(used ?? []);
      });
  }
});
