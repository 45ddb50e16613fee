import type { Proc } from '../process';
import type { Applet, Call } from './call';
import { userName } from './identity';

/** `ps` as busybox prints it; `ps aux` and `ps -ef` of procps have more columns. */
export const ps: Applet = function* (call) {
  const list = call.proc.namespace.list();
  const command = (proc: Proc) => proc.argv.join(' ');
  if (call.flavour === 'busybox') {
    const { values } = call.options('o:Twlefaux', 'first');
    if (values('o').length > 0) return columns(call, list, values('o').join(','));
    call.out('PID   USER     TIME  COMMAND\n');
    for (const proc of list)
      call.out(
        `${String(proc.pid).padStart(5)} ${userName(call.proc, proc.uid).padEnd(8)} ${' 0:00'} ${command(proc)}\n`,
      );
    return 0;
  }
  const full = call.args.some((arg) => /^-\w*f/.test(arg));
  if (call.args.length > 0 && !full && !/^-?a?u?x?$/.test(call.args[0]!)) call.notImplemented(call.args.join(' '));
  const time = clockTime(call.proc);
  if (full) {
    call.out('UID          PID    PPID  C STIME TTY          TIME CMD\n');
    for (const p of list)
      call.out(
        `${userName(call.proc, p.uid).padEnd(8)} ${String(p.pid).padStart(7)} ${String(p.parent?.pid ?? 0).padStart(7)}  0 ${time} ?        00:00:00 ${command(p)}\n`,
      );
  } else {
    call.out('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
    for (const p of list)
      call.out(
        `${userName(call.proc, p.uid).padEnd(8)} ${String(p.pid).padStart(7)}  0.0  0.0   2480  ${String(Math.max(512, p.memoryBytes >> 10)).padStart(4)} ?        S    ${time}   0:00 ${command(p)}\n`,
      );
  }
  return 0;
};

function clockTime(proc: Proc): string {
  return new Date(proc.wallMs()).toISOString().slice(11, 16);
}

interface Column {
  readonly title: string;
  readonly width: number;
  /** @param reader whose files have the names of users */
  value(proc: Proc, reader: Proc): string;
}

const COLUMNS: Readonly<Record<string, Column>> = {
  pid: { title: 'PID', width: 5, value: (proc) => String(proc.pid).padStart(5) },
  ppid: { title: 'PPID', width: 5, value: (proc) => String(proc.parent?.pid ?? 0).padStart(5) },
  user: { title: 'USER', width: 8, value: (proc, reader) => userName(reader, proc.uid) },
  comm: { title: 'COMMAND', width: 16, value: (proc) => proc.comm },
  args: { title: 'COMMAND', width: 256, value: (proc) => proc.argv.join(' ') },
};

/** `-o pid,comm` (busybox). */
function columns(call: Call, list: readonly Proc[], text: string): number {
  const wanted = text.split(',').map((name) => name.replace(/=.*/, ''));
  const unknown = wanted.find((name) => !SUPPORTED.includes(name));
  if (unknown !== undefined) {
    return call.complain(`bad -o argument '${unknown}', supported arguments: ${SUPPORTED.join(',')}`);
  }
  const missing = wanted.find((name) => !COLUMNS[name]);
  if (missing !== undefined) call.notImplemented(`-o ${missing}`);
  const chosen = wanted.map((name) => COLUMNS[name]!);
  const line = (cells: readonly string[]) =>
    `${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(chosen[i]!.width))).join(' ')}\n`;
  call.out(line(chosen.map(({ title }) => title)));
  for (const proc of list) call.out(line(chosen.map((column) => column.value(proc, call.proc))));
  return 0;
}

const SUPPORTED = 'user,group,comm,args,pid,ppid,pgid,etime,nice,rgroup,ruser,time,tty,vsz,sid,stat,rss'.split(',');
