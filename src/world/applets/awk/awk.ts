import type { Task } from '../../../kernel';
import type { Applet, Call, Options } from '../call';
import { readWhole } from '../read';
import { RegexError } from '../regex';
import { Jump } from './control';
import { AwkError } from './error';
import { evaluate } from './evaluate';
import { runStatement } from './execute';
import { Machine } from './machine';
import { parseProgram } from './parser';
import type { Rule, Statement } from './syntax';
import { isTrue } from './value';

const PRINT: Statement = { type: 'print', args: [], to: undefined };

/** awk as POSIX describes it: `awk [-F fs] [-v name=value] 'program' [file | name=value]…`. */
export const awk: Applet = function* (call) {
  const options = call.options('F:v:f:e: ', 'first');
  const words = [...options.rest];
  const source = yield* programText(call, options, words);
  try {
    const machine = new Machine(call, parseProgram(source), words);
    const separator = options.value('F');
    if (separator !== undefined) machine.assign(`FS=${separator === 't' ? '\\t' : separator}`);
    for (const word of options.values('v')) machine.assign(word);
    return yield* run(machine);
  } catch (error) {
    if (error instanceof AwkError) return fail(call, error.message, error.line);
    if (error instanceof RegexError) return fail(call, `bad regex '${error.pattern}': ${error.reason}`, 0);
    throw error;
  }
};

/** @param line 0 where the message is not about a place in the program */
function fail(call: Call, message: string, line: number): number {
  if (line === 0) return call.complain(message, call.flavour === 'busybox' ? 1 : 2);
  if (call.flavour === 'busybox') return call.complain(`cmd. line:${line}: ${message}`);
  return call.complain(`line ${line}: ${message.toLowerCase()}`, 2);
}

function* programText(call: Call, options: Options, words: string[]): Task<string> {
  const texts: string[] = [...options.values('e')];
  for (const path of options.values('f')) texts.push(yield* readWhole(call, path));
  if (texts.length > 0) return texts.join('\n');
  const text = words.shift();
  return text ?? call.usage();
}

function* run(machine: Machine): Task<number> {
  const { rules } = machine.program;
  const started = yield* untilExit(() => runAll(machine, rules, 'begin'));
  const reads = rules.some(({ pattern }) => pattern.type !== 'begin');
  const read = started && (!reads || (yield* untilExit(() => readRecords(machine, rules))));
  // `exit` in BEGIN or in a rule still runs the END rules; in an END rule it ends at once.
  if (read || rules.some(({ pattern }) => pattern.type === 'end')) {
    yield* untilExit(() => runAll(machine, rules, 'end'));
  }
  yield* machine.streams.closeAll();
  return machine.exitCode;
}

/** False when the program has said `exit`. */
function* untilExit(body: () => Task): Task<boolean> {
  try {
    yield* body();
    return true;
  } catch (error) {
    if (error instanceof Jump && error.kind === 'exit') return false;
    throw error;
  }
}

function* runAll(machine: Machine, rules: readonly Rule[], when: 'begin' | 'end'): Task {
  for (const { pattern, action } of rules) if (pattern.type === when) yield* runStatement(machine, action!);
}

function* readRecords(machine: Machine, rules: readonly Rule[]): Task {
  const inRange = new Set<Rule>();
  for (let record = yield* machine.input.record(); record !== undefined; record = yield* machine.input.record()) {
    machine.record.setLine(record);
    try {
      for (const rule of rules) {
        if (yield* selects(machine, rule, inRange)) yield* runStatement(machine, rule.action ?? PRINT);
      }
    } catch (error) {
      if (!(error instanceof Jump) || (error.kind !== 'next' && error.kind !== 'nextfile')) throw error;
      if (error.kind === 'nextfile') machine.input.skipFile();
    }
  }
}

function* selects(machine: Machine, rule: Rule, inRange: Set<Rule>): Task<boolean> {
  const { pattern } = rule;
  switch (pattern.type) {
    case 'always':
      return true;
    case 'when':
      return isTrue(yield* evaluate(machine, pattern.test));
    case 'range':
      if (!inRange.has(rule) && !isTrue(yield* evaluate(machine, pattern.from))) return false;
      inRange.add(rule);
      if (isTrue(yield* evaluate(machine, pattern.to))) inRange.delete(rule);
      return true;
    default:
      return false;
  }
}
