import type { Task } from '../../../kernel';
import { roomIn } from '../../stream';
import { Jump } from './control';
import { evaluate, store, subscript } from './evaluate';
import { formatValues } from './format';
import type { Machine } from './machine';
import type { Expression, Redirection, Statement } from './syntax';
import { isTrue, toNumber, toText } from './value';

/** @throws Jump out of loops, functions and rules */
export function* runStatement(machine: Machine, node: Statement): Task {
  yield* machine.step();
  switch (node.type) {
    case 'expression':
      yield* evaluate(machine, node.expression);
      return;
    case 'block':
      for (const statement of node.body) yield* runStatement(machine, statement);
      return;
    case 'print':
      yield* print(machine, node.args, node.to);
      return;
    case 'printf':
      yield* write(machine, yield* formatted(machine, node.args), node.to);
      return;
    case 'if':
      if (isTrue(yield* evaluate(machine, node.test))) yield* runStatement(machine, node.yes);
      else if (node.no) yield* runStatement(machine, node.no);
      return;
    case 'delete':
      if (node.index) machine.array(node.name).delete(yield* subscript(machine, node.index));
      else machine.array(node.name).clear();
      return;
    case 'exit':
      if (node.value) machine.exitCode = Math.trunc(toNumber(yield* evaluate(machine, node.value))) & 0xff;
      throw new Jump('exit');
    case 'return':
      throw new Jump('return', node.value && (yield* evaluate(machine, node.value)));
    case 'next':
    case 'nextfile':
    case 'break':
    case 'continue':
      throw new Jump(node.type);
    default:
      yield* runLoop(machine, node);
  }
}

type Loop = Extract<Statement, { type: 'while' | 'do' | 'for' | 'forIn' }>;

function* runLoop(machine: Machine, node: Loop): Task {
  switch (node.type) {
    case 'while':
      while (yield* holds(machine, node.test)) if (!(yield* goesOn(machine, node.body))) return;
      return;
    case 'do':
      do if (!(yield* goesOn(machine, node.body))) return;
      while (yield* holds(machine, node.test));
      return;
    case 'for':
      yield* runFor(machine, node);
      return;
    case 'forIn':
      for (const name of machine.array(node.array).names()) {
        yield* store(machine, { type: 'variable', name: node.variable }, name);
        if (!(yield* goesOn(machine, node.body))) return;
      }
  }
}

function* runFor(machine: Machine, { initialize, test, update, body }: Extract<Statement, { type: 'for' }>): Task {
  if (initialize) yield* runStatement(machine, initialize);
  while (!test || (yield* holds(machine, test))) {
    if (!(yield* goesOn(machine, body))) return;
    if (update) yield* runStatement(machine, update);
  }
}

function* holds(machine: Machine, test: Expression): Task<boolean> {
  return isTrue(yield* evaluate(machine, test));
}

/** Runs the body once; false after `break`. */
function* goesOn(machine: Machine, body: Statement): Task<boolean> {
  try {
    yield* runStatement(machine, body);
  } catch (error) {
    if (!(error instanceof Jump)) throw error;
    if (error.kind === 'break') return false;
    if (error.kind !== 'continue') throw error;
  }
  return true;
}

function* print(machine: Machine, args: readonly Expression[], to: Redirection | undefined): Task {
  const texts: string[] = [];
  for (const arg of args) texts.push(toText(yield* evaluate(machine, arg), machine.text('OFMT')));
  const line = args.length === 0 ? machine.record.text : texts.join(machine.text('OFS'));
  yield* write(machine, line + machine.text('ORS'), to);
}

function* formatted(machine: Machine, args: readonly Expression[]): Task<string> {
  const values = [];
  for (const arg of args) values.push(yield* evaluate(machine, arg));
  return formatValues(machine, values);
}

function* write(machine: Machine, text: string, to: Redirection | undefined): Task {
  if (to) {
    yield* machine.streams.write(text, to.operator, machine.textOf(yield* evaluate(machine, to.target)));
    return;
  }
  machine.call.out(text);
  yield* roomIn(machine.call.proc.stdout);
}
