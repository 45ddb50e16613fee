import { ExecError } from '../process';
import { accountOf, entriesOf, groupsOf } from './accounts';
import type { Applet, Call } from './call';

/** `gosu user[:group] command`, and su-exec, which is the same: becomes the command as somebody else, without a password. */
export const gosu: Applet = function* (call) {
  const [wanted, ...command] = call.args;
  if (wanted === undefined || command.length === 0) {
    call.err(`Usage: ${call.name} user-spec command [args]\n`);
    return 1;
  }
  const [user = '', group] = wanted.split(':');
  const account = accountOf(call.proc, user) ?? numbered(user);
  if (!account) return fail(call, `unable to find user ${user}`);
  const gid = group === undefined ? account.gid : groupOf(call, group);
  if (gid === undefined) return fail(call, `unable to find group ${group}`);
  if (call.proc.uid !== 0 && call.proc.uid !== account.uid) return fail(call, 'operation not permitted');
  const groups = group === undefined ? groupsOf(call.proc, account) : [gid];
  const now = call.proc.fs.credentials;
  if (account.uid !== 0)
    call.proc.becomeUser({ uid: account.uid, gid, groups, capabilities: new Set(), added: new Set() });
  else if (now) call.proc.becomeUser({ uid: 0, gid, groups, capabilities: now.capabilities, added: now.added });
  try {
    return yield* call.proc.exec(command, { ...call.proc.env, HOME: account.home });
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    call.err(`error: ${error.message}\n`);
    return 1;
  }
};

function fail(call: Call, why: string): number {
  call.err(`error: failed switching to "${call.args[0]}": ${why}\n`);
  return 1;
}

function numbered(user: string) {
  return /^\d+$/.test(user) ? { name: '', uid: Number(user), gid: 0, home: '/', shell: '' } : undefined;
}

function groupOf({ proc }: Call, wanted: string): number | undefined {
  if (/^\d+$/.test(wanted)) return Number(wanted);
  const line = entriesOf(proc, 'group').find((each) => each.startsWith(`${wanted}:`));
  return line === undefined ? undefined : Number(line.split(':')[2]);
}
