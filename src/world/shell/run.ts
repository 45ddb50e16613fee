import { sleep, type Task } from '../../kernel';
import { evaluateIn } from './arithmetic';
import { runArithmeticFor, runCase, runFor, runIf, runWhile } from './compound';
import { ExitShell, ReadonlyVariable, ShellError, SyntaxErrorExit, UnsetParameter } from './control';
import type { TailExec } from './dialect';
import { runDoubleBracket } from './doubleBracket';
import { endByFatalSignal, joinChild, reportDeath } from './external';
import { forkShell } from './fork';
import type { ParsedText, SyntaxFault } from './parse';
import { runPipeline } from './pipeline';
import { withRedirects } from './redirect';
import { isReportedLater, type ReportedError, reportError } from './reportedError';
import type { Shell } from './shell';
import { runSimple } from './simple';
import { linesAbove, type Site } from './site';
import type {
  AndOr,
  ArithmeticCommand,
  CommandNode,
  CompoundList,
  Function as FunctionCommand,
  Pipeline,
  PipelineNode,
  Statement,
  Subshell,
} from './syntax';
import { traceArithmetic } from './trace';
import { runPendingTraps } from './trapActions';

/** Where a command stands. */
export interface Place {
  /** Nothing of this shell comes after it: it may take the shell's place. */
  readonly tail: boolean;
}

export const INSIDE: Place = { tail: false };

/**
 * Runs a parsed script; a syntax error is met when the lines above it have run.
 * @param above where it stands, if in another text
 */
export function* runText(
  shell: Shell,
  { source, statements, error: fault }: ParsedText,
  place: Place,
  { above, file = shell.file }: { readonly above?: Site | undefined; readonly file?: string } = {},
): Task<number> {
  const before = shell.enter({ source, above, file });
  try {
    const status = yield* runLines(shell, statements, fault ? INSIDE : place);
    if (fault) {
      printSyntaxError(shell, fault);
      throw new SyntaxErrorExit(2);
    }
    shell.leave(before);
    return status;
  } catch (error) {
    if (!isReportedLater(error)) shell.leave(before);
    throw error;
  }
}

/** An expansion that fails, or an assignment to what is read-only, ends no bash: it goes on with the next line. */
function* runLines(shell: Shell, statements: readonly Statement[], place: Place): Task<number> {
  const { source, above, file, origin } = shell;
  const progress = { at: 0 };
  for (;;) {
    try {
      return yield* runStatements(shell, statements, place, progress);
    } catch (error) {
      if (!dropsLine(shell, error)) throw error;
      shell.status = reportError(shell, error);
      shell.enter({ source, above, file });
      shell.origin = origin;
      progress.at = nextLine(source, statements, progress.at);
    }
  }
}

function dropsLine(shell: Shell, error: unknown): error is ReportedError {
  if (shell.dialect.kind !== 'bash' || shell.forked || error instanceof UnsetParameter) return false;
  if (error instanceof ReadonlyVariable) return !shell.options.has('e');
  return error instanceof ShellError && error.command === undefined;
}

/** The first statement that does not begin on the line where this one ends. */
function nextLine(source: string, statements: readonly Statement[], at: number): number {
  let next = at + 1;
  while (next < statements.length && !source.slice(statements[next - 1]!.end, statements[next]!.pos).includes('\n'))
    next++;
  return next;
}

function printSyntaxError(shell: Shell, fault: SyntaxFault): void {
  const [first, ...more] = fault.message.split('\n');
  const prefix = syntaxPrefix(shell, fault.line + linesAbove(shell.above));
  shell.proc.stderr.write([first, ...more].map((text) => `${prefix}${text}\n`).join(''));
}

/** Whose text it was: that of `eval`, of `-c`, or a file's. */
function syntaxPrefix(shell: Shell, line: number): string {
  const { kind } = shell.dialect;
  const name = shell.scriptName ?? shell.name;
  if (shell.origin?.kind === 'eval') {
    return {
      ash: `${name}: eval: line ${line}: `,
      dash: `${name}: ${line}: eval: `,
      bash: `${shell.file ?? name}: eval: line ${line}: `,
    }[kind];
  }
  const prefix = shell.prefix(line);
  return kind === 'bash' && name === shell.name && !shell.origin ? prefix.replace(': line', ': -c: line') : prefix;
}

/** Runs one command after another. An empty list has status 0. */
function* runStatements(
  shell: Shell,
  statements: readonly Statement[],
  place: Place,
  progress: { at: number } = { at: 0 },
): Task<number> {
  const last = statements.length - 1;
  if (last < 0) return 0;
  for (let i = progress.at; i <= last; i++) {
    progress.at = i;
    const tail = place.tail && i === last && (last === 0 || tailRules(shell).list);
    yield* runStatement(shell, statements[i]!, { tail });
  }
  return shell.status;
}

export function runList(shell: Shell, list: CompoundList, place: Place): Task<number> {
  return runStatements(shell, list.commands, place);
}

/** A list whose failure does not count for `set -e`. */
export function* runCondition(shell: Shell, list: CompoundList): Task<number> {
  shell.errexitOff++;
  try {
    return yield* runList(shell, list, INSIDE);
  } finally {
    shell.errexitOff--;
  }
}

/** What this shell may do with its last command. */
function tailRules(shell: Shell): TailExec {
  return shell.forked ? shell.dialect.forkedTail : shell.dialect.tail;
}

function* runStatement(shell: Shell, statement: Statement, place: Place): Task {
  if (shell.options.has('n')) return;
  if (shell.shouldYield()) yield* sleep(0);
  endByFatalSignal(shell);
  if (shell.traps.hasPending) yield* runPendingTraps(shell);
  if (statement.background) startInBackground(shell, statement.command);
  else shell.status = yield* runNode(shell, statement.command, place);
  endByFatalSignal(shell);
  if (shell.traps.hasPending) yield* runPendingTraps(shell);
}

function startInBackground(shell: Shell, node: PipelineNode | AndOr): void {
  const child = forkShell(shell, { descriptors: backgroundDescriptors(shell), ignore: ['INT', 'QUIT'] }, (inner) =>
    runNode(inner, node, { tail: true }),
  );
  shell.jobs.add(child, shell.source.slice(node.pos, node.end));
  shell.lastBackground = child.pid;
  shell.status = 0;
}

/** Without job control a background command reads /dev/null (XCU 2.9.3.1). */
function backgroundDescriptors(shell: Shell) {
  const table = new Map(shell.proc.descriptors.table);
  table.set(0, {});
  return table;
}

/** Runs any node and returns its status. */
export function* runNode(shell: Shell, node: PipelineNode | AndOr | CompoundList, place: Place): Task<number> {
  switch (node.type) {
    case 'AndOr':
      return yield* runAndOr(shell, node, place);
    case 'Pipeline':
      return checked(
        shell,
        yield* runPipelineNode(shell, node, place),
        node.prefixes.some((p) => p.type === 'Negation'),
      );
    case 'CompoundList':
      return yield* runList(shell, node, place);
    default:
      return yield* runCommand(shell, node, place);
  }
}

function* runPipelineNode(shell: Shell, node: Pipeline, place: Place): Task<number> {
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  if (negated) shell.errexitOff++;
  try {
    const status = yield* runPipeline(shell, node, place);
    return negated ? Number(status === 0) : status;
  } finally {
    if (negated) shell.errexitOff--;
  }
}

function* runCommand(shell: Shell, node: CommandNode, place: Place): Task<number> {
  const compound: Place = { tail: place.tail && tailRules(shell).compound && !shell.traps.any };
  switch (node.type) {
    case 'Command':
      return alone(shell, yield* runSimple(shell, node, place));
    case 'If':
      return yield* runIf(shell, node, compound);
    case 'For':
      shell.position = node.pos;
      return yield* runFor(shell, node);
    case 'ArithmeticFor':
      requireBash(shell, shell.dialect.arithmeticCommand, 'for ((…))');
      return yield* runArithmeticFor(shell, node);
    case 'While':
      return yield* runWhile(shell, node);
    case 'Case':
      return yield* runCase(shell, node, compound);
    case 'BraceGroup':
      return yield* runList(shell, node.body, compound);
    case 'Subshell':
      return alone(shell, yield* runSubshell(shell, node, place));
    case 'Redirected':
      return yield* withRedirects(shell, node.redirects, () => runCommand(shell, node.command, INSIDE));
    case 'Function':
      define(shell, node);
      return 0;
    case 'TestCommand':
      shell.position = node.pos;
      return alone(shell, yield* runDoubleBracket(shell, node));
    case 'ArithmeticCommand':
      requireBash(shell, shell.dialect.arithmeticCommand, '((…))');
      shell.position = node.pos;
      return alone(shell, yield* runArithmetic(shell, node));
    case 'Select':
      return shell.notImplemented('`select`');
    case 'Coproc':
      return shell.notImplemented('`coproc`');
  }
}

/** Functions that are not of a file have these names for bash. */
function define(shell: Shell, { name, body }: FunctionCommand): void {
  const { source, above } = shell;
  const file = shell.file ?? shell.scriptName ?? (shell.fromCommandLine ? 'environment' : 'main');
  shell.functions.set(name.value, { body, source, above, file });
}

/** `((…))`: what cannot be evaluated fails, without ending the shell (bash). */
function* runArithmetic(shell: Shell, { expression, body }: ArithmeticCommand): Task<number> {
  try {
    yield* traceArithmetic(shell, body);
    return expression && (yield* evaluateIn(shell, expression, body.trim())) !== 0n ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    shell.complain(`((: ${error.message}`);
    return 1;
  }
}

function requireBash(shell: Shell, present: boolean, what: string): void {
  if (!present) shell.notImplemented(`\`${what}\`, which is bash's, in ${shell.dialect.kind}`);
}

function* runSubshell(shell: Shell, { body, pos, end }: Subshell, place: Place): Task<number> {
  if (place.tail && tailRules(shell).subshell && !shell.traps.any) return yield* runList(shell, body, place);
  const child = forkShell(shell, {}, (inner) => runList(inner, body, { tail: true }));
  const status = yield* joinChild(shell, child);
  if (status.signal) reportDeath(shell, child, status, `( ${shell.source.slice(pos + 1, end - 1).trim()} )`);
  return status.code;
}

/** The status of what is a pipeline of one. */
function alone(shell: Shell, status: number): number {
  if (shell.dialect.arrays) shell.pipeStatus = [status];
  return checked(shell, status);
}

/** `set -e` ends the shell here, where a failure counts. */
function checked(shell: Shell, status: number, exempt = false): number {
  shell.status = status;
  if (status !== 0 && !exempt && shell.errexitOff === 0) shell.traps.commandFailed();
  if (status !== 0 && !exempt && shell.errexitOff === 0 && shell.options.has('e')) throw new ExitShell(status);
  return status;
}

function* runAndOr(shell: Shell, node: AndOr, place: Place): Task<number> {
  const last = node.commands.length - 1;
  for (let i = 0; i <= last; i++) {
    const operator = node.operators[i - 1];
    if ((operator === '&&' && shell.status !== 0) || (operator === '||' && shell.status === 0)) continue;
    if (i < last) shell.errexitOff++;
    try {
      const tail = place.tail && i === last && tailRules(shell).list;
      shell.status = yield* runNode(shell, node.commands[i]!, { tail });
    } finally {
      if (i < last) shell.errexitOff--;
    }
    if (shell.traps.hasPending) yield* runPendingTraps(shell);
  }
  return shell.status;
}
