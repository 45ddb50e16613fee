import type { Timer } from '../../kernel';
import type { Behaviour, MemoryGrowth } from '../behaviour';
import { FsError } from '../files';
import type { MemoryUse, Proc, SignalName } from '../process';
import { ENDED_BY_TERM } from './app';
import { nextOfLifeMs, sinceStartMs } from './timetable';

/**
 * What a behaviour asks of any main process, whatever its program: it ends by itself, loses files, says something, grows,
 * takes no notice of its stop signal. What only servers do (answers, hangs, closed ports) is in `App`.
 */
export function accompany(main: Proc): void {
  if (main.app) new Life(main, () => main.app?.behaviour() ?? {}).begin();
}

class Life {
  private readonly done = new Set<string>();
  private timer: Timer | undefined;
  private unsubscribe: (() => void) | undefined;
  private stopping = false;

  constructor(
    private readonly main: Proc,
    private readonly behaviour: () => Behaviour,
  ) {}

  begin(): void {
    this.unsubscribe = this.main.app?.onBehaviourChange?.(() => this.follow());
    // In two steps: V8 takes a function that is written straight into a property for a long-lived one.
    const takesStop: Proc['onStopRequest'] = (signal, deliver) => this.isStopTaken(signal, deliver);
    this.main.onStopRequest ??= takesStop;
    const grown: Proc['onMemoryRequest'] = () => this.grown(this.behaviour().memory);
    this.main.onMemoryRequest = grown;
    this.follow();
  }

  /** Brings the process into the state that the behaviour asks for now. */
  private follow(): void {
    this.timer?.cancel();
    if (!this.main.isAlive) {
      this.unsubscribe?.();
      return;
    }
    const behaviour = this.behaviour();
    const code = this.exitCodeNow(behaviour);
    if (code !== undefined) {
      this.main.endFromOutside(code);
      return;
    }
    this.changeFiles(behaviour);
    this.speak(behaviour);
    this.grow(behaviour);
    const nextMs = nextOfLifeMs(behaviour, this.main);
    if (Number.isFinite(nextMs)) this.timer = this.main.kernel.at(nextMs, () => this.follow(), this.main.name);
  }

  private exitCodeNow({ exits }: Behaviour): number | undefined {
    const { main } = this;
    if (!exits || (exits.times !== undefined && (main.app?.attempt ?? 0) >= exits.times)) return undefined;
    // A moment of the scenario that had passed before this instance started concerned an earlier one.
    if (exits.sinceScenario && exits.afterMs < main.startedAtMs) return undefined;
    return this.clockMs(exits) >= exits.afterMs ? exits.code : undefined;
  }

  private changeFiles({ files }: Behaviour): void {
    files?.forEach((rule, i) => {
      if (this.clockMs(rule) < rule.afterMs || !this.once(`file ${i}`)) return;
      try {
        if (rule.content !== undefined) this.main.fs.addFile(rule.path, rule.content);
        else this.main.fs.remove(rule.path, { recursive: true });
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
      }
    });
  }

  private speak({ logs }: Behaviour): void {
    logs?.forEach((rule, i) => {
      if (sinceStartMs(this.main) >= rule.afterMs && this.once(`log ${i}`)) this.main.stdout.write(`${rule.line}\n`);
    });
  }

  private grow({ memory }: Behaviour): void {
    if (memory) this.main.useMemory(this.grown(memory)?.bytes ?? this.fullBytes(memory));
  }

  /** @returns undefined for memory that does not grow */
  private grown(memory: MemoryGrowth | undefined): MemoryUse | undefined {
    if (memory === undefined || memory.fullAfterMs !== undefined) return undefined;
    const { startBytes = 0, takesBytes = 0, bytesPerSecond = 0, fromMs = 0 } = memory;
    const grownMs = this.clockMs(memory) - fromMs;
    if (grownMs < 0) return { bytes: startBytes, bytesPerSecond: 0 };
    return { bytes: Math.floor(startBytes + takesBytes + (bytesPerSecond * grownMs) / 1000), bytesPerSecond };
  }

  /** Nothing to speak of before the moment, more than the limit from then on. */
  private fullBytes(memory: MemoryGrowth): number {
    const limit = this.main.app?.memoryLimitBytes;
    if (limit === undefined) this.main.kernel.fail(new NoMemoryLimit(this.main));
    return limit !== undefined && this.clockMs(memory) >= (memory.fullAfterMs ?? 0) ? limit + 1 : 0;
  }

  /** Whether the behaviour deals with a stop signal in place of the program. `deliver` hands it to the program after all. */
  private isStopTaken(signal: SignalName, deliver: () => void): boolean {
    const { ignoresTerm, endsAtOnce, drain, exitCodeOnTerm } = this.behaviour();
    if (ignoresTerm || this.stopping) return true;
    if (endsAtOnce) {
      this.main.endFromOutside(exitCodeOnTerm ?? ENDED_BY_TERM);
      return true;
    }
    if (drain === undefined && exitCodeOnTerm === undefined) return false;
    this.stopping = true;
    this.main.kernel.after(drain?.forMs ?? 0, () => {
      const handled = typeof this.main.actionOn(signal) === 'function';
      if (handled && exitCodeOnTerm === undefined) deliver();
      else this.main.endFromOutside(exitCodeOnTerm ?? 0);
    });
    return true;
  }

  private clockMs({ sinceScenario }: { readonly sinceScenario?: boolean }): number {
    return sinceScenario ? this.main.kernel.now : sinceStartMs(this.main);
  }

  private once(what: string): boolean {
    if (this.done.has(what)) return false;
    this.done.add(what);
    return true;
  }
}

/** A behaviour fills the memory of a container that has no limit. */
class NoMemoryLimit extends Error {
  constructor(main: Proc) {
    const { namespace, pod, container } = main.app?.container ?? { namespace: '', pod: '', container: main.name };
    super(
      `container "${container}" of pod ${namespace}/${pod} is to run out of memory, and has no limit that it could meet: give it resources.limits.memory in its manifest`,
    );
    this.name = 'NoMemoryLimit';
  }
}
