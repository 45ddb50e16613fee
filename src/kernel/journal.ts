import { createHash } from 'node:crypto';

/** What a fact tells besides who, what and when: plain JSON, never changed after it was recorded. */
export type Detail = Readonly<Record<string, unknown>>;

/** One thing that happened. */
export interface Fact {
  /** Position in the journal, from 1. */
  readonly seq: number;
  /** Virtual time in milliseconds since the kernel started. */
  readonly t: number;
  /** Who did it: `kubelet/node-1`, `scheduler`, `apiserver` … */
  readonly component: string;
  /** What happened, a stable word in kebab-case: `container-started`, `probe`, `api-write` … */
  readonly type: string;
  /** The thing it happened to, as `Kind/namespace/name`, or `''`. */
  readonly object: string;
  readonly detail: Detail;
  /** `seq` of the fact that caused this one; 0 where nothing did. */
  readonly cause: number;
}

export interface FactInput {
  readonly component: string;
  readonly type: string;
  readonly object?: string;
  /**
   * May be the detail of an earlier fact: who tells the same again and again, as probes do, ought to share it. A fact then
   * costs about 90 bytes, so that the million of an hour of a thousand pods fits and nothing has to be forgotten.
   */
  readonly detail?: Detail;
  /** Overrides the cause that the kernel tracks by itself. */
  readonly cause?: number;
}

/** Facts by some key, filed when somebody asks: a run that nobody asks anything pays nothing. */
class FactIndex {
  private readonly byKey = new Map<string, Fact[]>();
  private filed = 0;

  constructor(
    private readonly facts: readonly Fact[],
    private readonly keyOf: (fact: Fact) => string,
  ) {}

  of(key: string): readonly Fact[] {
    for (; this.filed < this.facts.length; this.filed++) {
      const fact = this.facts[this.filed] as Fact;
      const ownKey = this.keyOf(fact);
      const list = this.byKey.get(ownKey);
      if (list) list.push(fact);
      else this.byKey.set(ownKey, [fact]);
    }
    return this.byKey.get(key) ?? NO_FACTS;
  }
}

const NO_FACTS: readonly Fact[] = Object.freeze([]);
const NO_DETAIL: Detail = Object.freeze({});

/**
 * The append-only list of everything that happened in a run. Watch output, timelines, assertions about the
 * past, invariants, reports and "why?" all read it; nothing else records anything.
 */
export class Journal {
  private readonly facts: Fact[] = [];
  private readonly listeners: ((fact: Fact) => void)[] = [];
  private readonly asideListeners = new Map<string, ((fact: Fact) => void)[]>();
  private readonly types = new FactIndex(this.facts, (fact) => fact.type);
  private readonly objects = new FactIndex(this.facts, (fact) => fact.object);
  private readonly kinds = new FactIndex(this.facts, kindOf);
  /** The fact that whatever runs now is a consequence of. The kernel saves and restores it. */
  cause = 0;

  constructor(private readonly clock: { readonly now: number }) {}

  get length(): number {
    return this.facts.length;
  }

  /** Appends a fact; what the running event records from here on is caused by it. */
  record(input: FactInput): Fact {
    const fact: Fact = {
      seq: this.facts.length + 1,
      t: this.clock.now,
      component: input.component,
      type: input.type,
      object: input.object ?? '',
      detail: input.detail ?? NO_DETAIL,
      cause: input.cause ?? this.cause,
    };
    this.facts.push(fact);
    this.cause = fact.seq;
    for (const listener of this.listeners) listener(fact);
    return fact;
  }

  /** The fact with this sequence number. */
  at(seq: number): Fact | undefined {
    return this.facts[seq - 1];
  }

  all(): readonly Fact[] {
    return this.facts;
  }

  /** The facts of one type, oldest first. */
  ofType(type: string): readonly Fact[] {
    return this.types.of(type);
  }

  /** The facts about one object, `Kind/namespace/name`, oldest first. */
  about(object: string): readonly Fact[] {
    return this.objects.of(object);
  }

  /** The facts about all objects of a kind, oldest first. */
  ofKind(kind: string): readonly Fact[] {
    return this.kinds.of(kind);
  }

  /** Calls `listener` for each fact from now on, at once and in order. */
  subscribe(listener: (fact: Fact) => void): void {
    this.listeners.push(listener);
  }

  /** Calls `listener` for each {@link aside} of that type from now on. */
  onAside(type: string, listener: (aside: Fact) => void): void {
    this.asideListeners.set(type, [...(this.asideListeners.get(type) ?? []), listener]);
  }

  /** Whether somebody listens to asides of that type: else nobody need make any. */
  hearsAside(type: string): boolean {
    return this.asideListeners.has(type);
  }

  /** What is too much to be kept: only those hear it who asked for its type, and it is no part of the digest. */
  aside({ component, type, object = '', detail = NO_DETAIL }: FactInput): void {
    const fact: Fact = { seq: 0, t: this.clock.now, component, type, object, detail, cause: this.cause };
    for (const listener of this.asideListeners.get(type) ?? []) listener(fact);
  }

  /** The fact, what caused it, what caused that, and so on, newest first. */
  chain(seq: number): Fact[] {
    const out: Fact[] = [];
    for (let fact = this.at(seq); fact; fact = this.at(fact.cause)) out.push(fact);
    return out;
  }

  /** The identity of a run: same input and seed, same digest, on every machine. */
  digest(): string {
    const hash = createHash('sha256');
    for (const f of this.facts) {
      hash.update(
        `${f.seq}\t${f.t}\t${f.component}\t${f.type}\t${f.object}\t${f.cause}\t${JSON.stringify(f.detail)}\n`,
      );
    }
    return hash.digest('hex');
  }
}

/** What stands before the first slash of the object; `''` for facts about nothing. */
function kindOf({ object }: Fact): string {
  return object.slice(0, Math.max(0, object.indexOf('/')));
}
