import { type Kernel, type Rule, rule } from '../../kernel/index';
import { BACK_OFF_FORGET_MS, BACK_OFF_INITIAL_MS, BACK_OFF_MAX_MS } from './constants';

const STARTS_AT = rule(
  'back-off/starts-at-10s',
  'The first wait of a series is 10 s.',
  'pkg/kubelet/kubelet.go backOffPeriod; initialCrashLoopBackOff in newer releases',
);
const DOUBLES = rule(
  'back-off/doubles',
  'Each wait is twice as long as the one before.',
  'client-go/util/flowcontrol/backoff.go Next',
);
const ENDS_AT = rule(
  'back-off/at-most-5m',
  'No wait is longer than 5 minutes.',
  'pkg/kubelet/kubelet.go MaxContainerBackOff',
);
const FORGETS = rule(
  'back-off/forgets-after-10m',
  'A series begins anew when it was quiet for 10 minutes.',
  'KEP-4603; client-go/util/flowcontrol/backoff.go',
);

interface Entry {
  durationMs: number;
  lastUpdateMs: number;
  /** Which one has set the duration. */
  rule: Rule;
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

  /** The rule by which the present wait of a key is as long as it is. */
  ruleOf(key: string): Rule | undefined {
    return this.entries.get(key)?.rule;
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
    const acting = ruleFor(entry, eventMs, this.maxMs);
    this.kernel.acts(acting);
    const isFirst = acting === STARTS_AT || acting === FORGETS;
    const durationMs = isFirst || !entry ? this.initialMs : Math.min(entry.durationMs * 2, this.maxMs);
    this.entries.set(key, { durationMs, lastUpdateMs: this.kernel.now, rule: acting });
  }

  /** Forgets the entries that nobody has touched for ten minutes. */
  collectGarbage(): void {
    for (const [key, entry] of this.entries) {
      if (this.kernel.now - entry.lastUpdateMs > BACK_OFF_FORGET_MS) this.entries.delete(key);
    }
  }
}

function ruleFor(entry: Entry | undefined, eventMs: number, maxMs: number): Rule {
  if (!entry) return STARTS_AT;
  if (expired(eventMs, entry)) return FORGETS;
  return entry.durationMs * 2 > maxMs ? ENDS_AT : DOUBLES;
}

function expired(eventMs: number, entry: Entry): boolean {
  return eventMs - entry.lastUpdateMs > BACK_OFF_FORGET_MS;
}
