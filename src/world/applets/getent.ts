import type { Task } from '../../kernel';
import { entriesOf } from '../accounts';
import type { Applet, Call } from './call';

const NOT_FOUND = 2;

/** `getent passwd|group|services|hosts|ahosts [KEY…]`: 2 where the database has no such key. */
export const getent: Applet = function* (call) {
  const { rest } = call.options('');
  const [database, ...keys] = rest;
  if (database === undefined) return wrong(call, 'getent: wrong number of arguments');
  if (database === 'hosts' || /^ahosts(?:v4)?$/.test(database)) return yield* hosts(call, database, keys);
  if (database !== 'passwd' && database !== 'group' && database !== 'services') {
    if (OTHERS.has(database)) call.notImplemented(database);
    return wrong(call, `Unknown database: ${database}`);
  }
  const entries = entriesOf(call.proc.fs, database);
  const found = keys.length === 0 ? entries : keys.flatMap((key) => entries.find((line) => isAbout(line, key)) ?? []);
  for (const line of found) call.out(`${line}\n`);
  return keys.length > 0 && found.length < keys.length ? NOT_FOUND : 0;
};

/** Databases of nsswitch.conf(5) that nobody asks in a pod. */
const OTHERS = new Set('ahostsv6 aliases ethers gshadow initgroups netgroup networks protocols rpc shadow'.split(' '));

function wrong(call: Call, message: string): number {
  call.err(`${message}\n`);
  call.out("Try `getent --help' or `getent --usage' for more information.\n");
  return 1;
}

/** A name, or the number in the third field. */
function isAbout(line: string, key: string): boolean {
  const [name, , number] = line.split(':');
  return name === key || number === key;
}

/** As the C library resolves it: /etc/hosts, then DNS with the search list. */
function* hosts(call: Call, database: string, names: readonly string[]): Task<number> {
  if (names.length === 0) call.notImplemented(`${database} without a name`);
  const { net } = call.proc;
  let status = 0;
  for (const name of names) {
    const answer = yield* net.network.resolve(net, name);
    if (answer instanceof Error) {
      status = NOT_FOUND;
      continue;
    }
    for (const ip of answer.addresses) {
      if (database === 'hosts') call.out(`${ip.padEnd(15)} ${answer.name}\n`);
      else call.out(`${ip.padEnd(15)} STREAM ${answer.name}\n${ip.padEnd(15)} DGRAM  \n${ip.padEnd(15)} RAW    \n`);
    }
  }
  return status;
}
