import { readFileSync } from 'node:fs';
import type { KubeEvent, Pod } from '../api/index';
import { Cluster } from '../cluster';
import { podRows } from '../observe/index';

export interface LifeOptions {
  readonly kubernetes: string;
  readonly manifest: string;
  readonly forSeconds: number;
  /** Seconds after the creation, and a command line of the workstation. */
  readonly at?: readonly (readonly [seconds: number, command: string])[];
  readonly seed?: number;
}

/** What became of the pods of a manifest, in seconds after its creation. */
export class Life {
  readonly cluster: Cluster;
  private readonly startMs: number;

  constructor({ kubernetes, manifest, forSeconds, at = [], seed = 1 }: LifeOptions) {
    const readFile = (path: string) => (path === 'm.yaml' ? manifest : readFileSync(path, 'utf8'));
    this.cluster = new Cluster({ kubernetes, seed, readFile });
    this.startMs = this.cluster.now;
    const created = this.cluster.run('kubectl create -f m.yaml');
    for (const [seconds, command] of at) {
      this.advanceTo(seconds);
      this.cluster.run(command);
    }
    this.advanceTo(forSeconds);
    if (created.exitCode !== 0) throw new Error(`the manifest was not taken: ${created.stderr}`);
  }

  /** When a container's process was started, each time. */
  starts(container: string): number[] {
    return this.times('container-started', container);
  }

  /** When it ended. */
  exits(container: string): number[] {
    return this.times('container-exited', container);
  }

  /** From each end of a container to its next start. */
  waits(container: string): number[] {
    const exits = this.exits(container);
    return this.starts(container)
      .slice(1)
      .map((start, i) => start - (exits[i] ?? Number.NaN));
  }

  /** When a container got a signal, each time. */
  signals(signal: string, container = 'c'): number[] {
    return this.facts('signal-sent', container)
      .filter((fact) => fact.detail['signal'] === `SIG${signal}`)
      .map((fact) => this.seconds(fact.t));
  }

  /** When a container was probed, each time. */
  probes(probe: 'liveness' | 'readiness' | 'startup', container = 'c'): number[] {
    return this.facts('probe', container)
      .filter((fact) => fact.detail['probe'] === probe)
      .map((fact) => this.seconds(fact.t));
  }

  /** READY and STATUS of a pod, neighbours merged: `1/1 Running`. */
  states(pod = 'p'): { text: string; t: number }[] {
    const out: { text: string; t: number }[] = [];
    for (const row of podRows(this.cluster, this.startMs)) {
      const text = row.type === 'DELETED' ? 'gone' : `${row.ready} ${row.status}`;
      if (row.name === pod && out.at(-1)?.text !== text) out.push({ text, t: row.t / 1000 });
    }
    return out;
  }

  /** READY and STATUS of a pod at a time. */
  stateAt(seconds: number, pod = 'p'): string | undefined {
    return this.states(pod).findLast(({ t }) => t <= seconds)?.text;
  }

  events(reason: string): string[] {
    return this.cluster.api
      .list<KubeEvent>('Event')
      .filter((event) => event.reason === reason)
      .map((event) => event.message ?? '');
  }

  pod(name = 'p'): Pod {
    return this.cluster.podsEver().findLast((pod) => pod.metadata.name === name) as Pod;
  }

  private times(type: string, container: string): number[] {
    return this.facts(type, container).map((fact) => this.seconds(fact.t));
  }

  private facts(type: string, container: string) {
    return this.cluster.journal.all().filter((fact) => fact.type === type && fact.detail['container'] === container);
  }

  private seconds(t: number): number {
    return (t - this.startMs) / 1000;
  }

  private advanceTo(seconds: number): void {
    this.cluster.advance(Math.max(0, this.startMs + seconds * 1000 - this.cluster.now));
  }
}
