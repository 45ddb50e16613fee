import type { Kernel } from '../../kernel/index';
import { BACK_OFF_FORGET_MS, BACK_OFF_INITIAL_MS, BACK_OFF_MAX_MS } from './constants';

interface Entry {
  durationMs: number;
  lastUpdateMs: number;
}

/**
 * Exponential back-off by key (k8s.io/client-go/util/flowcontrol/backoff.go): 10, 20, 40 … 300 s, forgotten when a
 * key was quiet for ten minutes. The memory is the process's own: a kubelet that restarts has forgotten everything.
 */
export class BackOff {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly kernel: Kernel,
    private readonly initialMs = BACK_OFF_INITIAL_MS,
    private readonly maxMs = BACK_OFF_MAX_MS,
  ) {}

  /** The present wait of a key; 0 when it has none. */
  get(key: string): number {
    return this.entries.get(key)?.durationMs ?? 0;
  }

  /** When the wait that began at `eventMs` ends, or undefined if it is over (or there is none). */
  endsMs(key: string, eventMs: number): number | undefined {
    const entry = this.entries.get(key);
    if (!entry || expired(eventMs, entry)) return undefined;
    const endMs = eventMs + entry.durationMs;
    return this.kernel.now < endMs ? endMs : undefined;
  }

  /** Whether the wait that began at the entry's last update is still on. */
  isInBackOffSinceUpdate(key: string): boolean {
    const entry = this.entries.get(key);
    if (!entry || expired(this.kernel.now, entry)) return false;
    return this.kernel.now - entry.lastUpdateMs < entry.durationMs;
  }

  /** Makes the next wait of a key longer: it doubles, or starts anew when the key was quiet for long. */
  next(key: string, eventMs: number): void {
    const entry = this.entries.get(key);
    const durationMs = !entry || expired(eventMs, entry) ? this.initialMs : Math.min(entry.durationMs * 2, this.maxMs);
    this.entries.set(key, { durationMs, lastUpdateMs: this.kernel.now });
  }

  /** Forgets the entries that nobody has touched for ten minutes. */
  collectGarbage(): void {
    for (const [key, entry] of this.entries) {
      if (this.kernel.now - entry.lastUpdateMs > BACK_OFF_FORGET_MS) this.entries.delete(key);
    }
  }
}

function expired(eventMs: number, entry: Entry): boolean {
  return eventMs - entry.lastUpdateMs > BACK_OFF_FORGET_MS;
}
