import { anyOf, type Task, TIMED_OUT, within } from '../../../kernel';
import type { Input } from '../../stream';
import { endByFatalSignal } from '../external';
import type { Shell } from '../shell';
import { runPendingTraps } from '../trapActions';
import { type Action, fail } from './builtin';

interface ReadOptions {
  raw: boolean;
  prompt: string;
  timeoutMs: number | undefined;
  characters: number | undefined;
  delimiter: string;
  array: string | undefined;
  descriptor: number;
  names: string[];
}

/** `read`: one line into variables; 1 at the end of the input, more than 128 after -t. */
export const read: Action = function* (shell, args) {
  const options = readOptions(shell, args);
  const bad = options.names.find((name) => !/^[A-Za-z_]\w*(\[.*\])?$/.test(name));
  if (bad !== undefined) return badName(shell, bad);
  if (options.descriptor !== 0 && !shell.proc.descriptors.get(options.descriptor)?.input) {
    return fail(shell, `read: ${options.descriptor}: invalid file descriptor: Bad file descriptor`);
  }
  if (options.prompt && shell.proc.tty) shell.proc.stderr.write(options.prompt);
  const line = yield* takeLine(shell, options);
  if (line === 'timeout') return shell.dialect.kind === 'bash' ? 142 : 1;
  assignFields(shell, options, line.text);
  return line.ended ? 1 : 0;
};

function badName(shell: Shell, name: string): number {
  const words = {
    ash: `read: '${name}': bad variable name`,
    dash: `read: ${name}: bad variable name`,
    bash: `read: \`${name}': not a valid identifier`,
  };
  return fail(shell, words[shell.dialect.kind], shell.dialect.kind === 'dash' ? 2 : 1);
}

function readOptions(shell: Shell, args: readonly string[]): ReadOptions {
  const options: ReadOptions = {
    raw: false,
    prompt: '',
    timeoutMs: undefined,
    characters: undefined,
    delimiter: '\n',
    array: undefined,
    descriptor: 0,
    names: [],
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (!arg.startsWith('-') || arg === '-') {
      options.names = args.slice(i);
      break;
    }
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at]!;
      if (letter === 'r') options.raw = true;
      else if (letter === 's' || letter === 'e') continue;
      else if ('ptnNdau'.includes(letter)) {
        const value = at + 1 < arg.length ? arg.slice(at + 1) : (args[++i] ?? '');
        setOption(options, letter, value);
        break;
      } else shell.notImplemented(`read -${letter}`);
    }
  }
  return options;
}

function setOption(options: ReadOptions, letter: string, value: string): void {
  if (letter === 'p') options.prompt = value;
  else if (letter === 't') options.timeoutMs = Number(value) * 1000;
  else if (letter === 'd') options.delimiter = value.slice(0, 1) || '\0';
  else if (letter === 'a') options.array = value;
  else if (letter === 'u') options.descriptor = Number(value);
  else options.characters = Number(value);
}

/** What `-u` names, or stdin. */
function inputOf({ proc }: Shell, { descriptor }: ReadOptions): Input {
  return proc.descriptors.get(descriptor)?.input ?? proc.stdin;
}

/** Takes characters up to the delimiter; a backslash joins lines unless -r. Traps run while it waits. */
function* takeLine(shell: Shell, options: ReadOptions): Task<'timeout' | { text: string; ended: boolean }> {
  const input = inputOf(shell, options);
  const deadlineMs = shell.proc.kernel.now + (options.timeoutMs ?? Number.POSITIVE_INFINITY);
  let text = '';
  for (;;) {
    const piece = options.characters === undefined && options.delimiter === '\n' ? input.take(true) : input.take();
    if (piece === undefined) return { text, ended: text === '' || options.characters === undefined };
    text += piece;
    const end = endOf(text, options);
    if (end !== undefined) {
      if (end.rest !== '') pushBack(shell, input, end.rest);
      return { text: end.text, ended: false };
    }
    if (options.raw === false && text.endsWith('\\\n')) text = text.slice(0, -2);
    if (piece === '' && (yield* waitForMore(shell, input, deadlineMs)) === 'timeout') return 'timeout';
  }
}

/** Waits for input until the deadline; traps run meanwhile. */
function* waitForMore(shell: Shell, input: Input, deadlineMs: number): Task<'timeout' | undefined> {
  const waitMs = deadlineMs - shell.proc.kernel.now;
  if (waitMs <= 0) return 'timeout';
  if (waitMs === Number.POSITIVE_INFINITY) yield* anyOf(input.arrival(), shell.proc.signalled.wait());
  else if ((yield* within(waitMs, input.arrival())) === TIMED_OUT) return 'timeout';
  endByFatalSignal(shell);
  if (shell.traps.hasPending) yield* runPendingTraps(shell);
  return undefined;
}

function endOf(text: string, options: ReadOptions): { text: string; rest: string } | undefined {
  if (options.characters !== undefined && text.length >= options.characters) {
    return { text: text.slice(0, options.characters), rest: text.slice(options.characters) };
  }
  const at = text.indexOf(options.delimiter);
  if (at < 0 || (!options.raw && options.delimiter === '\n' && text[at - 1] === '\\')) return undefined;
  return { text: text.slice(0, at), rest: text.slice(at + 1) };
}

/** What was taken too much comes first for whoever reads next. */
function pushBack(shell: Shell, input: Input, rest: string): void {
  let kept = rest;
  shell.proc.descriptors.set(0, {
    input: {
      ...input,
      take: (line = false) => {
        if (kept === '') return input.take(line);
        const end = line ? kept.indexOf('\n') + 1 : 0;
        const taken = end > 0 ? kept.slice(0, end) : kept;
        kept = kept.slice(taken.length);
        return taken;
      },
    },
  });
}

function assignFields(shell: Shell, options: ReadOptions, line: string): void {
  const ifs = shell.variables.get('IFS') ?? ' \t\n';
  const unescaped = (text: string) => (options.raw ? text : text.replace(/\\([\s\S])/g, '$1'));
  if (options.array) {
    shell.variables.setElements(
      options.array,
      splitAt(line, ifs, Number.POSITIVE_INFINITY, options.raw).map(unescaped),
    );
    return;
  }
  const names = options.names.length > 0 ? options.names : ['REPLY'];
  const fields = options.names.length > 0 ? splitAt(line, ifs, names.length, options.raw) : [line];
  names.forEach((name, i) => {
    shell.variables.set(name, unescaped(fields[i] ?? ''));
  });
}

/** Cuts a line into at most `limit` fields; the last one keeps its separators (XCU read). */
function splitAt(line: string, ifs: string, limit: number, raw: boolean): string[] {
  const fields: string[] = [];
  const white = (c: string | undefined) => c !== undefined && ifs.includes(c) && /[ \t\n]/.test(c);
  let at = 0;
  while (white(line[at])) at++;
  while (at < line.length && fields.length < limit - 1) {
    let end = at;
    while (end < line.length && !ifs.includes(line[end]!)) end += !raw && line[end] === '\\' ? 2 : 1;
    fields.push(line.slice(at, end));
    at = end;
    while (white(line[at])) at++;
    if (at < line.length && ifs.includes(line[at]!) && !white(line[end])) at++;
    else if (at < line.length && at > end && ifs.includes(line[at]!)) at++;
    while (white(line[at])) at++;
  }
  if (at >= line.length) return fields;
  let last = line.slice(at);
  while (white(last[last.length - 1])) last = last.slice(0, -1);
  // A delimiter behind the only field that is left ends it, as it would any other.
  const delimiters = [...last].filter((c) => ifs.includes(c)).length;
  if (delimiters === 1 && ifs.includes(last.at(-1)!)) last = last.slice(0, -1);
  return [...fields, last];
}
