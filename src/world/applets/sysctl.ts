import { Directory, FsError } from '../files';
import { openForReading, openForWriting } from '../process';
import { dottedParameter, parameterPath } from '../sysctl';
import type { Applet, Call } from './call';

interface Wish {
  /** Names stand before values. */
  readonly names: boolean;
  /** Who asks for something that is not there is told so. */
  readonly unknown: boolean;
  readonly quiet: boolean;
  readonly write: boolean;
}

/** `sysctl name`, `sysctl -w name=value`: kernel parameters by name, of BusyBox (procps/sysctl.c; recorded with 1.35). */
export const sysctl: Applet = function* (call) {
  const { has, rest } = call.options('enqw');
  const wish: Wish = { names: !has('n'), unknown: !has('e'), quiet: has('q'), write: has('w') };
  let status = 0;
  for (const word of rest) if (!about(call, word, wish)) status = 1;
  return status;
};

function about(call: Call, word: string, wish: Wish): boolean {
  const [key = '', value] = word.split(/=(.*)/s);
  if (value === undefined && wish.write) {
    call.complain(`error: '${word}' must be of the form name=value`);
    return false;
  }
  const name = dottedParameter(key);
  try {
    return value === undefined ? show(call, name, wish) : set(call, name, value, wish);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (error.code === 'EINVAL') call.complain(`write error: ${error.text}`);
    else if (error.code !== 'ENOENT')
      call.complain(`error ${value === undefined ? 'read' : 'sett'}ing key '${name}': ${error.text}`);
    else if (wish.unknown) call.complain(`error: '${name}' is an unknown key`);
    return false;
  }
}

function set(call: Call, name: string, value: string, wish: Wish): boolean {
  openForWriting(call.proc, parameterPath(name)).output?.write(value);
  if (!wish.quiet) print(call, name, value, wish);
  return true;
}

/** A name that stands for many shows all of them. */
function show(call: Call, name: string, wish: Wish): boolean {
  const { proc } = call;
  const node = proc.fs.nodeAt(parameterPath(name));
  if (node instanceof Directory)
    return node
      .names()
      .map((each) => show(call, `${name}.${each}`, wish))
      .every(Boolean);
  print(call, name, openForReading(proc, parameterPath(name)).input?.take()?.trimEnd() ?? '', wish);
  return true;
}

function print(call: Call, name: string, value: string, { names }: Wish): void {
  call.out(names ? `${name} = ${value}\n` : `${value}\n`);
}
