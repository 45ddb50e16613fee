import { sleep, type Task } from '../../kernel';
import { Pipe, readAll } from '../stream';
import { forkShell } from './fork';
import { parseScript } from './parse';
import { runText } from './run';
import type { Shell } from './shell';
import type { ArithmeticCommandExpansion, CommandExpansionPart, ProcessSubstitutionPart } from './syntax';

/** The text between the delimiters of `$(…)` or backquotes. */
function scriptText(text: string): string {
  if (text.startsWith('$(')) return text.slice(2, -1);
  return text.slice(1, -1).replace(/\\([`$\\])/g, '$1');
}

/** `$(…)`: the output of a subshell without the newlines at its end; `$?` becomes the subshell's status. */
export function* substitute(shell: Shell, part: CommandExpansionPart | ArithmeticCommandExpansion): Task<string> {
  const parsed = parseScript(scriptText(part.text), shell.dialect);
  const pipe = new Pipe(shell.proc.kernel);
  pipe.input.open?.();
  const child = forkShell(shell, { stdout: pipe.output }, (inner) => {
    inner.substitutionDepth++;
    return runText(inner, parsed, { tail: true });
  });
  const text = yield* readAll(pipe.input);
  pipe.input.close?.();
  const status = yield* child.ended.join();
  // In the rest of the same command `$?` is already the new one for bash.
  if (shell.dialect.kind === 'bash') shell.status = status.code;
  shell.substitutionStatus = status.code;
  return text.replace(/\n+$/, '');
}

/** `<(…)` and `>(…)` (bash): the path of a pipe to a subshell. */
export function substituteProcess(shell: Shell, part: ProcessSubstitutionPart): string {
  if (shell.dialect.kind !== 'bash')
    shell.notImplemented(`the process substitution ${part.text} in ${shell.dialect.kind}`);
  const parsed = parseScript(part.text.slice(2, -1), shell.dialect);
  const pipe = new Pipe(shell.proc.kernel);
  let fd = 63;
  while (shell.proc.descriptors.get(fd)) fd--;
  const reads = part.operator === '<';
  forkShell(shell, reads ? { stdout: pipe.output } : { stdin: pipe.input }, (inner) => runLater(inner, parsed));
  shell.proc.descriptors.set(fd, reads ? { input: pipe.input } : { output: pipe.output });
  shell.processSubstitutions.push(fd);
  return `/dev/fd/${fd}`;
}

function* runLater(shell: Shell, parsed: ReturnType<typeof parseScript>): Task<number> {
  yield* sleep(0);
  return yield* runText(shell, parsed, { tail: true });
}
