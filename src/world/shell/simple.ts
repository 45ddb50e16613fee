import type { Task } from '../../kernel';
import { BrokenPipe } from '../stream';
import { evaluateText } from './arithmetic';
import { findBuiltin, isSpecial } from './builtins';
import { ExitShell, ReturnJump, ShellError } from './control';
import { expandText, expandWords } from './expand';
import { runExternal } from './external';
import { quoteWord } from './quote';
import { redirect, redirectFailed, type Table, withRedirects } from './redirect';
import { INSIDE, type Place, runNode } from './run';
import type { FunctionBody, Shell } from './shell';
import type { Assignment, Command } from './syntax';

/** A simple command: assignments, redirections, and a function, builtin or program (XCU 2.9.1). */
export function* runSimple(shell: Shell, node: Command, place: Place): Task<number> {
  shell.position = node.pos;
  shell.substitutionStatus = undefined;
  try {
    const words = yield* commandWords(shell, node);
    const assignments = node.prefix.filter((part) => part.type === 'Assignment');
    const [name] = words;
    if (name === undefined) return yield* assignOnly(shell, node, assignments);
    if (shell.options.has('x')) trace(shell, words);
    const body = shell.functions.get(name);
    if (body) {
      return yield* withRedirects(shell, node.redirects, () =>
        withAssignments(shell, assignments, () => callFunction(shell, body, words)),
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

/** The fields of the command; `name=value` arguments of export and its like are not split. */
function* commandWords(shell: Shell, node: Command): Task<string[]> {
  if (!node.name) return [];
  const words = yield* expandWords(shell, [node.name]);
  for (const argument of node.args) {
    if (argument.type === 'Word') words.push(...(yield* expandWords(shell, [argument])));
    else if (argument.value.type === 'ArrayValue') yield* assign(shell, argument);
    else {
      const index = argument.index ? `[${yield* expandText(shell, argument.index)}]` : '';
      words.push(`${argument.name}${index}${argument.append ? '+' : ''}=${yield* expandText(shell, argument.value)}`);
    }
  }
  return words;
}

function* assignOnly(shell: Shell, node: Command, assignments: readonly Assignment[]): Task<number> {
  for (const assignment of assignments) yield* assign(shell, assignment);
  return yield* withRedirects(shell, node.redirects, () => substituted(shell));
}

function* substituted(shell: Shell): Task<number> {
  return shell.substitutionStatus ?? 0;
}

function* assign(shell: Shell, node: Assignment): Task {
  const { variables } = shell;
  if (node.value.type === 'ArrayValue') {
    if (!shell.dialect.arrays) throw new ShellError('syntax error: unexpected "("');
    variables.setElements(node.name, yield* expandWords(shell, node.value.elements), node.append);
    return;
  }
  const text = yield* expandText(shell, node.value);
  if (node.index) {
    if (!shell.dialect.arrays) shell.notImplemented(`the array element ${node.text}`);
    const index = yield* evaluateText(shell, yield* expandText(shell, node.index));
    variables.setElement(node.name, index, node.append ? (variables.element(node.name, index) ?? '') + text : text);
  } else if (node.append && variables.isArray(node.name)) {
    variables.setElement(node.name, 0, (variables.get(node.name) ?? '') + text);
  } else variables.set(node.name, node.append ? (variables.get(node.name) ?? '') + text : text);
  if (shell.options.has('a')) variables.export(node.name);
  if (shell.options.has('x')) shell.proc.stderr.write(`+ ${node.name}=${quoteWord(text)}\n`);
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

function* callFunction(shell: Shell, body: FunctionBody, words: readonly string[]): Task<number> {
  const { positional, loopDepth } = shell;
  shell.positional = words.slice(1);
  shell.loopDepth = 0;
  shell.functionDepth++;
  shell.variables.enterScope();
  try {
    return yield* runNode(shell, body, INSIDE);
  } catch (error) {
    if (!(error instanceof ReturnJump)) throw error;
    return error.code;
  } finally {
    shell.variables.leaveScope();
    shell.functionDepth--;
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
  if (!isSpecial(name)) {
    return yield* withRedirects(shell, node.redirects, () => withAssignments(shell, assignments, run));
  }
  for (const assignment of assignments) yield* assign(shell, assignment);
  return yield* withRedirects(shell, node.redirects, run);
}

export function* callBuiltin(shell: Shell, words: readonly string[], place: Place): Task<number> {
  try {
    return yield* findBuiltin(words[0]!, shell.dialect.kind)!.run(shell, words.slice(1), place);
  } catch (error) {
    if (!(error instanceof BrokenPipe) || shell.proc.actionOn('PIPE') !== 'ignore') throw error;
    shell.complain(`${words[0]}: write error: Broken pipe`);
    return 1;
  }
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
    throw new ExitShell(redirectFailed(shell, error));
  }
  const args = words.slice(words[1] === '--' ? 2 : 1);
  if (args.length === 0) {
    shell.proc.descriptors.replace(table);
    return 0;
  }
  return yield* withAssignments(shell, assignments, () => replaceShell(shell, args, table));
}

function* replaceShell(shell: Shell, args: readonly string[], table: Table): Task<never> {
  const status = yield* runExternal(shell, args, { table, replace: true, env: shell.variables.environment() });
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

/** `set -x`. */
function trace(shell: Shell, words: readonly string[]): void {
  shell.proc.stderr.write(
    `${shell.variables.get('PS4') ?? '+ '}${words.map(shell.dialect.kind === 'dash' ? String : quoteWord).join(' ')}\n`,
  );
}
