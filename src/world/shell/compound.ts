import { sleep, type Task } from '../../kernel';
import { roomIn } from '../stream';
import { evaluateIn } from './arithmetic';
import { LoopJump } from './control';
import { expandPattern, expandText, expandWords } from './expand';
import { matchesPattern } from './pattern';
import { INSIDE, type Place, runCondition, runList } from './run';
import type { Shell } from './shell';
import type { ArithmeticFor, Case, For, If, While } from './syntax';
import { quoteTraced, trace } from './trace';

export function* runIf(shell: Shell, node: If, place: Place): Task<number> {
  if ((yield* runCondition(shell, node.clause)) === 0) return yield* runList(shell, node.then, place);
  for (const branch of node.elif) {
    if ((yield* runCondition(shell, branch.clause)) === 0) return yield* runList(shell, branch.then, place);
  }
  return node.else ? yield* runList(shell, node.else, place) : 0;
}

export function* runFor(shell: Shell, node: For): Task<number> {
  const values = node.wordlist ? yield* expandWords(shell, node.wordlist) : [...shell.positional];
  const rest = values.values();
  return yield* loop(
    shell,
    () => takeNext(shell, node, values, rest),
    () => runList(shell, node.body, INSIDE),
  );
}

function* takeNext(shell: Shell, node: For, values: readonly string[], rest: Iterator<string>): Task<boolean> {
  const next = rest.next();
  if (next.done) return false;
  if (tracesCompounds(shell))
    trace(shell, ['for', node.name.value, 'in', ...values.map((value) => quoteTraced(shell, value))]);
  shell.variables.set(node.name.value, next.value);
  return true;
}

/** `set -x` of bash shows more than simple commands. */
function tracesCompounds(shell: Shell): boolean {
  return shell.dialect.kind === 'bash' && shell.options.has('x');
}

export function* runWhile(shell: Shell, node: While): Task<number> {
  const wanted = node.kind === 'while';
  return yield* loop(
    shell,
    () => holds(shell, node, wanted),
    () => runList(shell, node.body, INSIDE),
  );
}

export function* runArithmeticFor(shell: Shell, node: ArithmeticFor): Task<number> {
  if (node.initialize) yield* evaluateIn(shell, node.initialize, shell.source.slice(node.pos, node.end));
  return yield* loop(
    shell,
    () => testHolds(shell, node),
    () => runList(shell, node.body, INSIDE),
    () => update(shell, node),
  );
}

function* holds(shell: Shell, node: While, wanted: boolean): Task<boolean> {
  return ((yield* runCondition(shell, node.clause)) === 0) === wanted;
}

function* testHolds(shell: Shell, { test, pos, end }: ArithmeticFor): Task<boolean> {
  return !test || (yield* evaluateIn(shell, test, shell.source.slice(pos, end))) !== 0n;
}

function* update(shell: Shell, node: ArithmeticFor): Task {
  if (node.update) yield* evaluateIn(shell, node.update, shell.source.slice(node.pos, node.end));
}

export function* runCase(shell: Shell, node: Case, place: Place): Task<number> {
  const text = yield* expandText(shell, node.word);
  if (tracesCompounds(shell)) trace(shell, ['case', quoteTraced(shell, text), 'in']);
  for (let i = 0; i < node.items.length; i++) {
    let item = node.items[i]!;
    let matched = false;
    for (const pattern of item.pattern) matched ||= matchesPattern(yield* expandPattern(shell, pattern), text);
    if (!matched) continue;
    let status = yield* runList(shell, item.body, item.terminator === ';;' || !item.terminator ? place : INSIDE);
    while (item.terminator === ';&' && i + 1 < node.items.length) {
      item = node.items[++i]!;
      status = yield* runList(shell, item.body, INSIDE);
    }
    if (item.terminator !== ';;&') return status;
  }
  return 0;
}

function* loop(
  shell: Shell,
  condition: () => Task<boolean>,
  body: () => Task<number>,
  after?: () => Task,
): Task<number> {
  let status = 0;
  shell.loopDepth++;
  try {
    for (;;) {
      if (shell.shouldYield()) yield* sleep(0);
      yield* roomIn(shell.proc.stdout);
      try {
        if (!(yield* condition())) return status;
        status = yield* body();
      } catch (error) {
        if (!(error instanceof LoopJump)) throw error;
        ({ status } = error);
        if (--error.levels > 0 && shell.loopDepth > 1) throw error;
        if (error.how === 'break') return status;
      }
      if (after) yield* after();
    }
  } finally {
    shell.loopDepth--;
  }
}
