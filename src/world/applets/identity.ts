import type { Proc } from '../process';
import type { Applet } from './call';

/** The name of a user id, or the number where /etc/passwd of images has none. */
export function userName(uid: number): string {
  return uid === 0 ? 'root' : uid === 65534 ? 'nobody' : String(uid);
}

/** The number of a name or a number; undefined where the images have no such user. */
export function userId(name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  return name === 'root' ? 0 : name === 'nobody' ? 65534 : undefined;
}

export const id: Applet = function* (call) {
  const { has, rest } = call.options('ugnGr user|u group|g groups|G name|n');
  const [user] = rest;
  const uid = user === undefined ? call.proc.uid : userId(user);
  const busybox = call.flavour === 'busybox';
  if (uid === undefined) return call.complain(busybox ? `unknown user ${user}` : `'${user}': no such user`);
  const gid = user === undefined ? call.proc.gid : uid;
  const all = user === undefined ? groupsOf(call.proc) : [gid];
  const shown = (n: number) => (has('n') ? userName(n) : String(n));
  if (has('u')) call.out(`${shown(uid)}\n`);
  else if (has('g')) call.out(`${shown(gid)}\n`);
  else if (has('G')) call.out(`${all.map(shown).join(' ')}\n`);
  else {
    const named = (n: number) => (/^\d/.test(userName(n)) ? String(n) : `${n}(${userName(n)})`);
    call.out(`uid=${named(uid)} gid=${named(gid)} groups=${all.map(named).join(',')}\n`);
  }
  return 0;
};

function groupsOf({ fs, gid }: Proc): readonly number[] {
  return fs.credentials?.groups ?? [gid];
}

export const groups: Applet = function* (call) {
  call.out(`${groupsOf(call.proc).map(userName).join(' ')}\n`);
  return 0;
};

/** The shell of those who may not log in. */
export const nologin: Applet = function* (call) {
  call.out(
    `This account is ${call.flavour === 'busybox' ? 'not' : 'currently not'} available${call.flavour === 'busybox' ? '' : '.'}\n`,
  );
  return 1;
};

export const arch: Applet = function* (call) {
  call.out(`${call.proc.machine.architecture}\n`);
  return 0;
};

/** Containers have no terminal unless they are given one. */
export const tty: Applet = function* (call) {
  const { has } = call.options('s');
  if (!has('s')) call.out(call.proc.tty ? '/dev/pts/0\n' : 'not a tty\n');
  return call.proc.tty ? 0 : 1;
};

export const whoami: Applet = function* (call) {
  if (call.args.length > 0) call.usage(`extra operand '${call.args[0]}'`);
  const { uid } = call.proc;
  if (/^\d/.test(userName(uid))) {
    return call.complain(call.flavour === 'busybox' ? `unknown uid ${uid}` : `cannot find name for user ID ${uid}`);
  }
  call.out(`${userName(uid)}\n`);
  return 0;
};

export const hostname: Applet = function* (call) {
  const { has, rest } = call.options('fisd');
  if (rest.length > 0) return call.complain('sethostname: Operation not permitted');
  const { proc } = call;
  const name = has('f') ? fullName(proc) : has('d') ? fullName(proc).split('.').slice(1).join('.') : proc.hostname;
  call.out(`${has('i') ? proc.net.ip : has('s') ? name.split('.')[0] : name}\n`);
  return 0;
};

/** What the resolver makes of the own name: the first name of its line in /etc/hosts. */
function fullName({ fs, hostname: own }: Proc): string {
  const hosts = fs.exists('/etc/hosts') ? fs.readFile('/etc/hosts') : '';
  const names = hosts.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/).slice(1));
  return names.find((line) => line.includes(own))?.[0] ?? own;
}

export const uname: Applet = function* (call) {
  const { has } = call.options('asnrvmpio');
  const { machine, hostname: node } = call.proc;
  const parts: [string, string][] = [
    ['s', 'Linux'],
    ['n', node],
    ['r', machine.kernelRelease],
    ['v', '#1 SMP'],
    ['m', machine.architecture],
    ['o', call.flavour === 'busybox' ? 'Linux' : 'GNU/Linux'],
  ];
  const wanted = parts.filter(([letter]) => has('a') || has(letter));
  call.out(`${(wanted.length > 0 ? wanted : parts.slice(0, 1)).map(([, text]) => text).join(' ')}\n`);
  return 0;
};

export const uptime: Applet = function* (call) {
  const minutes = Math.floor(call.proc.kernel.now / 60_000);
  const up = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  call.out(` ${new Date(call.proc.wallMs()).toISOString().slice(11, 19)} up ${up},  load average: 0.00, 0.00, 0.00\n`);
  return 0;
};
