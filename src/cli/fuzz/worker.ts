import { Campaign, type Property } from '../../fuzz/index';
import { promisesNamed } from '../../fuzz/interpret';
import { isInputFault } from '../inputFault';
import type { Job, Order, Report } from './job';
import type * as Properties from './properties';

/** How often a worker tells how far it is. */
const PROGRESS_MS = 250;

/** A worker process: plays its share of the runs, one after the other, and listens to its coordinator in between. */
export function work(): void {
  // Ctrl-C is for the coordinator, who tells its workers what to do.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => process.exit(0));
  let worker: Worker | undefined;
  // An order to stop may come while properties are still being read.
  let limit = Infinity;
  const obey = async (order: Order) => {
    if (order.do === 'play') {
      worker = new Worker(order.job, await propertiesOf(order.job));
      worker.limit(limit);
      worker.next();
    } else if (order.do === 'limit') {
      limit = Math.min(limit, order.runs);
      worker?.limit(limit);
    } else worker?.explain(order.run);
  };
  process.on('message', (order: Order) => {
    obey(order).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      report({ is: 'broken', message, usage: isInputFault(error) });
    });
  });
}

async function propertiesOf({ properties }: Job): Promise<Property[]> {
  if (properties.length === 0) return [];
  // Cucumber takes a quarter of a second to load: only who has properties pays for it
  const { readProperties } = require('./properties') as typeof Properties;
  return readProperties(properties);
}

function report(message: Report): void {
  if (process.connected) process.send?.(message);
}

class Worker {
  private readonly campaign: Campaign;
  private run: number;
  private runs: number;
  private toldMs = 0;

  constructor(
    private readonly job: Job,
    properties: readonly Property[],
  ) {
    const { manifests, promises, seed, kubernetes, bounds, nodes, machine, nodeLabels } = job;
    this.campaign = new Campaign({
      seed,
      kubernetes,
      bounds,
      nodes,
      ...(machine && { machine }),
      ...(nodeLabels && { nodeLabels }),
      ...(manifests && { manifests }),
      ...(promises && { promises: promisesNamed(promises) }),
      properties,
    });
    this.run = job.share.first;
    this.runs = job.runs;
  }

  limit(runs: number): void {
    this.runs = Math.min(this.runs, runs);
  }

  explain(run: number): void {
    let toldMs = 0;
    const failure = this.campaign.explain(run, (smallest) => {
      const nowMs = Date.now();
      if (nowMs - toldMs < PROGRESS_MS) return;
      toldMs = nowMs;
      report({ is: 'smaller', failure: smallest });
    });
    report({ is: 'explained', failure });
  }

  next(): void {
    if (this.run >= this.runs) {
      const { runs, refused, virtualMs, coverage } = this.campaign;
      report({ is: 'done', tally: { runs, refused, virtualMs, coverage } });
      return;
    }
    if (!this.campaign.play(this.run)) {
      report({ is: 'failed', run: this.run });
      this.limit(this.run);
    }
    const { refusal } = this.campaign;
    // Made-up manifests may be refused; those that somebody has written would be in every run.
    if (this.job.manifests && refusal !== undefined) {
      report({ is: 'broken', message: `kubectl does not take the manifests: ${refusal}`, usage: true });
      return;
    }
    this.run += this.job.share.step;
    this.tell();
    setImmediate(() => this.next());
  }

  private tell(): void {
    const nowMs = Date.now();
    if (nowMs - this.toldMs < PROGRESS_MS) return;
    this.toldMs = nowMs;
    report({ is: 'progress', runs: this.campaign.runs, states: Object.keys(this.campaign.coverage.states) });
  }
}
