import { sleep, type Task } from '../../kernel';
import { roomIn } from '../stream';
import { evaluateIn } from './arithmetic';
import { LoopJump } from './control';
import { expandPattern, expandText, expandWords } from './expand';
import { matchesPattern } from './pattern';
import { INSIDE, type Place, runCondition, runList } from './run';
import type { Shell } from './shell';
import type { ArithmeticExpression, ArithmeticFor, Case, For, If, While } from './syntax';
import { trace, traceArithmetic, tracesCompounds } from './trace';

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
    () => takeNext(shell, node, rest),
    () => runList(shell, node.body, INSIDE),
  );
}

function* takeNext(shell: Shell, node: For, rest: Iterator<string>): Task<boolean> {
  const next = rest.next();
  if (next.done) return false;
  if (tracesCompounds(shell)) trace(shell, ['for', node.name.value, 'in', wordsOf(node)]);
  shell.variables.set(node.name.value, next.value);
  return true;
}

function wordsOf({ wordlist }: For): string {
  return wordlist ? wordlist.map(({ text }) => text).join(' ') : '"$@"';
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
  const { initialize, test, update } = node;
  const step = (expression: ArithmeticExpression | undefined, absent: bigint) => () =>
    evaluateStep(shell, node, expression, absent);
  yield* step(initialize, 0n)();
  return yield* loop(shell, step(test, 1n), () => runList(shell, node.body, INSIDE), step(update, 0n));
}

function* evaluateStep(
  shell: Shell,
  { pos, end }: ArithmeticFor,
  expression: ArithmeticExpression | undefined,
  absent: bigint,
): Task<boolean> {
  if (!expression) return absent !== 0n;
  yield* traceArithmetic(shell, shell.source.slice(expression.pos, expression.end));
  return (yield* evaluateIn(shell, expression, shell.source.slice(pos, end))) !== 0n;
}

function* holds(shell: Shell, node: While, wanted: boolean): Task<boolean> {
  return ((yield* runCondition(shell, node.clause)) === 0) === wanted;
}

export function* runCase(shell: Shell, node: Case, place: Place): Task<number> {
  const text = yield* expandText(shell, node.word);
  if (tracesCompounds(shell)) trace(shell, ['case', node.word.text, 'in']);
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
  after?: () => Task<unknown>,
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
