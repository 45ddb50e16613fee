import { sidecarsOf } from '../../api/index';
import type { Pod } from '../../api/types/index';
import { type Kernel, Latch, rule, type Task, TIMED_OUT, within } from '../../kernel/index';

const SIDECARS_LAST = rule(
  'sidecar/stops-last',
  'Sidecars are stopped when the regular containers have ended, the last of them first.',
  'KEP-753',
);

/**
 * Whose turn it is while a pod with sidecars is stopped: sidecars wait for all regular containers and for the sidecars
 * behind them in the list (KEP-753; kuberuntime_termination_order.go).
 */
export class TerminationOrder {
  private readonly ended = new Map<string, Latch>();
  private readonly waitsFor = new Map<string, Latch[]>();

  constructor(
    private readonly kernel: Kernel,
    pod: Pod,
    running: readonly string[],
  ) {
    const regular = pod.spec.containers.map((c) => c.name);
    const sidecars = sidecarsOf(pod.spec);
    for (const name of [...regular, ...sidecars.map((c) => c.name)]) {
      const latch = new Latch(kernel);
      if (!running.includes(name)) latch.set();
      this.ended.set(name, latch);
    }
    const before = regular.map((name) => this.ended.get(name) as Latch);
    for (const sidecar of sidecars.reverse()) {
      this.waitsFor.set(sidecar.name, [...before]);
      before.push(this.ended.get(sidecar.name) as Latch);
    }
  }

  /**
   * Waits until the container may be stopped, at most as long as there is grace.
   * @returns the seconds that the wait took
   */
  *waitForTurn(name: string, graceSeconds: number): Task<number> {
    const startMs = this.kernel.now;
    for (const latch of this.waitsFor.get(name) ?? []) {
      const leftMs = startMs + graceSeconds * 1000 - this.kernel.now;
      if (latch.isSet) continue;
      this.kernel.acts(SIDECARS_LAST);
      if ((yield* within(leftMs, latch.wait())) === TIMED_OUT) break;
    }
    return (this.kernel.now - startMs) / 1000;
  }

  containerEnded(name: string): void {
    this.ended.get(name)?.set();
  }
}
