import { Writable } from 'node:stream';
import { type IRunConfiguration, type ISupportCodeLibrary, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { loadDefinitions } from './definitions';
import { useSentences } from './properties';
import { type Digests, RunRecord } from './runRecord';

/** The vocabulary, loaded once for as many runs of Cucumber in this process as are wanted. */
export class Session {
  private constructor(
    readonly configuration: IRunConfiguration,
    readonly support: ISupportCodeLibrary,
  ) {}

  static async load(configuration: IRunConfiguration): Promise<Session> {
    const support = await loadDefinitions(configuration);
    useSentences(support);
    return new Session(configuration, support);
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

  /**
   * Runs it once more, in the opposite order and without anybody who listens to stories: what came of it must be the same,
   * whatever this process has played before and whoever looks on.
   */
  async runAgain(changes: Partial<IRunConfiguration> = {}): Promise<Digests> {
    const { runtime, sources } = { ...this.configuration, ...changes };
    const { stories: _, ...worldParameters } = runtime.worldParameters as Record<string, unknown>;
    const record = new RunRecord();
    await this.run(
      {
        sources: { ...sources, order: 'reverse' },
        runtime: { ...runtime, worldParameters: worldParameters as typeof runtime.worldParameters },
        formats: NO_FORMATS,
      },
      (message) => record.add(message),
    );
    return record.digests();
  }
}

/** A run without a format for standard output; Cucumber wants one. */
export const SILENT = 'rerun';

/** A run that nobody writes about. */
export const NO_FORMATS = { stdout: SILENT, files: {}, publish: false as const, options: {} };

/** Where Cucumber prints to: nowhere, unless the user has chosen a format. */
export function environmentOf({ formats }: Pick<IRunConfiguration, 'formats'>): { stdout?: Writable } {
  return formats.stdout === SILENT ? { stdout: new Nowhere() } : {};
}

class Nowhere extends Writable {
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
  }
}
