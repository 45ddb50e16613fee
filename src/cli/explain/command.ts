import { Command } from 'commander';
import pc from 'picocolors';
import '../../cluster';
import { allRules, type Rule } from '../../kernel/index';
import { nearest } from '../../observe/nearest';
import { UsageError } from '../usageError';

const HELP = `
Examples
  podwright explain                     all rules that the simulator follows
  podwright explain back-off            those that speak of back-off
  podwright explain back-off/doubles    one of them
`;

/** `podwright explain`: the rules of the simulator, what they say and where that can be read. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('what rules the simulator follows, and where they can be read')
    .argument('[word]', 'a rule’s id, a part of it, or a word of what it says')
    .addHelpText('after', HELP)
    .exitOverride()
    .action((word?: string) => {
      process.stdout.write(`${rulesAbout(word).map(render).join('\n')}\n`);
    });
}

/** @throws UsageError with near ids when nothing speaks of the word */
export function rulesAbout(word: string | undefined): Rule[] {
  const rules = allRules();
  if (word === undefined) return rules;
  const wanted = word.toLowerCase();
  const found = rules.filter((rule) => `${rule.id} ${rule.says}`.toLowerCase().includes(wanted));
  if (found.length > 0) return found;
  throw new UsageError(
    `no rule speaks of "${word}"; ${nearest(
      word,
      rules.map((rule) => rule.id),
    )}`,
  );
}

function render({ id, says, source }: Rule): string {
  return `${pc.bold(id)}\n  ${says}\n  ${pc.dim(source)}`;
}
