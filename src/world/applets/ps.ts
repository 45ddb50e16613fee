import type { Proc } from '../process';
import type { Applet } from './call';
import { userName } from './identity';

/** `ps` as busybox prints it; `ps aux` and `ps -ef` of procps have more columns. */
export const ps: Applet = function* (call) {
  const list = call.proc.namespace.list();
  const command = (proc: Proc) => proc.argv.join(' ');
  if (call.flavour === 'busybox') {
    if (call.args.some((arg) => /^-?o/.test(arg))) call.notImplemented(call.args.join(' '));
    call.out('PID   USER     TIME  COMMAND\n');
    for (const proc of list)
      call.out(`${String(proc.pid).padStart(5)} ${userName(proc.uid).padEnd(8)} ${' 0:00'} ${command(proc)}\n`);
    return 0;
  }
  const full = call.args.some((arg) => /^-\w*f/.test(arg));
  if (call.args.length > 0 && !full && !/^-?a?u?x?$/.test(call.args[0]!)) call.notImplemented(call.args.join(' '));
  const time = clockTime(call.proc);
  if (full) {
    call.out('UID          PID    PPID  C STIME TTY          TIME CMD\n');
    for (const p of list)
      call.out(
        `${userName(p.uid).padEnd(8)} ${String(p.pid).padStart(7)} ${String(p.parent?.pid ?? 0).padStart(7)}  0 ${time} ?        00:00:00 ${command(p)}\n`,
      );
  } else {
    call.out('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
    for (const p of list)
      call.out(
        `${userName(p.uid).padEnd(8)} ${String(p.pid).padStart(7)}  0.0  0.0   2480  ${String(Math.max(512, p.memoryBytes >> 10)).padStart(4)} ?        S    ${time}   0:00 ${command(p)}\n`,
      );
  }
  return 0;
};

function clockTime(proc: Proc): string {
  return new Date(proc.wallMs()).toISOString().slice(11, 16);
}
