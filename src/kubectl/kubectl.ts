import { ApiClient, type ApiServer } from '../api';
import { type Kernel, remembered, sleep, type Task } from '../kernel';
import { changeCause } from './changeCause';
import { Call } from './command/call';
import { asksForHelp, helpText } from './command/help';
import { parseCommandLine } from './command/parse';
import { COMMANDS } from './commands/index';
import { errorText, KubectlError } from './errors';
import { fieldManagerOf } from './fieldManagers';
import { type Context, type FileReader, type KubectlIo, Session } from './session';

export interface KubectlOptions {
  readonly api: ApiServer;
  readonly kernel: Kernel;
  /** Reads a file of the workstation; throws when it is missing. */
  readonly files: FileReader;
  /** Namespace of the current context. Default `default`. */
  readonly namespace?: string;
}

/**
 * `kubectl` in process: the same words, columns, messages and exit codes as the program, on virtual time.
 *
 * A command is a Task: it takes the time that the program takes to start and that its requests take; killing it is
 * Ctrl-C. Between two commands only the namespace of the context is kept (`kubectl config set-context`).
 */
export class Kubectl {
  private readonly client: ApiClient;
  private readonly context: Context;

  constructor(private readonly options: KubectlOptions) {
    this.client = new ApiClient(options.api, 'kubectl');
    this.context = { namespace: options.namespace ?? 'default' };
  }

  /**
   * Runs one command line (without the word `kubectl`).
   * @returns the exit code
   */
  *run(args: readonly string[], io: KubectlIo): Task<number> {
    const { kernel } = this.options;
    yield* sleep(kernel.latency('kubectlStart'));
    try {
      return yield* this.execute(args, io);
    } catch (error) {
      if (error instanceof KubectlError && error.printed) io.stdout(error.printed);
      const message = errorText(error, this.options.api.release);
      if (message) io.stderr(`${message}\n`);
      return error instanceof KubectlError ? error.exitCode : 1;
    }
  }

  private *execute(args: readonly string[], io: KubectlIo): Task<number> {
    if (asksForHelp(args)) {
      io.stdout(helpText(args));
      return 0;
    }
    const parsed = parsedWords(JSON.stringify(args));
    const namespace = parsed.values.get('namespace') as string | undefined;
    const session = new Session({
      ...this.options,
      client: this.client.managing(fieldManagerOf(parsed)),
      io,
      context: this.context,
      namespace: namespace ?? this.context.namespace,
      namespaceGiven: namespace !== undefined,
    });
    if (parsed.given.has('record') && session.release.has('recordIsDeprecated'))
      session.error('Flag --record has been deprecated, --record will be removed in the future');
    return yield* parsed.spec.run?.(new Call(parsed, session, changeCause(args, parsed))) ?? exitCode(0);
  }
}

/** Steps and campaigns say the same few lines in thousands of clusters. */
const parsedWords = remembered((words) => parseCommandLine(JSON.parse(words) as string[], COMMANDS));

function* exitCode(code: number): Task<number> {
  return code;
}
