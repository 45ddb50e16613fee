import type { Shell } from '../shell';
import { instant } from './builtin';

/** `getopts` (XCU getopts): the next option of the arguments, or of the positional parameters. */
export const getopts = instant((shell, [spec = '', name = 'opt', ...given]) => {
  const cursor = new Cursor(shell, given.length > 0 ? given : shell.positional);
  const letter = cursor.next();
  if (letter === undefined) {
    shell.variables.set(name, '?');
    return 1;
  }
  shell.variables.set(name, takeOption(shell, spec, letter, cursor));
  return 0;
});

/** Sets OPTARG; returns what the variable becomes. */
function takeOption(shell: Shell, spec: string, letter: string, cursor: Cursor): string {
  const { variables } = shell;
  const silent = spec.startsWith(':');
  const at = letter === ':' ? -1 : spec.indexOf(letter);
  if (at < 0) {
    if (silent) variables.set('OPTARG', letter);
    else {
      variables.unset('OPTARG');
      complain(shell, `Illegal option -${letter}`, `illegal option -- ${letter}`);
    }
    return '?';
  }
  if (spec[at + 1] !== ':') {
    // bash has no argument then, the others an empty one.
    if (shell.dialect.kind === 'bash') variables.unset('OPTARG');
    else variables.set('OPTARG', '');
    return letter;
  }
  const value = cursor.argument();
  if (value !== undefined) {
    variables.set('OPTARG', value);
    return letter;
  }
  if (silent) {
    variables.set('OPTARG', letter);
    return ':';
  }
  variables.unset('OPTARG');
  complain(shell, `No arg for -${letter} option`, `option requires an argument -- ${letter}`);
  return '?';
}

/** ash and dash do not say who they are. */
function complain(shell: Shell, others: string, bash: string): void {
  const text = shell.dialect.kind === 'bash' ? `${shell.scriptName ?? shell.name}: ${bash}` : others;
  shell.proc.stderr.write(`${text}\n`);
}

/** Where getopts is: OPTIND says which word, and the shell itself remembers where in it. */
class Cursor {
  private index: number;
  private inside: number;

  constructor(
    private readonly shell: Shell,
    private readonly words: readonly string[],
  ) {
    const optind = Number(shell.variables.get('OPTIND') ?? '1');
    const { getoptsAt } = shell;
    this.index = getoptsAt && getoptsAt.optind === optind ? getoptsAt.word : optind;
    this.inside = getoptsAt && getoptsAt.optind === optind ? getoptsAt.inside : 1;
  }

  /** The next letter, undefined where the options end. */
  next(): string | undefined {
    const word = this.words[this.index - 1];
    if (this.inside === 1 && (word === undefined || !word.startsWith('-') || word === '-')) return undefined;
    if (word === '--') {
      this.index++;
      this.save();
      return undefined;
    }
    const letter = word![this.inside++]!;
    if (this.inside >= word!.length) this.nextWord();
    this.save();
    return letter;
  }

  /** The rest of the word, or the next one. */
  argument(): string | undefined {
    const word = this.words[this.index - 1];
    const value = this.inside > 1 ? word!.slice(this.inside) : word;
    if (value === undefined) return undefined;
    this.nextWord();
    this.save();
    return value;
  }

  private nextWord(): void {
    this.index++;
    this.inside = 1;
  }

  /** Inside of a word OPTIND of bash is still its number, that of the others the next one. */
  private save(): void {
    const optind = this.index + (this.inside > 1 && this.shell.dialect.kind !== 'bash' ? 1 : 0);
    this.shell.variables.set('OPTIND', String(optind));
    this.shell.getoptsAt = this.inside > 1 ? { optind, word: this.index, inside: this.inside } : undefined;
  }
}
