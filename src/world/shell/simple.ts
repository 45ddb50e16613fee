import type { Task } from '../../kernel';
import { FsError } from '../files';
import { BrokenPipe } from '../stream';
import { elementKey } from './arithmetic';
import { endsShell, findBuiltin, isSpecial, runsCode } from './builtins';
import { ExitShell, ReadonlyVariable, ReturnJump, ShellError } from './control';
import { expandAssigned, expandText, expandWords } from './expand';
import { runExternal } from './external';
import { holdVariables, takeAllMemory } from './heldMemory';
import { redirect, redirectFailed, type Table, withRedirects } from './redirect';
import { isReportedLater } from './reportedError';
import { INSIDE, type Place, runNode } from './run';
import type { Shell, ShellFunction } from './shell';
import type { Assignment, Command, Word } from './syntax';
import { quoteTraced, trace } from './trace';

/** A simple command: assignments, redirections, and a function, builtin or program (XCU 2.9.1). */
export function* runSimple(shell: Shell, node: Command, place: Place): Task<number> {
  shell.position = shell.dialect.kind === 'bash' ? secondWordEnd(node) : node.pos;
  shell.substitutionStatus = undefined;
  try {
    const words = yield* commandWords(shell, node);
    const assignments = node.prefix.filter((part) => part.type === 'Assignment');
    const addition = assignments.find((part) => part.append);
    // Only bash adds to a variable: to the others it is the name of a command.
    if (addition && !shell.dialect.arrays) words.unshift(addition.text);
    const [name] = words;
    if (name === undefined) return yield* assignOnly(shell, node, assignments);
    if (shell.options.has('x')) yield* traceCommand(shell, assignments, words);
    const called = shell.functions.get(name);
    if (called) {
      return yield* withRedirects(shell, node.redirects, () =>
        withAssignments(shell, assignments, () => callFunction(shell, called, words)),
      );
    }
    if (findBuiltin(name, shell.dialect.kind)) {
      return yield* runBuiltin(shell, node, words, assignments, place);
    }
    return yield* external(shell, node, words, assignments, place);
  } finally {
    for (const fd of shell.processSubstitutions.splice(0)) shell.proc.descriptors.close(fd);
  }
}

/** bash counts the line of a command when it has read the token behind its first word (parse.y, make_simple_command). */
function secondWordEnd({ prefix, name, args }: Command): number {
  const [first, second] = prefix;
  if (!first) return (args[0] ?? name)!.end;
  return (second ?? name ?? first).end;
}

/** The fields of the command; `name=value` arguments of export and its like are not split. */
function* commandWords(shell: Shell, node: Command): Task<string[]> {
  if (!node.name) return [];
  const words = yield* expandWords(shell, [node.name]);
  for (const argument of node.args) {
    if (argument.type === 'Word') words.push(...(yield* expandWords(shell, [argument])));
    else if (argument.value.type === 'ArrayValue') yield* assignArrayArgument(shell, words, argument);
    else {
      const index = argument.index ? `[${yield* expandText(shell, argument.index)}]` : '';
      words.push(`${argument.name}${index}${argument.append ? '+' : ''}=${yield* expandText(shell, argument.value)}`);
    }
  }
  return words;
}

/** `declare -A name=(…)`, `local -a name=(…)`: what the flags say counts before the elements are there. */
function* assignArrayArgument(shell: Shell, words: string[], argument: Assignment): Task {
  const { variables } = shell;
  const flags = words
    .slice(1)
    .filter((word) => word.startsWith('-'))
    .join('');
  if (variables.inFunction && words[0] !== 'export' && words[0] !== 'readonly' && !flags.includes('g')) {
    variables.makeLocal(argument.name, true);
  }
  if (flags.includes('A')) variables.makeAssociative(argument.name);
  yield* assign(shell, argument);
  shell.assignedArrays.add(argument.name);
  words.push(argument.name);
}

function* assignOnly(shell: Shell, node: Command, assignments: readonly Assignment[]): Task<number> {
  const traced: string[] = [];
  for (const assignment of assignments) {
    const text = yield* assign(shell, assignment);
    if (!shell.options.has('x')) continue;
    traced.push(tracedAssignment(shell, assignment, text));
    if (shell.dialect.kind === 'bash') trace(shell, traced.splice(0));
  }
  if (traced.length > 0) trace(shell, traced);
  return yield* withRedirects(shell, node.redirects, () => substituted(shell));
}

function* substituted(shell: Shell): Task<number> {
  return shell.substitutionStatus ?? 0;
}

/** Makes an assignment. @returns the text behind the `=` */
function* assign(shell: Shell, node: Assignment): Task<string> {
  const { variables } = shell;
  if (node.value.type === 'ArrayValue') {
    if (!shell.dialect.arrays) throw new ShellError('syntax error: unexpected "("');
    yield* assignArray(shell, node, node.value.elements);
    return '';
  }
  const text = yield* assignedText(shell, node.value);
  if (node.index) {
    if (!shell.dialect.arrays) shell.notImplemented(`the array element ${node.text}`);
    const index = yield* elementKey(shell, node.name, yield* expandText(shell, node.index));
    variables.setElement(node.name, index, node.append ? (variables.element(node.name, index) ?? '') + text : text);
  } else if (node.append && variables.isArray(node.name)) {
    variables.setElement(node.name, 0, (variables.get(node.name) ?? '') + text);
  } else variables.set(node.name, node.append ? (variables.get(node.name) ?? '') + text : text);
  holdVariables(shell, text);
  if (shell.options.has('a')) variables.export(node.name);
  return text;
}

function* assignedText(shell: Shell, value: Word): Task<string> {
  try {
    return yield* expandAssigned(shell, value);
  } catch (error) {
    if (error instanceof RangeError) takeAllMemory(shell);
    throw error;
  }
}

/** `name=(a b)`, `name=([key]=value)`. */
function* assignArray(shell: Shell, { name, append }: Assignment, elements: readonly Word[]): Task {
  const { variables } = shell;
  const keyed = elements.map((element) => /^\[([^\]]+)\]=/.exec(element.text));
  if (!variables.isAssociative(name) && keyed.every((match) => !match)) {
    variables.setElements(name, yield* expandWords(shell, elements), append);
    return;
  }
  if (!append) for (const key of variables.indexes(name)) variables.unsetElement(name, key);
  for (const [i, element] of elements.entries()) {
    const text = yield* expandText(shell, element);
    const match = /^\[([\s\S]+?)\]=([\s\S]*)$/.exec(text);
    if (!keyed[i] || !match) shell.notImplemented(`an element without a key beside others that have one (${name})`);
    variables.setElement(name, yield* elementKey(shell, name, match[1]!), match[2]!);
  }
}

/** `a=1 command`: the variables go back to what they were. */
function* withAssignments(shell: Shell, assignments: readonly Assignment[], body: () => Task<number>): Task<number> {
  if (assignments.length === 0) return yield* body();
  const { variables } = shell;
  variables.enterScope();
  try {
    for (const assignment of assignments) {
      variables.makeLocal(assignment.name, true);
      yield* assign(shell, assignment);
      variables.export(assignment.name);
    }
    return yield* body();
  } finally {
    variables.leaveScope();
  }
}

/** A real shell has room for more, and dies of a recursion without end as well (SIGSEGV). */
const MAX_CALLS = 200;

function* callFunction(shell: Shell, called: ShellFunction, words: readonly string[]): Task<number> {
  if (shell.functionDepth >= MAX_CALLS) shell.notImplemented(`functions that call each other ${MAX_CALLS} deep`);
  const { positional, loopDepth } = shell;
  shell.positional = words.slice(1);
  shell.loopDepth = 0;
  shell.functionDepth++;
  shell.functionNames.unshift(words[0]!);
  shell.variables.enterScope();
  const before = shell.enter(called);
  let reportedLater = false;
  try {
    return yield* runNode(shell, called.body, INSIDE);
  } catch (error) {
    reportedLater = isReportedLater(error);
    if (!(error instanceof ReturnJump)) throw error;
    return error.code;
  } finally {
    if (!reportedLater) shell.leave(before);
    shell.variables.leaveScope();
    shell.functionDepth--;
    shell.functionNames.shift();
    shell.loopDepth = loopDepth;
    shell.positional = positional;
  }
}

function* runBuiltin(
  shell: Shell,
  node: Command,
  words: readonly string[],
  assignments: readonly Assignment[],
  place: Place,
): Task<number> {
  const name = words[0]!;
  if (name === 'exec') return yield* runExec(shell, node, words, assignments);
  const run = () => callBuiltin(shell, words, place);
  if (!isSpecial(name) || shell.dialect.kind === 'bash') {
    return yield* withRedirects(shell, node.redirects, () => withAssignments(shell, assignments, run));
  }
  for (const assignment of assignments) yield* assign(shell, assignment);
  return yield* withRedirects(shell, node.redirects, run, (error) => {
    // A redirection of a special builtin that fails ends the shell (XCU 2.8.1).
    throw new ExitShell(redirectFailed(shell, error));
  });
}

export function* callBuiltin(shell: Shell, words: readonly string[], place: Place): Task<number> {
  const name = words[0]!;
  try {
    return yield* findBuiltin(name, shell.dialect.kind)!.run(shell, words.slice(1), place);
  } catch (error) {
    if (error instanceof BrokenPipe && shell.proc.actionOn('PIPE') === 'ignore') {
      shell.complain(`${name}: write error: Broken pipe`);
      return 1;
    }
    if (error instanceof FsError && error.code === 'ENOSPC') return notWritten(shell, name, error);
    return survived(shell, name, error);
  }
}

/** There was no room for what it printed. Recorded with BusyBox 1.35, bash 5.2 and dash 0.5.12. */
function notWritten(shell: Shell, name: string, { text }: FsError): number {
  const { kind } = shell.dialect;
  if (kind === 'bash') shell.complain(`${name}: write error: ${text}`);
  else if (kind === 'dash') shell.complain(`${name}: ${name}: I/O error`);
  else if (name === 'echo') shell.proc.stderr.write(`${shell.name}: write error: ${text}\n`);
  return 1;
}

/** Only errors of special builtins end a shell (XCU 2.8.1), and none ends bash. */
function survived(shell: Shell, name: string, error: unknown): number {
  const bash = shell.dialect.kind === 'bash';
  const own = error instanceof ShellError && error.command === name;
  const readonly = error instanceof ReadonlyVariable;
  if ((own || readonly) && !bash && endsShell(name)) {
    throw readonly ? new ShellError(`${error.variable}: is read only`, 2, name) : error;
  }
  if (own) {
    shell.report(error);
    return error.code;
  }
  if (!readonly || runsCode(name)) throw error;
  if (bash) shell.complain(`${error.variable}: readonly variable`);
  else shell.complainOf(name, `${error.variable}: is read only`);
  return bash ? 1 : 2;
}

/** `exec` with a command replaces the shell, without one it keeps the redirections. */
function* runExec(
  shell: Shell,
  node: Command,
  words: readonly string[],
  assignments: readonly Assignment[],
): Task<number> {
  let table: Table;
  try {
    table = yield* redirect(shell, node.redirects, shell.proc.descriptors.table);
  } catch (error) {
    const status = redirectFailed(shell, error);
    if (shell.dialect.kind === 'bash' && words.length === 1) return status;
    throw new ExitShell(status);
  }
  const args = words.slice(words[1] === '--' ? 2 : 1);
  if (args.length === 0) {
    shell.proc.descriptors.replace(table);
    return 0;
  }
  return yield* withAssignments(shell, assignments, () => replaceShell(shell, args, table));
}

function* replaceShell(shell: Shell, args: readonly string[], table: Table): Task<never> {
  const status = yield* runExternal(shell, args, {
    table,
    replace: true,
    env: shell.variables.environment(),
    command: 'exec',
  });
  throw new ExitShell(status);
}

function* external(
  shell: Shell,
  node: Command,
  words: readonly string[],
  assignments: readonly Assignment[],
  place: Place,
): Task<number> {
  return yield* withAssignments(shell, assignments, () => withOwnFiles(shell, node, words, place));
}

function* withOwnFiles(shell: Shell, node: Command, words: readonly string[], place: Place): Task<number> {
  let table: Table;
  try {
    table = yield* redirect(shell, node.redirects, shell.proc.descriptors.table);
  } catch (error) {
    return redirectFailed(shell, error);
  }
  const replace = place.tail && mayReplace(shell, node);
  return yield* runExternal(shell, words, { table, replace, env: shell.variables.environment() });
}

/** Whether the program may take the shell's place: nothing comes after, and no trap waits for anything. */
function mayReplace(shell: Shell, node: Command): boolean {
  const rules = shell.forked ? shell.dialect.forkedTail : shell.dialect.tail;
  return rules.simple && !shell.traps.any && (rules.redirected || node.redirects.length === 0);
}

/** `a=1 command`: bash shows them one by one, the others on one line. */
function* traceCommand(shell: Shell, assignments: readonly Assignment[], words: readonly string[]): Task {
  const texts: string[] = [];
  for (const { name, value } of assignments) {
    if (value.type === 'Word') texts.push(`${name}=${quoteAssigned(shell, yield* expandText(shell, value))}`);
  }
  const command = words.map((word) => quoteTraced(shell, word));
  if (shell.dialect.kind !== 'bash') trace(shell, [...texts, ...command]);
  else for (const line of [...texts.map((text) => [text]), command, ...tracedExports(shell, words)]) trace(shell, line);
}

/** What `export` and `readonly` assign, bash shows once more. */
function tracedExports(shell: Shell, [command, ...args]: readonly string[]): string[][] {
  if (command !== 'export' && command !== 'readonly') return [];
  return args.flatMap((arg) => {
    const match = /^(\w+)=([\s\S]*)$/.exec(arg);
    return match ? [[`${match[1]}=${quoteAssigned(shell, match[2]!)}`]] : [];
  });
}

/** An assignment that has been made; arrays are shown as they were written. */
function tracedAssignment(shell: Shell, { name, value, append, index }: Assignment, text: string): string {
  const target = `${name}${index ? `[${index.text}]` : ''}${append ? '+' : ''}`;
  if (value.type === 'ArrayValue') return `${target}=(${value.elements.map((element) => element.text).join(' ')})`;
  return `${target}=${quoteAssigned(shell, text)}`;
}

function quoteAssigned(shell: Shell, text: string): string {
  return text === '' ? '' : quoteTraced(shell, text);
}
