import { sleep, type Task } from '../../kernel';
import { type Account, accountOf, groupsOf } from '../accounts';
import { CAPABILITIES, type Capability, type Credentials } from '../files';
import { ExecError } from '../process';
import { type Applet, type Call, type Options, UsageError } from './call';
import { cannotRun } from './processes';

const PATHS = {
  root: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  others: '/usr/local/bin:/usr/bin:/bin',
};
/** From asking the command to end until it must; su-common.c of util-linux. */
const PATIENCE_MS = 2000;

/** `su [-] [-s SHELL] [-c COMMAND] [USER [ARGS]]`: only root gets by without a password, and nobody has one here. */
export const su: Applet = function* (call) {
  const spec =
    call.flavour === 'busybox' ? 'mplc:s:' : 'mplc:s:fg:G:P login|l command=c shell=s preserve-environment|p';
  const options = call.options(spec);
  for (const letter of 'gGP') if (options.has(letter)) call.notImplemented(`-${letter}`);
  const words = options.rest[0] === '-' ? options.rest.slice(1) : options.rest;
  const login = options.has('l') || options.rest[0] === '-';
  const [name = 'root', ...args] = words;
  const account = accountOf(call.proc.fs, name);
  if (!account) throw new UsageError(unknown(call, name));
  if (call.proc.uid !== 0) return yield* refuse(call);
  const shell = options.value('s') ?? account.shell;
  const command = options.value('c');
  const argv = [shell, ...(command === undefined ? [] : ['-c', command]), ...args];
  const identity = {
    credentials: credentialsOf(call, account),
    env: environment(call, account, { options, login, shell }),
  };
  const cwd = login ? account.home : call.proc.cwd;
  return yield* (call.flavour === 'busybox' ? become : attend)(call, argv, { ...identity, cwd });
};

interface Identity {
  readonly credentials: Credentials;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

function unknown({ flavour }: Call, name: string): string {
  if (flavour === 'busybox') return `unknown user ${name}`;
  return `user ${name} does not exist or the user entry does not contain all the required fields`;
}

/** Nobody types a password in. */
function* refuse(call: Call): Task<number> {
  if (call.flavour === 'gnu') {
    call.err('Password: \n');
    return call.complain('Authentication failure');
  }
  call.err('Password: \n');
  yield* sleep(3000);
  return call.complain('incorrect password');
}

function credentialsOf(call: Call, account: Account): Credentials {
  const { uid, gid } = account;
  const { fs } = call.proc;
  return {
    uid,
    gid,
    groups: [...new Set([gid, ...groupsOf(fs, account)])],
    capabilities: new Set(uid === 0 ? CAPABILITIES : []),
    added: fs.credentials?.added ?? new Set<Capability>(),
  };
}

/** HOME, SHELL, and unless it is root USER and LOGNAME are the account's; a login forgets all others. */
function environment(
  call: Call,
  { uid, name, home }: Account,
  { options, login, shell }: { options: Options; login: boolean; shell: string },
): Readonly<Record<string, string>> {
  if (options.has('m') || options.has('p')) return call.proc.env;
  const own = { HOME: home, SHELL: shell, ...(uid !== 0 || login ? { USER: name, LOGNAME: name } : {}) };
  if (!login) return { ...call.proc.env, ...own };
  const { TERM } = call.proc.env;
  return { ...(TERM === undefined ? {} : { TERM }), PATH: uid === 0 ? PATHS.root : PATHS.others, ...own };
}

/** BusyBox becomes the command. */
function* become(call: Call, argv: readonly string[], { credentials, env, cwd }: Identity): Task<number> {
  call.proc.becomeUser(credentials);
  call.proc.cwd = cwd;
  try {
    return yield* call.proc.exec(argv, env);
  } catch (error) {
    cannotRun(call, argv[0]!, error);
    return 1;
  }
}

/** util-linux waits for the command, and takes it with it when it is told to end. */
function* attend(call: Call, argv: readonly string[], identity: Identity): Task<number> {
  const { proc } = call;
  let told = false;
  const child = proc.fork(argv, { env: identity.env, cwd: identity.cwd }, (forked) =>
    start(call, forked, argv, identity.credentials),
  );
  const end = () => {
    if (told) return;
    told = true;
    call.err('\nSession terminated, killing shell...');
    child.signal('TERM');
    proc.kernel.after(PATIENCE_MS, () => child.signal('KILL'), proc.name);
  };
  for (const signal of ['TERM', 'INT', 'QUIT'] as const) proc.onSignal(signal, end);
  const { code } = yield* child.ended.join();
  if (told) call.err(' ...killed.\n');
  return code;
}

function* start(call: Call, forked: Call['proc'], argv: readonly string[], credentials: Credentials): Task<number> {
  forked.becomeUser(credentials);
  try {
    return yield* forked.exec(argv);
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    return call.complain(`failed to execute ${argv[0]}: ${error.text}`, error.code);
  }
}
