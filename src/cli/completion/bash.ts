import type { Candidates, VerbGrammar } from './grammar';
import { quote } from './quote';

/**
 * A script for bash from 3.2 on (macOS): no associative arrays, no mapfile. All candidates stand in it, so that completing
 * starts no process but for tags. Words are read off the line, since readline splits them at `:` and `=`.
 */
export function bashScript(verbs: readonly VerbGrammar[]): string {
  const names = verbs.map(({ name }) => name).join(' ');
  return `# bash completion of podwright: source <(podwright completion bash)

# Sets takes (once, many or nothing), kind and detail for the value of a flag ($2) or a plain word ("") of a verb ($1).
_podwright_value() {
  takes= kind= detail=
  case "$1 $2" in
${verbs.flatMap(valueCases).join('\n')}
  esac
}

_podwright_flags() {
  case "$1" in
${verbs.map((verb) => `    ${verb.name}) flags=${quote(flagNames(verb).join(' '))} ;;`).join('\n')}
    *) flags='-V --version -h --help' ;;
  esac
}

_podwright_offer() {
  local IFS=$'\\n' ending
  case "$kind" in
    words) COMPREPLY=($(compgen -W "\${detail// /$'\\n'}" -- "$cur")) ;;
    folders) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")) ;;
    files)
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -d -- "$cur"))
      if [ -z "$detail" ]; then COMPREPLY=($(compgen -f -- "$cur")); fi
      IFS=' '
      for ending in $detail; do
        local IFS=$'\\n'
        COMPREPLY=("\${COMPREPLY[@]}" $(compgen -f -X "!*.$ending" -- "$cur"))
      done
      ;;
    tags)
      COMPREPLY=($(compgen -W "$(grep -rhoE --include='*.feature' '^[[:space:]]*@.*' . 2>/dev/null | tr -s '[:space:]' '\\n' | sort -u)" -- "$cur"))
      ;;
  esac
}

_podwright() {
  local line="\${COMP_LINE:0:COMP_POINT}" cur= verb= flag= flags= takes= kind= detail= word i
  local -a words
  COMPREPLY=()
  read -a words <<<"$line"
  case "$line" in *[!\\\\][[:space:]]) words=("\${words[@]}" '') ;; esac
  cur="\${words[\${#words[@]}-1]}"
  # Within quotes a word may have blanks
  case "\${COMP_WORDS[COMP_CWORD]}" in [\\"\\']*) cur="\${COMP_WORDS[COMP_CWORD]#?}" ;; esac
  for ((i = 1; i < \${#words[@]} - 1; i++)); do
    word="\${words[i]}"
    case "$word" in
      -*=*) flag= takes= ;;
      -?*) flag="$word"; _podwright_value "$verb" "$flag" ;;
      *)
        if [ -z "$verb" ]; then verb="$word"; fi
        if [ "$takes" != many ]; then flag= takes=; fi
        ;;
    esac
  done
  if [ -z "$verb" ]; then
    case "$cur" in
      -*) _podwright_flags ''; kind=words detail="$flags" ;;
      *) kind=words detail='${names} help' ;;
    esac
  elif [ "$verb" = help ]; then
    kind=words detail='${names}'
  else
    case "$cur" in
      --*=*) _podwright_value "$verb" "\${cur%%=*}"; cur="\${cur#*=}" ;;
      *)
        if [ "$takes" = once ] || [ "$takes" = many ] && [ "\${cur#-}" = "$cur" ]; then
          _podwright_value "$verb" "$flag"
        elif [ "\${cur#-}" != "$cur" ]; then
          _podwright_flags "$verb"; kind=words detail="$flags"
        else
          _podwright_value "$verb" ''
        fi
        ;;
    esac
  fi
  _podwright_offer
  # readline replaces only what stands behind the last : of the word
  case "$cur" in
    *:*)
      local before="\${cur%:*}:"
      for ((i = 0; i < \${#COMPREPLY[@]}; i++)); do COMPREPLY[i]="\${COMPREPLY[i]#"$before"}"; done
      ;;
  esac
}

complete -F _podwright podwright
`;
}

function flagNames({ flags }: VerbGrammar): string[] {
  return flags.flatMap(({ names }) => names);
}

function valueCases({ name, flags, words }: VerbGrammar): string[] {
  const cases = flags.flatMap(({ names, value }) => {
    if (!value) return [];
    const patterns = names.map((flag) => quote(`${name} ${flag}`)).join('|');
    return [`    ${patterns}) takes=${value.isList ? 'many' : 'once'} ${assignments(value.candidates)} ;;`];
  });
  return [...cases, `    ${quote(`${name} `)}) ${assignments(words)} ;;`];
}

function assignments(candidates: Candidates): string {
  return `kind=${candidates.from} detail=${quote(detail(candidates))}`;
}

function detail(candidates: Candidates): string {
  if (candidates.from === 'words') return candidates.words.join(' ');
  return candidates.from === 'files' ? candidates.endings.join(' ') : '';
}
