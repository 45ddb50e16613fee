import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { IRunConfiguration } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { workerArguments } from '../../workerArguments';
import type { Digests } from '../runRecord';
import { Batches } from './batches';
import type { Plan } from './plan';
import type { Batch, FromWorker, ToWorker } from './protocol';

export interface PoolOptions {
  readonly workers: number;
  /** The configuration of one worker; they are alike but for the files that they write to. */
  readonly configurationOf: (worker: number) => IRunConfiguration;
  /** Is told of each scenario that has ended. */
  readonly onScenario: (failed: boolean) => void;
}

/** What all processes together have played. */
export interface PlayedRun {
  readonly success: boolean;
  /** Messages by the name of the scenario, its test case first. */
  readonly scenarios: ReadonlyMap<string, readonly Envelope[]>;
  /** All processes have loaded the same sentences, hooks and parameter types: those of one of them stand for all. */
  readonly definitions: readonly Envelope[];
  /** Of the second time. */
  readonly again: Digests;
}

/** The user's code wants to do something once before or after the run: that takes a run in one process. */
export class OneProcessNeeded extends Error {}

interface Worker {
  readonly process: ChildProcess;
  batch?: Batch;
}

/**
 * Processes that play the scenarios of a run. Each loads the vocabulary once; whoever is idle gets the next batch. Not
 * Cucumber's own `--parallel`, which sends the whole feature along with each scenario and is slower than one process.
 */
export class Pool {
  private readonly workers: Worker[] = [];
  private readonly scenarios = new Map<string, readonly Envelope[]>();
  private definitions: readonly Envelope[] = [];
  private readonly again: Record<string, string> = {};
  private batches: Batches | undefined;
  private failFast = false;
  private hasFailed = false;
  private isStopped = false;
  private finish: (() => void) | undefined;
  private abort: ((error: Error) => void) | undefined;
  private readonly ended: Promise<void>;

  /** Starts the processes: they load the vocabulary while the features are being read. */
  constructor(private readonly options: PoolOptions) {
    this.ended = new Promise((resolve, reject) => {
      this.finish = resolve;
      this.abort = reject;
    });
    // Who plays nothing waits for nothing, but a process may break all the same
    this.ended.catch(() => {});
    for (let i = 0; i < options.workers; i++) this.start(i);
  }

  /**
   * Plays what is planned, or as much of it as is played before {@link stop}.
   *
   * @throws OneProcessNeeded
   * @throws Error when a process breaks off, in a sentence that names what it was playing
   */
  async play(plan: Plan, { failFast, twice = false }: { failFast: boolean; twice?: boolean }): Promise<PlayedRun> {
    this.failFast = failFast;
    if (!this.isStopped) this.batches = new Batches(plan.scenarios, this.options.workers, twice);
    for (const worker of this.workers) if (this.isReady(worker)) this.next(worker);
    await this.ended;
    const { scenarios, definitions, again } = this;
    return { success: !this.hasFailed, scenarios, definitions, again };
  }

  /** Ends all processes, whatever they play. */
  stop(): void {
    this.batches = undefined;
    this.isStopped = true;
    for (const { process: child } of this.workers) {
      child.removeAllListeners();
      child.kill('SIGKILL');
    }
    this.finish?.();
  }

  private readonly ready = new Set<Worker>();

  private isReady(worker: Worker): boolean {
    return this.ready.has(worker);
  }

  private start(index: number): void {
    const worker: Worker = {
      process: fork(workerFile(), [], { execArgv: workerArguments(), serialization: 'advanced' }),
    };
    this.workers.push(worker);
    worker.process.on('message', (message: FromWorker) => this.hear(worker, message));
    worker.process.on('error', (error) => this.abort?.(new Error(`a process can't be started: ${error.message}`)));
    worker.process.on('exit', (code, signal) => this.abort?.(new Error(brokenOff(worker, code, signal))));
    send(worker, { type: 'load', configuration: this.options.configurationOf(index) });
  }

  private hear(worker: Worker, message: FromWorker): void {
    if (message.type === 'problem') this.abort?.(new Error(message.message));
    else if (message.type === 'ready') {
      if (message.runHooks > 0) this.abort?.(new OneProcessNeeded());
      this.ready.add(worker);
      if (this.batches) this.next(worker);
    } else if (message.type === 'scenario') {
      const { name, messages, failed } = message.scenario;
      this.scenarios.set(name, messages);
      if (message.definitions) this.definitions = message.definitions;
      this.options.onScenario(failed);
    } else {
      delete worker.batch;
      if (!message.success) this.hasFailed = true;
      Object.assign(this.again, message.again);
      this.next(worker);
    }
  }

  private next(worker: Worker): void {
    const batch = this.failFast && this.hasFailed ? this.batches?.takeRestSkipped() : this.batches?.take();
    if (batch) {
      worker.batch = batch;
      send(worker, { type: 'play', batch });
    } else if (this.workers.every((one) => !one.batch)) this.finish?.();
  }
}

function send(worker: Worker, message: ToWorker): void {
  // A process that is gone has its own listener
  if (worker.process.connected) worker.process.send(message, () => {});
}

function brokenOff({ batch }: Worker, code: number | null, signal: NodeJS.Signals | null): string {
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  const what = batch
    ? ` while it played ${batch.paths.slice(0, 3).join(', ')}${batch.paths.length > 3 ? ' …' : ''}`
    : '';
  return `a process of the run ${how}${what}; --parallel 1 plays everything in one process and may show more`;
}

function workerFile(): string {
  return join(__dirname, __filename.endsWith('.ts') ? 'worker.cjs' : 'worker.js');
}
