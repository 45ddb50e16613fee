import { type Applet, UsageError } from './call';
import { readWhole } from './read';

const WIDTH = 16;

/** `hexdump -C`, which is also `hd`: sixteen bytes a line, and `*` for lines like the one before. */
export const hexdump: Applet = function* (call) {
  const { rest, has, value } = call.options('bcdoxCve:f:n:s:');
  for (const letter of 'bcdoxef') if (has(letter)) call.notImplemented(`-${letter}`);
  if (!has('C') && call.name !== 'hd') call.notImplemented('without -C');
  for (const letter of 'ns')
    if (has(letter) && !/^\d+$/.test(value(letter)!)) throw new UsageError(`invalid number '${value(letter)}'`);
  let text = '';
  const status = yield* call.eachPath(rest.length > 0 ? rest : ['-'], { busybox: '%s', gnu: '%s' }, function* (path) {
    text += yield* readWhole(call, path);
  });
  if (status !== 0 && text === '') {
    if (call.flavour === 'gnu') call.complain('all input file arguments failed');
    return status;
  }
  const skip = Number(value('s') ?? 0);
  const bytes = Buffer.from(text).subarray(skip, has('n') ? skip + Number(value('n')) : undefined);
  call.out(dump(bytes, skip, has('v')));
  return status;
};

function dump(bytes: Buffer, start: number, everyLine: boolean): string {
  const lines: string[] = [];
  let before: Buffer | undefined;
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const row = bytes.subarray(at, at + WIDTH);
    const repeated = !everyLine && before?.equals(row);
    if (!repeated) lines.push(`${offset(start + at)}  ${lineOf(row)}`);
    else if (lines.at(-1) !== '*') lines.push('*');
    before = row;
  }
  if (bytes.length > 0) lines.push(offset(start + bytes.length));
  return lines.map((line) => `${line}\n`).join('');
}

const offset = (at: number): string => at.toString(16).padStart(8, '0');

function lineOf(row: Buffer): string {
  const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0'));
  const halves = [hex.slice(0, WIDTH / 2).join(' '), hex.slice(WIDTH / 2).join(' ')];
  const shown = [...row].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
  return `${halves.map((half) => half.padEnd(23)).join('  ')}  |${shown}|`;
}
