import type { Task } from '../../kernel';
import type { Applet, Call } from './call';
import { interpretEscapes } from './printf';
import { posixSource } from './regex';
import { allLines } from './text';

/** What one line looks like to an awk program. */
interface Record {
  readonly fields: readonly string[];
  readonly line: string;
  readonly number: number;
}

type Value = (record: Record) => string;
type Test = (record: Record) => boolean;

interface Rule {
  readonly when: Test | 'BEGIN' | 'END';
  readonly print: Value | undefined;
}

/** awk, the part that one-liners use: `-F`, `-v`, `/re/`, comparisons of fields and NR, BEGIN and END, and `{print …}`. */
export const awk: Applet = function* (call) {
  const { rest, value, values } = call.options('F:v:', 'first');
  const [program = '', ...paths] = rest;
  const variables = new Map(
    values('v').map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)] as const),
  );
  const rules = parseProgram(call, program, variables);
  return yield* runRules(call, rules, paths, value('F'));
};

function* runRules(
  call: Call,
  rules: readonly Rule[],
  paths: readonly string[],
  separator: string | undefined,
): Task<number> {
  const nothing: Record = { fields: [], line: '', number: 0 };
  for (const rule of rules) if (rule.when === 'BEGIN') call.out(`${rule.print?.(nothing) ?? ''}\n`);
  if (rules.every((rule) => rule.when === 'BEGIN')) return 0;
  const { lines, status } = yield* allLines(call, paths, { busybox: '%s', gnu: 'cannot open "%s"' });
  const records = lines.map((line, i) => ({ line, fields: split(line, separator), number: i + 1 }));
  for (const record of records) {
    for (const rule of rules)
      if (typeof rule.when === 'function' && rule.when(record)) call.out(`${rule.print?.(record) ?? record.line}\n`);
  }
  const last = records.at(-1) ?? nothing;
  for (const rule of rules) if (rule.when === 'END') call.out(`${rule.print?.(last) ?? ''}\n`);
  return status;
}

function split(line: string, separator: string | undefined): string[] {
  if (separator === undefined || separator === ' ') return line.split(/\s+/).filter((field) => field !== '');
  if (line === '') return [];
  const text = interpretEscapes(separator, 'any').text;
  return line.split(text.length === 1 ? text : new RegExp(posixSource(text, 'extended')));
}

function parseProgram(call: Call, program: string, variables: ReadonlyMap<string, string>): Rule[] {
  const rules: Rule[] = [];
  let rest = program.trim();
  while (rest !== '') {
    const match = /^([^{]*?)\s*(?:\{([^}]*)\}|$)\s*;?\s*/.exec(rest);
    if (!match || match[0] === '') call.notImplemented(`the program '${program}'`);
    const [whole, condition = '', action] = match;
    rules.push({
      when: parseCondition(call, condition, variables),
      print: action === undefined ? undefined : parsePrint(call, action, variables),
    });
    rest = rest.slice(whole.length);
  }
  return rules;
}

function parseCondition(call: Call, text: string, variables: ReadonlyMap<string, string>): Rule['when'] {
  if (text === '') return () => true;
  if (text === 'BEGIN' || text === 'END') return text;
  const both = text.split(/\s*&&\s*/);
  if (both.length > 1) {
    const tests = both.map((part) => parseCondition(call, part, variables) as Test);
    return (record) => tests.every((test) => test(record));
  }
  const negated = text.startsWith('!/');
  const plain = /^!?\/(.*)\/$/.exec(text);
  if (plain) {
    const expression = new RegExp(posixSource(plain[1]!, 'extended'));
    return (record) => expression.test(record.line) !== negated;
  }
  const match = /^(.+?)\s*(!~|~)\s*\/(.*)\/$/.exec(text);
  if (match) {
    const value = parseValue(call, match[1]!, variables);
    const expression = new RegExp(posixSource(match[3]!, 'extended'));
    return (record) => expression.test(value(record)) === (match[2] === '~');
  }
  const comparison = /^(.+?)\s*(==|!=|<=|>=|<|>)\s*(.+)$/.exec(text);
  if (!comparison) {
    const value = parseValue(call, text, variables);
    return (record) => !['', '0'].includes(value(record));
  }
  const [, left, operator, right] = comparison;
  return compare(parseValue(call, left!, variables), operator!, parseValue(call, right!, variables));
}

function compare(left: Value, operator: string, right: Value): Test {
  return (record) => {
    const [a, b] = [left(record), right(record)];
    const numeric = a !== '' && b !== '' && !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
    const order = numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
    return { '==': order === 0, '!=': order !== 0, '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0 }[
      operator
    ]!;
  };
}

function parsePrint(call: Call, action: string, variables: ReadonlyMap<string, string>): Value {
  const match = /^\s*print\b\s*(.*?)\s*;?\s*$/s.exec(action);
  if (!match) call.notImplemented(`the action {${action}}`);
  if (match[1] === '') return (record) => record.line;
  const words = topLevel(match[1]!).map((text) => parseConcatenation(call, text, variables));
  return (record) => words.map((value) => value(record)).join(' ');
}

function topLevel(text: string): string[] {
  return text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g)?.map((part) => part.trim()) ?? [];
}

function parseConcatenation(call: Call, text: string, variables: ReadonlyMap<string, string>): Value {
  const atoms = text.match(/"(?:[^"\\]|\\.)*"|\$\(?NF(?:-\d+)?\)?|\$\w+|[\w.]+|\S/g) ?? [];
  const values = atoms.map((atom) => parseValue(call, atom, variables));
  return (record) => values.map((value) => value(record)).join('');
}

function parseValue(call: Call, given: string, variables: ReadonlyMap<string, string>): Value {
  const text = given.trim();
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) {
    const literal = interpretEscapes(text.slice(1, -1), 'any').text;
    return () => literal;
  }
  if (/^-?\d+(\.\d+)?$/.test(text)) return () => text;
  if (text === '$0') return (record) => record.line;
  if (/^\$\d+$/.test(text)) return (record) => record.fields[Number(text.slice(1)) - 1] ?? '';
  const fromEnd = /^\$\(?NF(?:-(\d+))?\)?$/.exec(text);
  if (fromEnd) return (record) => record.fields[record.fields.length - 1 - Number(fromEnd[1] ?? 0)] ?? '';
  if (text === 'NF') return (record) => String(record.fields.length);
  if (text === 'NR' || text === 'FNR') return (record) => String(record.number);
  const variable = variables.get(text);
  if (variable !== undefined) return () => variable;
  return call.notImplemented(`the expression ${text}`);
}
