import { Command } from 'commander';
import { distance } from 'fastest-levenshtein';
import pc from 'picocolors';
import '../../cluster';
import { allRules, type Rule } from '../../kernel/index';
import { nearest } from '../../observe/nearest';
import { UsageError } from '../usageError';
import { findWord, WORDS, type Word } from './words/index';

const HELP = `
WORD is a reason or status as kubectl shows it (what it means, what brings it about, what to look at), or a rule’s id, a part
of it, or words of what it says: also a field (readinessProbe), an exit code (137) or the beginning of a message.

Exit codes: 0 explained, 2 nothing speaks of the word.

Examples
  podwright explain CrashLoopBackOff    what the word means
  podwright explain Init:Error
  podwright explain 137                 the words that speak of that exit code
  podwright explain                     all rules that the simulator follows
  podwright explain back-off            those that speak of back-off
  podwright explain back-off/doubles    one of them
`;

/** `podwright explain`: the rules of the simulator, what they say and where that can be read. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('what a reason such as CrashLoopBackOff means, and what rules the simulator follows')
    .argument('[word...]', 'a reason, a status, or a rule')
    .addHelpText('after', HELP)
    .exitOverride()
    .action((words: string[]) => {
      process.stdout.write(`${explained(words.length > 0 ? words.join(' ') : undefined)}\n`);
    });
}

/** What is printed. @throws UsageError when nothing speaks of the word */
export function explained(word: string | undefined): string {
  const known = word === undefined ? undefined : findWord(word);
  if (known) return renderWord(known);
  const rules = rulesFor(word);
  if (word === undefined || rules.length > 0) return rules.map(render).join('\n');
  const telling = wordsAbout(word);
  return telling.length > 0 ? telling.map(renderWord).join('\n\n') : rulesAbout(word).map(render).join('\n');
}

/** @throws UsageError with near ids when nothing speaks of the word */
export function rulesAbout(word: string | undefined): Rule[] {
  const found = rulesFor(word);
  if (word === undefined || found.length > 0) return found;
  const known = [...WORDS.map((entry) => entry.word), ...allRules().map((rule) => rule.id)];
  const near = known.filter((one) => distance(one.toLowerCase(), word.toLowerCase()) <= one.length / 2);
  const advice = near.length > 0 ? nearest(word, near) : 'podwright explain lists all rules';
  throw new UsageError(`no reason is called "${word}" and no rule speaks of it; ${advice}`);
}

function rulesFor(word: string | undefined): Rule[] {
  const rules = allRules();
  if (word === undefined) return rules;
  const about = (text: string) => rules.filter(({ id, says }) => speaksOf(`${id} ${says}`, text));
  const found = about(word);
  return found.length > 0 ? found : [...new Set(pairsIn(word).flatMap(about))];
}

/** Of a field the words that stand together, as `grace period` in `terminationGracePeriodSeconds`. */
function pairsIn(field: string): string[] {
  const words = /^[a-z]+(?:[A-Z][a-z]+){2,}$/.test(field) ? plain(field).split(' ') : [];
  return words.slice(1).map((word, i) => `${words[i]} ${word}`);
}

/** Words of kubectl of which it is a part, or whose explanation has it, such as an exit code. */
function wordsAbout(text: string): Word[] {
  return WORDS.filter(({ word, means, causes, look }) => speaksOf([word, means, ...causes, ...look].join('\n'), text));
}

/** A field is found where its words stand: `readinessProbe` in `a readiness probe`. */
function speaksOf(text: string, word: string): boolean {
  return text.toLowerCase().includes(word.toLowerCase()) || plain(text).includes(plain(word));
}

function plain(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[-/\s]+/g, ' ');
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
