import type { Pod } from '../../../api/types/index';
import { type Process, sleep, type Task } from '../../../kernel/index';
import { VOLUME_STATS_PERIOD_MS } from '../constants';
import type { KubeletContext } from '../context';
import type { Grid } from '../grid';
import { podUid } from '../podSpec';

/**
 * What lies in the volumes of a pod, as the kubelet knows it: walking through directories costs, so it looks for new pods once
 * a minute, and then at each every one to two minutes
 * (pkg/kubelet/server/stats/fs_resource_analyzer.go, volume_stat_calculator.go).
 */
export class VolumeStats {
  private readonly bytes = new Map<string, number>();
  private readonly process: Process;

  /** @param discovery when the kubelet looks for new pods */
  constructor(
    private readonly context: KubeletContext,
    private readonly pod: Pod,
    discovery: Grid,
  ) {
    const { kernel, component } = context;
    this.process = kernel.spawn(`${component}/volume-stats`, this.calculate(discovery.after(kernel.now) - kernel.now));
  }

  /** As it was when somebody looked last; undefined before that. */
  usedBytes(volume: string): number | undefined {
    return this.bytes.get(volume);
  }

  stop(): void {
    this.process.kill();
  }

  private *calculate(untilSeenMs: number): Task {
    const { kernel, component } = this.context;
    yield* sleep(untilSeenMs);
    for (;;) {
      this.look();
      const jitter = kernel.random.stream(`${component}/volume-stats`).unit();
      yield* sleep(Math.round(VOLUME_STATS_PERIOD_MS * (1 + jitter)));
    }
  }

  private look(): void {
    for (const { name, emptyDir } of this.pod.spec.volumes ?? []) {
      const used = emptyDir && this.context.volumes.usedBytes(podUid(this.pod), name);
      if (used !== undefined) this.bytes.set(name, used);
    }
  }
}
