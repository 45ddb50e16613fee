import type { Cluster } from '../../cluster';
import type { Fact, Rule } from '../../kernel/index';
import { allRules } from '../../kernel/index';
import { type LogSource, type Moment, Why } from '../../why/index';
import { shortened } from './limits';
import type { KeptLog } from './outputs';
import type { Chains, Lane, Mark, Reason, Span } from './types';

/** A sentence that somebody's output is part of need not be longer. */
const MAX_CHARS = 700;
/** Of a story with more, the later states are not explained: nobody looks at that many. */
const MAX_REASONS = 4000;

/** Adds to each span and mark of the timeline why it was so. Chains that come together share their links. */
export function withChains(
  cluster: Cluster,
  lanes: readonly Lane[],
  { startMs, logs }: { readonly startMs: number; readonly logs: readonly KeptLog[] },
): { lanes: readonly Lane[]; why: Chains } {
  const table = new ChainTable(new Why(cluster, { startMs, logs: logSource(logs) }), startMs);
  let pod = '';
  let container = '';
  const explained = lanes.map((lane): Lane => {
    const { kind, name, of } = lane;
    if (kind === 'pod') pod = `Pod/${of}/${name}`;
    if (kind === 'container') container = name;
    const momentOf = (state: Span | Mark, fact: Fact): Moment => {
      const isSpan = 'state' in state;
      // What ends a state is no part of it.
      const untilMs = startMs + (isSpan ? Math.max(state.from, state.to - 1) : state.t);
      if (!isSpan || fact.type === 'request') return { fact, about: 'fact' };
      // Why all is well is a matter of how it began; what is not well may say more the longer it lasts.
      const until = state.state === 'ready' || state.state === 'done' ? {} : { untilMs };
      if (kind === 'pod') return { fact, about: 'status', ...until };
      if (kind !== 'container') return { fact, about: 'fact' };
      if (fact.type === 'api-write') return { fact, about: 'container', container, ...until };
      return state.state === 'running' ? statusWithin(cluster, pod, container, fact, untilMs) : { fact, about: 'fact' };
    };
    const explain = <T extends Span | Mark>(state: T): T => {
      const fact = cluster.journal.at(state.fact ?? 0);
      const why = fact && table.of(momentOf(state, fact));
      const { fact: _, ...rest } = state;
      return why === undefined ? (rest as T) : { ...(rest as T), why };
    };
    return { ...lane, spans: lane.spans.map(explain), marks: lane.marks.map(explain) };
  });
  return { lanes: explained, why: table.chains() };
}

/** A container that runs and is not ready: the API says so a moment after its start, and that is what people ask about. */
function statusWithin(cluster: Cluster, pod: string, container: string, fact: Fact, untilMs: number): Moment {
  const status = cluster.journal
    .about(pod)
    .find(({ type, seq, t }) => seq > fact.seq && t <= untilMs && type === 'api-write');
  return status ? { fact: status, about: 'container', container, untilMs } : { fact, about: 'fact' };
}

function logSource(logs: readonly KeptLog[]): LogSource {
  const byInstance = new Map(
    logs.map((log) => [`Pod/${log.namespace}/${log.pod} ${log.container} ${log.attempt}`, log.lines]),
  );
  return (pod, container, attempt) => byInstance.get(`${pod} ${container} ${attempt}`);
}

/** Every link once, with the number of the one behind it. */
class ChainTable {
  private readonly reasons: Reason[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly rules = new Map<string, number>();

  constructor(
    private readonly why: Why,
    private readonly startMs: number,
  ) {}

  /** The number of the first link of the chain behind a moment. */
  of(moment: Moment): number | undefined {
    const chain = this.why.chain(moment);
    let next: number | undefined;
    for (const { t, says, rule, root } of chain.reverse()) {
      const reason: Reason = {
        t: Math.max(0, t - this.startMs),
        says: shortened(says, MAX_CHARS),
        ...(rule && { rule: this.ruleNumber(rule) }),
        ...(root && { root }),
        ...(next !== undefined && { next }),
      };
      const key = JSON.stringify(reason);
      const known = this.numbers.get(key);
      if (known === undefined && this.reasons.length >= MAX_REASONS) return undefined;
      next = known ?? this.reasons.push(reason) - 1;
      this.numbers.set(key, next);
    }
    return next;
  }

  chains(): Chains {
    const known = new Map(allRules().map((rule) => [rule.id, rule]));
    const told = [...this.rules.keys()].map((id): Rule => known.get(id) ?? { id, says: '', source: '' });
    return { reasons: this.reasons, rules: told };
  }

  private ruleNumber(id: string): number {
    const number = this.rules.get(id) ?? this.rules.size;
    this.rules.set(id, number);
    return number;
  }
}
