import type { Argument, Command, Option } from 'commander';
import type { Flag } from '../run/flags';

/** What can be typed after `podwright`, as plain data: what the scripts for the shells are made from. */
export interface VerbGrammar {
  readonly name: string;
  readonly says: string;
  readonly flags: readonly FlagGrammar[];
  /** What a word that is no flag may be. */
  readonly words: Candidates;
}

export interface FlagGrammar {
  readonly names: readonly string[];
  readonly says: string;
  /** Without it the flag stands alone. */
  readonly value?: { readonly name: string; readonly candidates: Candidates; readonly isList: boolean };
}

/** Where the shell finds what may stand at a place. */
export type Candidates =
  | { readonly from: 'nothing' }
  | { readonly from: 'words'; readonly words: readonly string[] }
  | { readonly from: 'files'; readonly endings: readonly string[] }
  | { readonly from: 'folders' }
  /** The tags that the features below the folder have at that moment. */
  | { readonly from: 'tags' };

/** Finds the candidates of a value by what its help calls it, as in `--output <format>`. */
export type Look = (verb: string, valueName: string) => Candidates;

/** Reads a verb's grammar off its command, so that a flag that is added there can be completed at once. */
export function grammarOf(command: Command, look: Look, more: readonly Flag[] = []): VerbGrammar {
  const verb = command.name();
  const own = command.createHelp().visibleOptions(command);
  const hidden = command.options.filter((option) => !own.includes(option));
  return {
    name: verb,
    says: command.description(),
    flags: [
      ...[...own, ...hidden].map((option) => flagOf(option, verb, look)),
      ...more.map((flag) => passedOn(flag, verb, look)),
    ],
    words: wordsOf(command.registeredArguments[0], verb, look),
  };
}

function flagOf(option: Option, verb: string, look: Look): FlagGrammar {
  const names = [option.short, option.long].filter((name): name is string => name !== undefined);
  const [, name] = /[<[]([^>\]]+?)(?:\.\.\.)?[>\]]/.exec(option.flags) ?? [];
  if (name === undefined) return { names, says: option.description };
  const candidates: Candidates = option.argChoices ? { from: 'words', words: option.argChoices } : look(verb, name);
  return { names, says: option.description, value: { name, candidates, isList: option.variadic } };
}

function passedOn({ names, says, value: name }: Flag, verb: string, look: Look): FlagGrammar {
  return { names, says, ...(name && { value: { name, candidates: look(verb, name), isList: false } }) };
}

function wordsOf(argument: Argument | undefined, verb: string, look: Look): Candidates {
  if (!argument) return { from: 'nothing' };
  return argument.argChoices ? { from: 'words', words: argument.argChoices } : look(verb, argument.name());
}
