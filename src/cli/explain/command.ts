import { Command } from 'commander';
import pc from 'picocolors';
import '../../cluster';
import { allRules, type Rule } from '../../kernel/index';
import { nearest } from '../../observe/nearest';
import { UsageError } from '../usageError';
import { findWord, WORDS, type Word } from './words/index';

const HELP = `
WORD is a reason or status as kubectl shows it (what it means, what brings it about, what to look at), or a rule’s id, a part
of it, or a word of what it says.

Exit codes: 0 explained, 2 nothing speaks of the word.

Examples
  podwright explain CrashLoopBackOff    what the word means
  podwright explain Init:Error
  podwright explain                     all rules that the simulator follows
  podwright explain back-off            those that speak of back-off
  podwright explain back-off/doubles    one of them
`;

/** `podwright explain`: the rules of the simulator, what they say and where that can be read. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('what a reason such as CrashLoopBackOff means, and what rules the simulator follows')
    .argument('[word]', 'a reason, a status, or a rule')
    .addHelpText('after', HELP)
    .exitOverride()
    .action((word?: string) => {
      const known = word === undefined ? undefined : findWord(word);
      const text = known ? renderWord(known) : rulesAbout(word).map(render).join('\n');
      process.stdout.write(`${text}\n`);
    });
}

/** @throws UsageError with near ids when nothing speaks of the word */
export function rulesAbout(word: string | undefined): Rule[] {
  const rules = allRules();
  if (word === undefined) return rules;
  const wanted = word.toLowerCase();
  const found = rules.filter((rule) => `${rule.id} ${rule.says}`.toLowerCase().includes(wanted));
  if (found.length > 0) return found;
  const known = [...WORDS.map((entry) => entry.word), ...rules.map((rule) => rule.id)];
  throw new UsageError(`no reason is called "${word}" and no rule speaks of it; ${nearest(word, known)}`);
}

function render({ id, says, source }: Rule): string {
  return `${pc.bold(id)}\n  ${says}\n  ${pc.dim(source)}`;
}

function renderWord({ word, kind, means, causes, look, rules, source }: Word): string {
  const list = (title: string, lines: readonly string[]) => [`${title}:`, ...lines.map((line) => `  - ${line}`)];
  const own = allRules().filter(({ id }) => rules.includes(id));
  return [
    `${pc.bold(word)} ${pc.dim(`(${kind})`)}`,
    means,
    '',
    ...list('Brought about by', causes),
    ...list('Look at', look),
    ...(own.length > 0 ? ['Rules of the simulator:', ...own.map(({ id, says }) => `  ${pc.cyan(id)}: ${says}`)] : []),
    pc.dim(source),
  ].join('\n');
}
