import type { Task } from '../../../kernel';
import { type Applet, UsageError } from '../call';
import { readWhole } from '../files';
import { interpretEscapes } from '../printf';
import { linesOf } from '../text';
import { type Address, type Command, ScriptReader, type Substitution } from './script';

/** sed: addresses, s, p, d, q, a, i, c, =, y; -n, -i, -e, -E. */
export const sed: Applet = function* (call) {
  const { rest, has, values } = call.options('nie:Ersf: quiet|n silent|n expression=e regexp-extended|E in-place');
  if (has('f')) call.notImplemented('-f');
  const words = [...rest];
  const scripts = values('e').length > 0 ? values('e') : words.splice(0, 1);
  if (scripts.length === 0) throw new UsageError('missing script');
  const extended = has('E') || has('r');
  const parse = () => scripts.flatMap((script) => new ScriptReader(call, script, extended).commands());
  if (!has('i') && !has('in-place')) {
    const pieces: string[] = [];
    const status = yield* call.eachPath(
      words.length > 0 ? words : ['-'],
      { busybox: '%s', gnu: "can't read %s" },
      function* (path): Task {
        pieces.push(yield* readWhole(call, path));
      },
    );
    call.out(edit(pieces.join(''), parse(), has('n')));
    return status;
  }
  return yield* call.eachPath(words, { busybox: '%s', gnu: "can't read %s" }, function* (path): Task {
    const text = edit(call.proc.fs.readFile(call.proc.path(path)), parse(), has('n'));
    call.proc.fs.writeFile(call.proc.path(path), text);
  });
};

function edit(text: string, commands: readonly Command[], quiet: boolean): string {
  const lines = linesOf(text);
  let out = '';
  for (let i = 0; i < lines.length; i++) {
    const cycle = runCycle(lines[i]!, i + 1, i === lines.length - 1, commands);
    out += cycle.before + (quiet || cycle.deleted ? '' : `${cycle.line}\n`) + cycle.after;
    if (cycle.quit) return out;
  }
  return text.endsWith('\n') || out === '' ? out : out.slice(0, -1);
}

function runCycle(given: string, number: number, last: boolean, commands: readonly Command[]) {
  const state = { line: given, before: '', after: '', deleted: false, quit: false };
  for (const command of commands) {
    if (selects(command, state.line, number, last) === command.negated) continue;
    switch (command.name) {
      case 's': {
        const replaced = substitute(state.line, command.substitution!);
        if (replaced !== undefined && command.substitution!.print) state.before += `${replaced}\n`;
        state.line = replaced ?? state.line;
        break;
      }
      case 'y': {
        const [from = '', to = ''] = command.text.split('\0');
        state.line = [...state.line].map((c) => (from.includes(c) ? to[from.indexOf(c)]! : c)).join('');
        break;
      }
      case 'p':
        state.before += `${state.line}\n`;
        break;
      case '=':
        state.before += `${number}\n`;
        break;
      case 'i':
        state.before += `${command.text}\n`;
        break;
      case 'a':
        state.after += `${command.text}\n`;
        break;
      case 'c':
        state.before += `${command.text}\n`;
        return { ...state, deleted: true };
      case 'd':
      case 'D':
        return { ...state, deleted: true };
      case 'q':
        return { ...state, quit: true };
    }
  }
  return state;
}

function selects(command: Command, line: string, number: number, last: boolean): boolean {
  const hits = (address: Address) =>
    address.kind === 'line' ? address.line === number : address.kind === 'last' ? last : address.expression.test(line);
  if (!command.from) return true;
  if (!command.to) return hits(command.from);
  if (!command.active) {
    if (!hits(command.from)) return false;
    command.active = !(command.to.kind === 'line' && command.to.line <= number);
    return true;
  }
  if (hits(command.to) || (command.to.kind === 'line' && number >= command.to.line)) command.active = false;
  return true;
}

function substitute(line: string, { expression, replacement, nth }: Substitution): string | undefined {
  let count = 0;
  let changed = false;
  const text = line.replace(expression, (...args) => {
    const groups = args.filter((arg, i) => i === 0 || typeof arg === 'string' || arg === undefined) as (
      | string
      | undefined
    )[];
    count++;
    if (nth > 1 && count !== nth) return groups[0]!;
    changed = true;
    return expand(replacement, groups);
  });
  return changed ? text : undefined;
}

/** `&`, `\1` … `\9`, `\n`. */
function expand(replacement: string, groups: readonly (string | undefined)[]): string {
  return replacement.replace(/\\([\s\S])|&/g, (whole, letter: string | undefined) => {
    if (whole === '&') return groups[0]!;
    if (/\d/.test(letter!)) return groups[Number(letter)] ?? '';
    return letter === 'n' || letter === 't' ? interpretEscapes(`\\${letter}`, 'any').text : letter!;
  });
}
