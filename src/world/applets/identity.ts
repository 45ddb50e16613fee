import { accountOfUser, groupNameOf, groupsOf, userNameOf } from '../accounts';
import type { Proc } from '../process';
import type { Applet } from './call';

/** The name of a user, or the number where the image has none for it. */
export function userName({ fs }: Proc, uid: number): string {
  return userNameOf(fs, uid) ?? String(uid);
}

/** The name of a group, or the number where the image has none for it. */
export function groupName({ fs }: Proc, gid: number): string {
  return groupNameOf(fs, gid) ?? String(gid);
}

interface Identity {
  readonly uid: number;
  readonly gid: number;
  /** With the one of `gid`. */
  readonly groups: readonly number[];
}

export const id: Applet = function* (call) {
  const { has, rest } = call.options('ugnGr user|u group|g groups|G name|n');
  const [user] = rest;
  const { proc } = call;
  const who = user === undefined ? ownIdentity(proc) : identityOf(proc, user);
  if (!who) return call.complain(call.flavour === 'busybox' ? `unknown user ${user}` : `'${user}': no such user`);
  const shown = (number: number, nameOf: typeof userName) => (has('n') ? nameOf(proc, number) : String(number));
  if (has('u')) call.out(`${shown(who.uid, userName)}\n`);
  else if (has('g')) call.out(`${shown(who.gid, groupName)}\n`);
  else if (has('G')) call.out(`${who.groups.map((gid) => shown(gid, groupName)).join(' ')}\n`);
  else call.out(`${wholeText(proc, who)}\n`);
  return 0;
};

function ownIdentity({ fs, uid, gid }: Proc): Identity {
  return { uid, gid, groups: fs.credentials?.groups ?? [gid] };
}

function identityOf({ fs }: Proc, user: string): Identity | undefined {
  const account = accountOfUser(fs, user);
  if (!account || account.name === '') return undefined;
  return { ...account, groups: [...new Set([account.gid, ...groupsOf(fs, account)])] };
}

/** `uid=0(root) gid=0(root) groups=0(root),10(wheel)`. */
function wholeText({ fs }: Proc, { uid, gid, groups: all }: Identity): string {
  const named = (number: number, name: string | undefined) => (name === undefined ? `${number}` : `${number}(${name})`);
  const group = (number: number) => named(number, groupNameOf(fs, number));
  return `uid=${named(uid, userNameOf(fs, uid))} gid=${group(gid)} groups=${all.map(group).join(',')}`;
}

export const groups: Applet = function* (call) {
  const { proc } = call;
  call.out(
    `${ownIdentity(proc)
      .groups.map((gid) => groupName(proc, gid))
      .join(' ')}\n`,
  );
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
  const { fs, uid } = call.proc;
  const name = userNameOf(fs, uid);
  if (name === undefined)
    return call.complain(call.flavour === 'busybox' ? `unknown uid ${uid}` : `cannot find name for user ID ${uid}`);
  call.out(`${name}\n`);
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
