import type { Release } from '../../api/release/index';
import { type Kernel, Latch, type RandomStream, type Task, TIMED_OUT, within } from '../../kernel/index';
import { ExecError, emptyInput, type Output, type Proc, TextOutput, textInput } from '../../world/index';
import { programText } from './containerInit';
import { newId } from './identity';
import { criState, type Instance, type Streams } from './instance';
import { type ExecSyncResult, RuntimeError, type RuntimeExecSession, type RuntimeIo } from './types';

/** Commands that are run in containers besides their own: probes, hooks, `kubectl exec`. */
export class Execs {
  constructor(
    private readonly kernel: Kernel,
    private readonly release: Release,
    /** Of the ids of execs, which nobody sees but in error messages. */
    private readonly random: RandomStream,
  ) {}

  /**
   * Runs a command to its end.
   * @param timeoutMs after it the command is killed and `'timeout'` returned; default: never
   * @throws RuntimeError with exitCode 126 or 127 when the program is not there or cannot be run
   */
  *toEnd(
    instance: Instance | undefined,
    command: readonly string[],
    timeoutMs = Number.POSITIVE_INFINITY,
  ): Task<ExecSyncResult | 'timeout'> {
    const stdout = new TextOutput();
    const stderr = new TextOutput();
    const proc = this.start(instance, command, { stdin: emptyInput(), stdout, stderr, tty: false }, 'rpc');
    const status = yield* within(timeoutMs, proc.ended.wait());
    if (status === TIMED_OUT) {
      proc.signal('KILL', { outside: true });
      return 'timeout';
    }
    return { exitCode: status.code, stdout: stdout.text, stderr: stderr.text };
  }

  /**
   * Starts a command whose streams go to somebody outside. It ends with 137 when the container ends.
   * @throws RuntimeError
   */
  session(instance: Instance | undefined, command: readonly string[], io: RuntimeIo): RuntimeExecSession {
    let attached = true;
    const to = (write: (data: string) => void): Output => ({ write: (data) => attached && write(data) });
    const stdout = to((data) => io.stdout(data));
    const proc = this.start(
      instance,
      command,
      {
        stdin: io.stdin === undefined ? emptyInput() : textInput(io.stdin),
        stdout,
        stderr: io.tty ? stdout : to((data) => io.stderr(data)),
        tty: io.tty ?? false,
      },
      'stream',
    );
    const ended = new Latch<{ exitCode: number }>(this.kernel);
    this.kernel.spawn(`exec ${command.join(' ')}`, waitForEnd(proc, ended));
    const kill = () => {
      attached = false;
      // Without a terminal nothing tells the process that its client has gone: it runs on.
      if (io.tty) proc.signal('HUP', { outside: true });
      ended.set({ exitCode: 130 });
    };
    return { ended, kill };
  }

  private start(instance: Instance | undefined, command: readonly string[], streams: Streams, by: Asker): Proc {
    if (!instance?.isRunning) {
      throw refusal(by, `failed to exec in container: container is in ${criState(instance)} state`);
    }
    const { id, main } = instance.record;
    if (instance.isTakenApart) {
      throw refusal(by, this.release.text('execWithoutTask', { id }), { rpcCode: 'NotFound' });
    }
    // A process namespace takes no process any more once its first one has ended (pid_namespaces(7)).
    if (!main?.isAlive) throw refusal(by, this.release.text('execInStopped', { id: newId(this.random) }));
    const env = streams.tty ? { ...instance.env, TERM: 'xterm' } : instance.env;
    try {
      return instance.start(command, env, streams);
    } catch (error) {
      if (!(error instanceof ExecError)) throw error;
      const message = this.release.text('execFailed', {
        id: newId(this.random),
        why: programText(error, this.release),
      });
      throw refusal(by, message, { exitCode: error.code });
    }
  }
}

/** The kubelet asks by a call that answers at the end, or for a stream between a client and the command. */
type Asker = 'rpc' | 'stream';

/** Why nothing was run; the kubelet's gRPC client prints a code before it, `Unknown` when the runtime gave none. */
function refusal(by: Asker, message: string, { rpcCode = 'Unknown', exitCode }: Refused = {}): RuntimeError {
  const prefix = by === 'rpc' ? `rpc error: code = ${rpcCode} desc = ` : '';
  return new RuntimeError('ExecError', `${prefix}${message}`, exitCode);
}

interface Refused {
  readonly rpcCode?: 'Unknown' | 'NotFound';
  readonly exitCode?: number | undefined;
}

function* waitForEnd(proc: Proc, ended: Latch<{ exitCode: number }>): Task {
  const status = yield* proc.ended.join();
  ended.set({ exitCode: status.code });
}
