import { Kernel, Latch, type Task } from '../../kernel';
import { LATENCIES } from '../../latencies';
import { Network } from './index';

/** Stands for a process that has sockets. */
export class Owner {
  readonly ended: Latch<number>;
  constructor(kernel: Kernel) {
    this.ended = new Latch(kernel);
  }
}

/** Two pods on one node, a machine outside. */
export function world() {
  const kernel = new Kernel({ latencies: LATENCIES });
  const network = new Network(kernel);
  network.attach('192.168.66.12', { name: 'node-1', kind: 'node' });
  const client = network.attach('10.244.0.5', { name: 'client', kind: 'pod', node: 'node-1' });
  const server = network.attach('10.244.0.6', { name: 'server', kind: 'pod', node: 'node-1' });
  return { kernel, network, client, server, owner: new Owner(kernel) };
}

export function run<T>(kernel: Kernel, task: Task<T>, forMs = 300_000): { value: T | undefined; tookMs: number } {
  const startMs = kernel.now;
  let endMs = Number.NaN;
  const process = kernel.spawn('test', task);
  kernel.spawn(
    'watch',
    (function* () {
      yield* process.ended.join();
      endMs = kernel.now;
    })(),
  );
  kernel.runUntil(kernel.now + forMs);
  const { outcome } = process;
  return { value: outcome?.how === 'returned' ? outcome.value : undefined, tookMs: endMs - startMs };
}
