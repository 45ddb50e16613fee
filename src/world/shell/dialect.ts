export type ShellKind = 'ash' | 'bash' | 'dash';

/**
 * When a shell executes its last command in its own process instead of a child: what then is PID 1 is the command.
 * Measured on BusyBox 1.35 ash, bash 5.2 and dash 0.5.
 */
export interface TailExec {
  /** `sh -c 'sleep 60'`. */
  readonly simple: boolean;
  /** The last of `a; b` and of `a && b`. */
  readonly list: boolean;
  /** Inside `if`, `case`, `{ }`. */
  readonly compound: boolean;
  /** `( … )` as the last command does without a process of its own. */
  readonly subshell: boolean;
  /** With a redirection. */
  readonly redirected: boolean;
}

/** What differs between the shells. */
export interface Dialect {
  readonly kind: ShellKind;
  /** Of the shell itself, running `-c`. */
  readonly tail: TailExec;
  /** Of a child that the shell has forked for a part of the script. */
  readonly forkedTail: TailExec;
  readonly arrays: boolean;
  readonly braceExpansion: boolean;
  /** `[[ … ]]`: as bash has it; as a test that also knows patterns and =~, but splits its words; or not at all. */
  readonly doubleBracket: 'full' | 'plain' | 'none';
  readonly arithmeticCommand: boolean;
  /** `&>`, `|&` and `$'…'`. */
  readonly ampersandRedirect: boolean;
  readonly ansiQuotes: boolean;
  readonly functionKeyword: boolean;
  /** `${x:1:2}` and `${x/a/b}`. */
  readonly substringExpansion: boolean;
  /** `source` besides `.`. */
  readonly source: boolean;
  readonly pipefail: boolean;
  /** echo interprets `\n` without being asked, and knows no -e. */
  readonly echoEscapes: boolean;
}

const NEVER: TailExec = { simple: false, list: false, compound: false, subshell: false, redirected: false };
const ALWAYS: TailExec = { simple: true, list: true, compound: true, subshell: true, redirected: true };

export const DIALECTS: Readonly<Record<ShellKind, Dialect>> = {
  ash: {
    kind: 'ash',
    tail: ALWAYS,
    forkedTail: ALWAYS,
    arrays: false,
    braceExpansion: false,
    doubleBracket: 'plain',
    arithmeticCommand: false,
    ampersandRedirect: true,
    ansiQuotes: true,
    functionKeyword: true,
    substringExpansion: true,
    source: true,
    pipefail: true,
    echoEscapes: false,
  },
  bash: {
    kind: 'bash',
    tail: { simple: true, list: true, compound: false, subshell: false, redirected: false },
    forkedTail: { simple: true, list: true, compound: false, subshell: false, redirected: true },
    arrays: true,
    braceExpansion: true,
    doubleBracket: 'full',
    arithmeticCommand: true,
    ampersandRedirect: true,
    ansiQuotes: true,
    functionKeyword: true,
    substringExpansion: true,
    source: true,
    pipefail: true,
    echoEscapes: false,
  },
  dash: {
    kind: 'dash',
    tail: NEVER,
    forkedTail: ALWAYS,
    arrays: false,
    braceExpansion: false,
    doubleBracket: 'none',
    arithmeticCommand: false,
    ampersandRedirect: false,
    ansiQuotes: false,
    functionKeyword: false,
    substringExpansion: false,
    source: false,
    pipefail: false,
    echoEscapes: true,
  },
};
