import type { Release } from '../../api/release/index';
import { type Kernel, Latch, type RandomStream, type Task, TIMED_OUT, within } from '../../kernel/index';
import { ExecError, emptyInput, type Output, type Proc, TextOutput, textInput } from '../../world/index';
import { newId } from './identity';
import type { Instance, Streams } from './instance';
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
    const proc = this.start(instance, command, { stdin: emptyInput(), stdout, stderr, tty: false }, RPC_UNKNOWN);
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
      '',
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

  private start(instance: Instance | undefined, command: readonly string[], streams: Streams, prefix: string): Proc {
    if (!instance?.isRunning) {
      const state = `CONTAINER_${(instance?.record.state ?? 'unknown').toUpperCase()}`;
      throw new RuntimeError('ExecError', `${prefix}failed to exec in container: container is in ${state} state`);
    }
    // A process namespace takes no process any more once its first one has ended (pid_namespaces(7)).
    if (!instance.record.main?.isAlive) throw this.refused('execInStopped', '', prefix);
    const env = streams.tty ? { ...instance.env, TERM: 'xterm' } : instance.env;
    try {
      return instance.start(command, env, streams);
    } catch (error) {
      if (!(error instanceof ExecError)) throw error;
      throw this.refused('execFailed', error.message, prefix, error.code);
    }
  }

  private refused(text: 'execFailed' | 'execInStopped', why: string, prefix: string, code?: number): RuntimeError {
    return new RuntimeError('ExecError', `${prefix}${this.release.text(text, { id: newId(this.random), why })}`, code);
  }
}

/** How the kubelet's gRPC client prints an error that the runtime gave no code. */
const RPC_UNKNOWN = 'rpc error: code = Unknown desc = ';

function* waitForEnd(proc: Proc, ended: Latch<{ exitCode: number }>): Task {
  const status = yield* proc.ended.join();
  ended.set({ exitCode: status.code });
}
