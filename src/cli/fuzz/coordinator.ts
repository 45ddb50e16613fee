import { type ChildProcess, fork } from 'node:child_process';
import { addCoverage, type Coverage, emptyCoverage, type Failure } from '../../fuzz/index';
import { shareOf } from '../../fuzz/sharing';
import { ownCommand } from '../ownCommand';
import { UsageError } from '../usageError';
import { workerArguments } from '../workerArguments';
import type { Job, Order, Report } from './job';
import { WORKER } from './workerCommand';

/** Why a campaign came to its end. */
export type Ending = 'runs' | 'time' | 'interrupt' | 'failure';

export interface Outcome {
  readonly ending: Ending;
  readonly runs: number;
  readonly refused: number;
  readonly virtualMs: number;
  readonly wallMs: number;
  readonly coverage: Coverage;
  /** Of the failed run with the lowest number. */
  readonly failure: Failure | undefined;
}

export interface CampaignRequest {
  readonly job: Omit<Job, 'share'>;
  readonly shard: readonly [index: number, count: number];
  readonly workers: number;
  /** Undefined: no limit. */
  readonly timeMs: number | undefined;
  readonly progress: Watched;
}

/** What somebody who waits for a campaign is told. */
export interface Watched {
  show(runs: number, states: number): void;
  /** A run broke something; its story is being made smaller. */
  showSmaller(failure: Failure): void;
}

/**
 * Plays a campaign in worker processes. Runs are numbered, and each belongs to one worker; when one fails, the others
 * still play all runs with lower numbers, so that however many workers there are, it is the same run that is shown.
 */
export class Coordinator {
  private readonly workers: ChildProcess[] = [];
  private readonly runsOf: number[] = [];
  private readonly states = new Set<string>();
  private readonly coverage = emptyCoverage();
  private readonly startMs = Date.now();
  private runs = 0;
  private refused = 0;
  private virtualMs = 0;
  private busy: number;
  private ending: Ending = 'runs';
  private failed: { run: number; worker: ChildProcess } | undefined;
  /** Of the run that is being explained, as small as it is by now. */
  private smallest: Failure | undefined;
  private finish: (outcome: Outcome) => void = () => {};
  private break: (error: Error) => void = () => {};

  constructor(private readonly request: CampaignRequest) {
    this.busy = request.workers;
  }

  play(): Promise<Outcome> {
    const { workers, shard, job, timeMs } = this.request;
    for (let i = 0; i < workers; i++) this.start({ ...job, share: shareOf(shard[0], shard[1], i, workers) }, i);
    const timer = timeMs === undefined ? undefined : setTimeout(() => this.stop('time'), timeMs);
    return new Promise<Outcome>((resolve, reject) => {
      this.finish = resolve;
      this.break = reject;
    }).finally(() => {
      clearTimeout(timer);
      this.kill();
    });
  }

  /**
   * No new runs; those that are under way are played to their end. Who interrupts while a story is made smaller gets it as small
   * as it is.
   */
  stop(why: 'time' | 'interrupt'): void {
    if (why === 'interrupt' && this.smallest) {
      this.end(this.smallest);
      return;
    }
    if (this.ending === 'runs') this.ending = why;
    this.tellAll({ do: 'limit', runs: 0 });
  }

  /** Ends the workers, whatever they do. */
  kill(): void {
    for (const worker of this.workers) worker.kill('SIGKILL');
  }

  /** Workers that have nothing left to do end by themselves: so they can leave their module cache to the next ones. */
  private dismiss(): void {
    for (const worker of this.workers.splice(0)) {
      worker.removeAllListeners('exit');
      worker.disconnect();
    }
  }

  private start(job: Job, index: number): void {
    const worker = fork(ownCommand(), [WORKER], {
      execArgv: workerArguments(),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.workers.push(worker);
    worker.on('message', (report: Report) => this.hear(worker, index, report));
    worker.on('exit', (code, signal) => this.break(lostWorker(signal ?? `exit code ${code}`)));
    worker.send({ do: 'play', job } satisfies Order);
  }

  private hear(worker: ChildProcess, index: number, report: Report): void {
    if (report.is === 'progress') this.note(index, report.runs, report.states);
    else if (report.is === 'failed') this.noteFailure(report.run, worker);
    else if (report.is === 'done') this.noteDone(report.tally);
    else if (report.is === 'smaller') this.noteSmaller(report.failure);
    else if (report.is === 'explained') this.endOf(report.failure);
    else this.break(report.usage ? new UsageError(report.message) : new Error(report.message));
  }

  private note(index: number, runs: number, states: readonly string[]): void {
    this.runsOf[index] = runs;
    for (const state of states) this.states.add(state);
    this.request.progress.show(
      this.runsOf.reduce((sum, count) => sum + (count ?? 0), 0),
      this.states.size,
    );
  }

  private noteFailure(run: number, worker: ChildProcess): void {
    if (this.failed && this.failed.run < run) return;
    this.failed = { run, worker };
    if (this.ending === 'runs') this.ending = 'failure';
    this.tellAll({ do: 'limit', runs: run });
  }

  private noteSmaller(failure: Failure): void {
    this.smallest = failure;
    this.request.progress.showSmaller(failure);
  }

  private noteDone({
    runs,
    refused,
    virtualMs,
    coverage,
  }: {
    runs: number;
    refused: number;
    virtualMs: number;
    coverage: Coverage;
  }): void {
    this.runs += runs;
    this.refused += refused;
    this.virtualMs += virtualMs;
    addCoverage(this.coverage, coverage);
    if (--this.busy > 0) return;
    if (this.failed) this.failed.worker.send({ do: 'explain', run: this.failed.run } satisfies Order);
    else this.endOf(undefined);
  }

  /** All have played what was theirs. */
  private endOf(failure: Failure | undefined): void {
    this.dismiss();
    this.end(failure);
  }

  private end(failure: Failure | undefined): void {
    for (const worker of this.workers) worker.removeAllListeners('exit');
    const { runs, refused, virtualMs, coverage, ending, startMs } = this;
    this.finish({ ending, runs, refused, virtualMs, coverage, failure, wallMs: Date.now() - startMs });
  }

  private tellAll(order: Order): void {
    for (const worker of this.workers) if (worker.connected) worker.send(order);
  }
}

function lostWorker(end: string): Error {
  return new Error(
    `a worker process ended with ${end} in the middle of its runs; where memory is short, try fewer workers (--parallel)`,
  );
}
