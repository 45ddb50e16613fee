import { sleep, type Task } from '../../kernel';
import { evaluateIn } from './arithmetic';
import { runArithmeticFor, runCase, runFor, runIf, runWhile } from './compound';
import { ExitShell, ReadonlyVariable, ShellError, SyntaxErrorExit } from './control';
import type { TailExec } from './dialect';
import { runDoubleBracket } from './doubleBracket';
import { endByFatalSignal, joinChild } from './external';
import { forkShell } from './fork';
import type { ParsedText, SyntaxFault } from './parse';
import { runPipeline } from './pipeline';
import { withRedirects } from './redirect';
import type { Shell } from './shell';
import { runSimple } from './simple';
import type { AndOr, ArithmeticCommand, CommandNode, CompoundList, Pipeline, PipelineNode, Statement } from './syntax';
import { runPendingTraps } from './trapActions';

/** Where a command stands. */
export interface Place {
  /** Nothing of this shell comes after it: it may take the shell's place. */
  readonly tail: boolean;
}

export const INSIDE: Place = { tail: false };

/** Runs a parsed script; a syntax error is met when the lines above it have run. */
export function* runText(shell: Shell, text: ParsedText, place: Place): Task<number> {
  const { source, position } = shell;
  let keep = false;
  shell.source = text.source;
  try {
    const status = yield* runStatements(shell, text.statements, text.error ? INSIDE : place);
    if (!text.error) return status;
    printSyntaxError(shell, text.error);
    throw new SyntaxErrorExit(2);
  } catch (error) {
    // Whoever reports it needs to know where it was.
    if (error instanceof ShellError || error instanceof ReadonlyVariable) keep = true;
    throw error;
  } finally {
    if (!keep) {
      shell.source = source;
      shell.position = position;
    }
  }
}

function printSyntaxError(shell: Shell, fault: SyntaxFault): void {
  const [first, ...more] = fault.message.split('\n');
  const prefix = syntaxPrefix(shell, fault.line);
  shell.proc.stderr.write([first, ...more].map((text) => `${prefix}${text}\n`).join(''));
}

/** Whose text it was: that of `eval`, of `-c`, or a file's. */
function syntaxPrefix(shell: Shell, line: number): string {
  const { kind } = shell.dialect;
  const name = shell.scriptName ?? shell.name;
  if (shell.origin?.kind === 'eval') {
    return {
      ash: `${name}: eval: line ${line - 1}: `,
      dash: `${name}: ${line}: eval: `,
      bash: `${name}: eval: line ${line}: `,
    }[kind];
  }
  const prefix = shell.prefix(line);
  return kind === 'bash' && name === shell.name && !shell.origin ? prefix.replace(': line', ': -c: line') : prefix;
}

/** Runs one command after another. An empty list has status 0. */
function* runStatements(shell: Shell, statements: readonly Statement[], place: Place): Task<number> {
  const last = statements.length - 1;
  if (last < 0) return 0;
  for (let i = 0; i <= last; i++) {
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
  if (shell.traps.hasPending) yield* runPendingTraps(shell);
}

function startInBackground(shell: Shell, node: PipelineNode | AndOr): void {
  const child = forkShell(shell, { descriptors: backgroundDescriptors(shell), ignore: ['INT', 'QUIT'] }, (inner) =>
    runNode(inner, node, { tail: true }),
  );
  shell.jobs.add(child);
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
      return checked(shell, yield* runSimple(shell, node, place));
    case 'If':
      return yield* runIf(shell, node, compound);
    case 'For':
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
      return checked(shell, yield* runSubshell(shell, node.body, place));
    case 'Redirected':
      return yield* withRedirects(shell, node.redirects, () => runCommand(shell, node.command, INSIDE));
    case 'Function':
      shell.functions.set(node.name.value, node.body);
      return 0;
    case 'TestCommand':
      return checked(shell, yield* runDoubleBracket(shell, node));
    case 'ArithmeticCommand':
      requireBash(shell, shell.dialect.arithmeticCommand, '((…))');
      return checked(shell, yield* runArithmetic(shell, node));
    case 'Select':
      return shell.notImplemented('`select`');
    case 'Coproc':
      return shell.notImplemented('`coproc`');
  }
}

/** `((…))`: what cannot be evaluated fails, without ending the shell (bash). */
function* runArithmetic(shell: Shell, { expression, body }: ArithmeticCommand): Task<number> {
  try {
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

function* runSubshell(shell: Shell, body: CompoundList, place: Place): Task<number> {
  if (place.tail && tailRules(shell).subshell && !shell.traps.any) return yield* runList(shell, body, place);
  const child = forkShell(shell, {}, (inner) => runList(inner, body, { tail: true }));
  return (yield* joinChild(shell, child)).code;
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
