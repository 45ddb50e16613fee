import type { Candidates, FlagGrammar, VerbGrammar } from './grammar';
import { brief } from './quote';

/** A script for fish, to be sourced or to be put in `~/.config/fish/completions/podwright.fish`. */
export function fishScript(verbs: readonly VerbGrammar[]): string {
  return `# fish completion of podwright: podwright completion fish | source

function __podwright_verb_is
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if not string match -q -- '-*' $word
            test $word = "$argv[1]"
            return
        end
    end
    test -z "$argv[1]"
end

function __podwright_last_flag_is
    set -l flags (commandline -opc | string match -- '-*')
    contains -- "$flags[-1]" $argv
end

function __podwright_tags
    grep -rhoE --include='*.feature' '^[[:space:]]*@.*' . 2>/dev/null | tr -s '[:space:]' '\\n' | sort -u
end

function __podwright_files
    set -l word (commandline -ct)
    __fish_complete_directories $word
    for ending in $argv
        __fish_complete_suffix .$ending | string match -- "*.$ending"
    end
end

complete -c podwright -f
complete -c podwright -n '__podwright_verb_is ""' -s h -l help -d 'show the help'
complete -c podwright -n '__podwright_verb_is ""' -s V -l version -d 'show the version'
${verbs.map(({ name, says }) => `complete -c podwright -n '__podwright_verb_is ""' -a ${name} -d ${quoted(brief(says))}`).join('\n')}
complete -c podwright -n '__podwright_verb_is ""' -a help -d 'the help of a verb'
complete -c podwright -n '__podwright_verb_is help' -a ${quoted(verbs.map(({ name }) => name).join(' '))}
${verbs.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ name, flags, words }: VerbGrammar): string[] {
  const head = `complete -c podwright -n ${quoted(`__podwright_verb_is ${name}`)}`;
  const rest = words.from === 'nothing' ? [] : [`${head} ${offer(words)}`];
  return [...rest, ...flags.flatMap((flag) => [`${head} ${flagPart(flag)}`, ...furtherValues(name, flag)])];
}

/** fish knows of one value after a flag only. */
function furtherValues(verb: string, { names, value }: FlagGrammar): string[] {
  if (!value?.isList) return [];
  const condition = `__podwright_verb_is ${verb}; and __podwright_last_flag_is ${names.join(' ')}`;
  return [`complete -c podwright -n ${quoted(condition)} ${offer(value.candidates)}`];
}

function flagPart({ names, says, value }: FlagGrammar): string {
  const parts = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return [
    ...parts,
    ...(value ? [isAnyFile(value.candidates) ? '-r' : '-x', offer(value.candidates)] : []),
    '-d',
    quoted(brief(says)),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** fish finds these by itself, unless it is told that there are none. */
function isAnyFile(candidates: Candidates): boolean {
  return candidates.from === 'files' && candidates.endings.length === 0;
}

function offer(candidates: Candidates): string {
  switch (candidates.from) {
    case 'words':
      return `-a ${quoted(candidates.words.join(' '))}`;
    case 'files':
      return candidates.endings.length > 0 ? `-a '(__podwright_files ${candidates.endings.join(' ')})'` : '-F';
    case 'folders':
      return "-a '(__fish_complete_directories)'";
    case 'tags':
      return "-a '(__podwright_tags)'";
    case 'nothing':
      return '';
  }
}

/** In fish a backslash escapes within single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
