import type { Candidates, FlagGrammar, VerbGrammar } from './grammar';
import { brief, quote } from './quote';

/** A script for zsh, to be sourced or to be put in a folder of `fpath` as `_podwright`. */
export function zshScript(verbs: readonly VerbGrammar[]): string {
  return `#compdef podwright
# zsh completion of podwright: source <(podwright completion zsh), after compinit

_podwright_tags() {
  local -a found
  found=(\${(f)"$(grep -rhoE --include='*.feature' '^[[:space:]]*@.*' . 2>/dev/null | tr -s '[:space:]' '\\n' | sort -u)"})
  compadd -a found
}

_podwright_verbs() {
  local -a verbs
  verbs=(
${verbs.map(({ name, says }) => `    ${quote(`${escaped(name)}:${brief(says)}`)}`).join('\n')}
    'help:the help of a verb'
  )
  _describe verb verbs
}

_podwright() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C '(-h --help)'{-h,--help}'[show the help]' '(-V --version)'{-V,--version}'[show the version]' \\
    '1:verb:_podwright_verbs' '*::word:->words'
  [[ $state = words ]] || return
  case $line[1] in
${verbs.map(verbCase).join('\n')}
    help) _arguments '1:verb:_podwright_verbs' ;;
  esac
}

if [[ $funcstack[1] = _podwright ]]; then _podwright "$@"; else compdef _podwright podwright; fi
`;
}

function verbCase({ name, flags, words }: VerbGrammar): string {
  const rest = words.from === 'nothing' ? [] : [quote(`*:word:${action(words)}`)];
  const specs = [...flags.flatMap(specsOf), ...rest];
  return [`    ${name})`, `      _arguments -S ${specs.join(' \\\n        ')}`, '      ;;'].join('\n');
}

/** May be given again and again: which flags exclude each other is the command's affair. */
function specsOf({ names, says, value }: FlagGrammar): string[] {
  const text = brief(says).replaceAll(/[[\]]/g, '').replaceAll(':', '\\:');
  return names.map((flag) => {
    const inline = value && flag.startsWith('--') ? '=' : '';
    // Of a list: all words up to the next flag
    const until = value?.isList ? ':*-*' : '';
    const tail = value ? `${until}:${escaped(value.name)}:${action(value.candidates)}` : '';
    return quote(`*${flag}${inline}[${text}]${tail}`);
  });
}

function action(candidates: Candidates): string {
  switch (candidates.from) {
    case 'words':
      return `(${candidates.words.map(escaped).join(' ')})`;
    case 'files':
      return candidates.endings.length > 0 ? `_files -g "${glob(candidates.endings)}"` : '_files';
    case 'folders':
      return '_files -/';
    case 'tags':
      return '_podwright_tags';
    case 'nothing':
      return ' ';
  }
}

/** `:` separates the parts of a specification. */
function escaped(text: string): string {
  return text.replaceAll(':', '\\:');
}

/** Parentheses without a bar would be a qualifier. */
function glob(endings: readonly string[]): string {
  return endings.length === 1 ? `*.${endings[0]}` : `*.(${endings.join('|')})`;
}
