import { type ExecSession, isStatus, isTerminalPhase, type Pod } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, duration, text } from '../command/spec';
import { failure, KubectlError } from '../errors';
import { containerNames, defaultContainer, hasContainer, nodeOf, podOf } from '../pods';

const streamFlags = [
  text('container', { short: 'c' }),
  bool('stdin', { short: 'i' }),
  bool('tty', { short: 't' }),
  bool('quiet', { short: 'q' }),
  duration('pod-running-timeout'),
];

export const exec: CommandSpec = { name: 'exec', flags: streamFlags, run: runExec };

export const attach: CommandSpec = { name: 'attach', flags: streamFlags, run: runAttach };

function* runExec(call: Call): Task<number> {
  const { session } = call;
  const [word, ...inline] = call.args;
  if (word === undefined) throw failure('pod, type/name or --filename must be specified');
  if (inline.length > 0 && !call.dash) {
    if (session.release.has('execNeedsDashes')) {
      throw failure(
        "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples",
      );
    }
    session.error(
      'kubectl exec [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use kubectl exec [POD] -- [COMMAND] instead.',
    );
  }
  const command = [...inline, ...(call.dash ?? [])];
  if (command.length === 0) throw failure('you must specify at least one command for the container');
  const pod = yield* podOf(session, word, { saysWhich: false });
  refuseEnded(pod);
  const container = containerOf(call, pod);
  const io = streams(call);
  const kubelet = yield* nodeOf(session, pod, 'stream');
  return yield* finish(connect(() => kubelet.exec(pod, container, command, io)));
}

function refuseEnded(pod: Pod): void {
  const phase = pod.status?.phase;
  if (isTerminalPhase(phase)) {
    throw failure(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
}

function containerOf(call: Call, pod: Pod): string {
  const named = call.text('container');
  if (named === undefined) return defaultContainer(call.session, pod);
  const { release } = call.session;
  if (release.has('execChecksContainerName') && !hasContainer(pod, named))
    throw failure(release.text('execNoSuchContainer', containerNames(pod, named)));
  return named;
}

function streams(call: Call) {
  const { io } = call.session;
  const stdin = call.flag('stdin') ? (io.stdin ?? '') : undefined;
  // The simulated workstation is a terminal, so -t is always possible.
  return {
    ...(stdin === undefined ? {} : { stdin }),
    stdout: (data: string) => io.stdout(data),
    stderr: (data: string) => io.stderr(data),
    tty: call.flag('tty'),
  };
}

/** Errors of the kubelet reach kubectl through the stream, without the words "from server". */
function connect<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (isStatus(error, 'InternalError')) throw failure(error.message);
    throw error;
  }
}

/** Waits for the end of a command and makes its exit code kubectl's. */
function* finish(session: ExecSession): Task<number> {
  let over = false;
  try {
    const { exitCode } = yield* session.ended.join();
    over = true;
    if (exitCode !== 0) throw new KubectlError(`command terminated with exit code ${exitCode}`, exitCode);
    return 0;
  } finally {
    if (!over) session.kill();
  }
}

function* runAttach(call: Call): Task<number> {
  const { session } = call;
  const [word] = call.args;
  if (word === undefined) throw failure('at least 1 argument is required for attach');
  const pod = yield* podOf(session, word, { saysWhich: false });
  return yield* attachTo(call, pod, call.text('container') ?? defaultContainer(session, pod));
}

const RECORDED =
  'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.';

/** Shows what a container writes until it ends or the connection is cut. */
export function* attachTo(call: Call, pod: Pod, container: string): Task<number> {
  const { session } = call;
  const phase = pod.status?.phase;
  if (isTerminalPhase(phase)) {
    throw failure(`cannot attach a container in a completed pod; current phase is ${phase}`);
  }
  if (!call.flag('quiet')) {
    if (session.release.has('attachWarnsOfLogs')) session.error(RECORDED);
    session.error("If you don't see a command prompt, try pressing enter.");
  }
  const io = streams(call);
  const kubelet = yield* nodeOf(session, pod, 'stream');
  const attached = connect(() => kubelet.attach(pod, container, io));
  let over = false;
  try {
    yield* attached.ended.join();
    over = true;
    return 0;
  } finally {
    if (!over) attached.kill();
  }
}
