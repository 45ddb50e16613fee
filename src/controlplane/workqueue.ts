import { type Kernel, rule, type Timer } from '../kernel';

const RETRIES = rule(
  'controller/retry-doubles',
  'A controller that was refused something tries again, after twice as long each time.',
  'client-go/util/workqueue/default_rate_limiters.go',
);

/** How long a key that failed waits before its next try: doubled at each failure. */
export interface RetryDelays {
  readonly baseMs: number;
  readonly maxMs: number;
}

/** client-go's default rate limiter: 5 ms doubled up to 1000 s. */
const DEFAULT_RETRY: RetryDelays = { baseMs: 5, maxMs: 1_000_000 };

/**
 * A queue of keys as client-go's workqueue: a key that waits already is not queued twice, and a key that is being worked
 * on is queued again only when its work is done, so no two workers ever have the same key.
 */
export class WorkQueue {
  private readonly waiting: string[] = [];
  private readonly dirty = new Set<string>();
  private readonly processing = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly delayed = new Map<string, Timer>();

  constructor(
    private readonly kernel: Kernel,
    /** Shown when a loop never waits. */
    readonly name: string,
    /** Called when there is something to take. */
    private readonly onReady: () => void,
    private readonly retry: RetryDelays = DEFAULT_RETRY,
  ) {}

  /** Keys that are ready to be taken. */
  get length(): number {
    return this.waiting.length;
  }

  add(key: string): void {
    if (this.dirty.has(key)) return;
    this.dirty.add(key);
    if (this.processing.has(key)) return;
    this.waiting.push(key);
    this.onReady();
  }

  /** Adds the key after `delayMs`; of several delays for one key the earliest counts. */
  addAfter(key: string, delayMs: number): void {
    if (delayMs <= 0) {
      this.add(key);
      return;
    }
    const present = this.delayed.get(key);
    const dueMs = this.kernel.now + Math.ceil(delayMs);
    if (present && present.timeMs <= dueMs) return;
    present?.cancel();
    const timer = this.kernel.at(
      dueMs,
      () => {
        this.delayed.delete(key);
        this.add(key);
      },
      `${this.name} ${key}`,
    );
    this.delayed.set(key, timer);
  }

  /** Adds the key after its back-off; returns that delay in milliseconds. */
  addRateLimited(key: string): number {
    const failed = this.failures.get(key) ?? 0;
    this.failures.set(key, failed + 1);
    this.kernel.acts(RETRIES);
    const delayMs = this.lastDelayMs(key);
    this.addAfter(key, delayMs);
    return delayMs;
  }

  /** The delay that the key's last failure brought; 0 when it has none. */
  lastDelayMs(key: string): number {
    const failed = this.failuresOf(key);
    return failed === 0 ? 0 : Math.min(this.retry.baseMs * 2 ** Math.min(failed - 1, 40), this.retry.maxMs);
  }

  /** How often the key has failed since it last succeeded. */
  failuresOf(key: string): number {
    return this.failures.get(key) ?? 0;
  }

  /** Ends the key's back-off. */
  forget(key: string): void {
    this.failures.delete(key);
  }

  /** The next key; whoever takes it calls `done` afterwards. */
  take(): string | undefined {
    const key = this.waiting.shift();
    if (key === undefined) return undefined;
    this.dirty.delete(key);
    this.processing.add(key);
    return key;
  }

  done(key: string): void {
    this.processing.delete(key);
    if (!this.dirty.has(key)) return;
    this.waiting.push(key);
    this.onReady();
  }
}
