import { accountOfUser, groupIdOf, groupsOf } from '../accounts';
import type { Capability } from '../files';
import { ExecError } from '../process';
import type { Applet, Call } from './call';

/** `gosu user[:group] command`, and su-exec, which is the same: becomes the command as somebody else, without a password. */
export const gosu: Applet = function* (call) {
  const [wanted, ...command] = call.args;
  if (wanted === undefined || command.length === 0) {
    call.err(`Usage: ${call.name} user-spec command [args]\n`);
    return 1;
  }
  const { fs } = call.proc;
  const [user = '', group] = wanted.split(':');
  const account = accountOfUser(fs, user);
  if (!account) return fail(call, `unable to find user ${user}: no matching entries in passwd file`);
  const gid = group === undefined ? account.gid : groupIdOf(fs, group);
  if (gid === undefined) return fail(call, `unable to find group ${group}: no matching entries in group file`);
  if (call.proc.uid !== 0 && call.proc.uid !== account.uid) return fail(call, 'operation not permitted');
  const groups = group === undefined ? [...new Set([gid, ...groupsOf(fs, account)])] : [gid];
  const { capabilities, added = new Set<Capability>() } = fs.credentials ?? {};
  if (account.uid !== 0) call.proc.becomeUser({ uid: account.uid, gid, groups, capabilities: new Set(), added });
  else if (capabilities) call.proc.becomeUser({ uid: 0, gid, groups, capabilities, added });
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
