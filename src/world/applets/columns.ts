import type { Applet } from './call';
import { interpretEscapes } from './printf';
import { readWhole } from './read';
import { allLines, linesOf } from './text';

const PLAIN = { busybox: '%s', gnu: '%s' };

/** nl(1): numbers the lines that are not empty. */
export const nl: Applet = function* (call) {
  const { rest, has, value } = call.options('b:s:w:v:i:');
  for (const letter of 'vi') if (has(letter)) call.notImplemented(`-${letter}`);
  const { lines, status } = yield* allLines(call, rest, PLAIN);
  const width = Number(value('w') ?? 6);
  const separator = value('s') ?? '\t';
  let number = 0;
  for (const line of lines) {
    const numbered = value('b') === 'a' || (value('b') !== 'n' && line !== '');
    const prefix = numbered ? String(++number).padStart(width) + separator : ' '.repeat(width + separator.length);
    call.out(`${prefix}${line}\n`);
  }
  return status;
};

/** paste(1): the lines of several files side by side, or with -s those of each file on one line. */
export const paste: Applet = function* (call) {
  const { rest, has, value } = call.options('d:s delimiters=d serial|s');
  const delimiters = interpretEscapes(value('d') ?? '\t', 'any').text;
  const files: string[][] = [];
  const status = yield* call.eachPath(rest.length > 0 ? rest : ['-'], PLAIN, function* (path) {
    files.push(linesOf(yield* readWhole(call, path)));
  });
  const join = (parts: readonly string[]) =>
    parts.map((part, i) => (i === 0 ? part : (delimiters[(i - 1) % delimiters.length] ?? '') + part)).join('');
  if (has('s')) for (const lines of files) call.out(`${join(lines)}\n`);
  else {
    const height = Math.max(0, ...files.map((lines) => lines.length));
    for (let i = 0; i < height; i++) call.out(`${join(files.map((lines) => lines[i] ?? ''))}\n`);
  }
  return status;
};

/** fold(1): cuts lines that are too long. */
export const fold: Applet = function* (call) {
  const { rest, has, value } = call.options('w:bs width=w');
  if (has('s')) call.notImplemented('-s');
  const width = Number(value('w') ?? 80);
  const { lines, status } = yield* allLines(call, rest, PLAIN);
  for (const line of lines) call.out(`${line.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n')}\n`);
  return status;
};
