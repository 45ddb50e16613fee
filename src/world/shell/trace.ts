import type { Task } from '../../kernel';
import { expandPlain } from './arithmetic';
import { quoteWord } from './quote';
import type { Shell } from './shell';

/** A line of `set -x`. bash shows how deep in command substitutions it is. */
export function trace(shell: Shell, words: readonly string[]): void {
  const prompt = shell.variables.get('PS4') ?? '+ ';
  const depth = shell.dialect.kind === 'bash' ? shell.textDepth : 0;
  shell.proc.stderr.write(`${prompt.slice(0, 1).repeat(depth)}${prompt}${words.join(' ')}\n`);
}

/** `set -x` of bash shows more than simple commands. */
export function tracesCompounds(shell: Shell): boolean {
  return shell.options.has('x') && shell.dialect.kind === 'bash';
}

/** `((…))` as it was written, with the variables expanded. */
export function* traceArithmetic(shell: Shell, text: string): Task {
  if (tracesCompounds(shell)) trace(shell, ['((', yield* expandPlain(shell, text), '))']);
}

/** A word as each shell shows it: dash as it is, ash where it holds anything special (ash.c, maybe_single_quote). */
export function quoteTraced(shell: Shell, word: string): string {
  switch (shell.dialect.kind) {
    case 'bash':
      return quoteWord(word);
    case 'dash':
      return word;
    case 'ash':
      return /^[+,\-./0-9:@A-Z\]^_a-z]*$/.test(word) ? word : `'${word.replace(/'/g, `'"'"'`)}'`;
  }
}
