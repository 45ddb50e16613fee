import { sleep, type Task } from '../../kernel';
import { Pipe, readAll } from '../stream';
import { forkShell } from './fork';
import { type ParsedText, parseScript } from './parse';
import { withRedirects } from './redirect';
import { runText } from './run';
import type { Shell } from './shell';
import { TextSite } from './site';
import type { ArithmeticCommandExpansion, Command, CommandExpansionPart, ProcessSubstitutionPart } from './syntax';

/** The text between the delimiters of `$(…)` or backquotes; bash has forgotten the lines before the first command. */
function scriptText(shell: Shell, text: string): string {
  if (!text.startsWith('$(')) return text.slice(1, -1).replace(/\\([`$\\])/g, '$1');
  const inner = text.slice(2, -1);
  return shell.dialect.kind === 'bash' && inner.startsWith('\n') ? inner.trimStart() : inner;
}

/** bash counts the lines of the text on from the command that holds it. */
function siteOf(shell: Shell, position: number): TextSite {
  return shell.dialect.kind === 'bash' ? shell.site : new TextSite(shell.source, position, shell.above);
}

/** `$(…)`: the output of a subshell without the newlines at its end; `$?` becomes the subshell's status. */
export function* substitute(shell: Shell, part: CommandExpansionPart | ArithmeticCommandExpansion): Task<string> {
  const parsed = parseScript(scriptText(shell, part.text), shell.dialect);
  const above = siteOf(shell, part.pos);
  const pipe = new Pipe(shell.proc.kernel);
  pipe.input.open?.();
  const child = forkShell(shell, { stdout: pipe.output }, (inner) => {
    inner.textDepth++;
    const file = fileRead(inner, parsed);
    return file ? readFile(inner, parsed, file, above) : runText(inner, parsed, { tail: true }, { above });
  });
  const text = yield* readAll(pipe.input);
  pipe.input.close?.();
  const status = yield* child.ended.join();
  // In the rest of the same command `$?` is already the new one for bash.
  if (shell.dialect.kind === 'bash') shell.status = status.code;
  shell.substitutionStatus = status.code;
  return text.replace(/\n+$/, '');
}

/** `$(< file)`, which stands for what is in the file (bash). */
function fileRead({ dialect }: Shell, { statements, error }: ParsedText): Command | undefined {
  const command = statements[0]?.command;
  if (dialect.kind !== 'bash' || error || statements.length !== 1 || command?.type !== 'Command') return undefined;
  const [redirect, ...more] = command.redirects;
  const only = !command.name && command.prefix.length === 1 && more.length === 0;
  return only && redirect?.operator === '<' ? command : undefined;
}

function* readFile(shell: Shell, { source }: ParsedText, { pos, redirects }: Command, above: TextSite): Task<number> {
  shell.enter({ source, above, file: shell.file });
  shell.position = pos;
  return yield* withRedirects(shell, redirects, function* () {
    shell.proc.stdout.write(yield* readAll(shell.proc.stdin));
    return 0;
  });
}

/** `<(…)` and `>(…)` (bash): the path of a pipe to a subshell. */
export function substituteProcess(shell: Shell, part: ProcessSubstitutionPart): string {
  if (shell.dialect.kind !== 'bash')
    shell.notImplemented(`the process substitution ${part.text} in ${shell.dialect.kind}`);
  const parsed = parseScript(part.text.slice(2, -1), shell.dialect);
  const above = shell.site;
  const pipe = new Pipe(shell.proc.kernel);
  let fd = 63;
  while (shell.proc.descriptors.get(fd)) fd--;
  const reads = part.operator === '<';
  forkShell(shell, reads ? { stdout: pipe.output } : { stdin: pipe.input }, (inner) => runLater(inner, parsed, above));
  shell.proc.descriptors.set(fd, reads ? { input: pipe.input } : { output: pipe.output });
  shell.processSubstitutions.push(fd);
  return `/dev/fd/${fd}`;
}

function* runLater(shell: Shell, parsed: ParsedText, above: TextSite): Task<number> {
  yield* sleep(0);
  return yield* runText(shell, parsed, { tail: true }, { above });
}
