import { Writable } from 'node:stream';
import { type IRunConfiguration, type ISupportCodeLibrary, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { matchCheaply } from './matching';
import { useSentences } from './properties';

/** Modules run once in a process, and with them the definitions in them: who watches has the same ones in each run. */
let loaded: Promise<ISupportCodeLibrary> | undefined;

/** The vocabulary, loaded once for as many runs of Cucumber in this process as are wanted. */
export class Session {
  private constructor(
    readonly configuration: IRunConfiguration,
    readonly support: ISupportCodeLibrary,
  ) {}

  static async load(configuration: IRunConfiguration): Promise<Session> {
    loaded ??= withShortStacks(() => loadSupport(configuration)).then((support) => {
      matchCheaply(support);
      useSentences(support);
      return support;
    });
    return new Session(configuration, await loaded);
  }

  /** How many BeforeAll and AfterAll the support code of the user holds: they belong to a run as a whole. */
  get runHooks(): number {
    const { beforeTestRunHookDefinitions: before, afterTestRunHookDefinitions: after } = this
      .support as unknown as Record<string, readonly unknown[]>;
    return (before?.length ?? 0) + (after?.length ?? 0);
  }

  /** Runs what the configuration says, with some of it changed. @returns whether all went well */
  async run(changes: Partial<IRunConfiguration>, onMessage: (message: Envelope) => void): Promise<boolean> {
    const configuration = { ...this.configuration, ...changes, support: this.support };
    const { success } = await runCucumber(configuration, environmentOf(configuration), onMessage);
    return success;
  }
}

/**
 * For each definition Cucumber makes a stack trace and reads it to learn where the definition stands, which is the first frame
 * outside of Cucumber: of ten frames that it would read, three hundred times, it needs no more than five.
 */
async function withShortStacks<T>(load: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = Math.min(stackTraceLimit, 5);
  try {
    return await load();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A run without a format for standard output; Cucumber wants one. */
export const SILENT = 'rerun';

/** Where Cucumber prints to: nowhere, unless the user has chosen a format. */
export function environmentOf({ formats }: Pick<IRunConfiguration, 'formats'>): { stdout?: Writable } {
  return formats.stdout === SILENT ? { stdout: new Nowhere() } : {};
}

class Nowhere extends Writable {
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
  }
}
