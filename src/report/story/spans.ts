import { MAX_RUNS } from './limits';
import type { Span, SpanState } from './types';

interface Began {
  readonly from: number;
  readonly state: SpanState;
  readonly label: string;
  readonly text?: string | undefined;
  readonly rule?: string | undefined;
  readonly fact?: number | undefined;
}

/** One state after the other: each lasts until the next one begins, equal ones become one. */
export class SpanTrack {
  readonly spans: Span[] = [];
  private open: Began | undefined;

  get state(): SpanState | undefined {
    return this.open?.state;
  }

  begin(next: Began): void {
    const { open } = this;
    if (open && open.state === next.state && open.label === next.label) return;
    this.end(next.from);
    this.open = next;
  }

  /** Nothing is known, or nothing is there, from now on. */
  end(t: number): void {
    const { open } = this;
    this.open = undefined;
    if (!open || t < open.from) return;
    const { text, rule, fact, ...rest } = open;
    // What lasted no time at all is replaced, unless it is the last thing that was known.
    if (t === open.from && this.spans.length > 0) return;
    this.spans.push({
      ...rest,
      to: t,
      ...(text && { text }),
      ...(rule && { rule }),
      ...(fact !== undefined && { fact }),
    });
  }
}

/** Equal answers in a row become one span with their number: an hour of probes is a few spans. */
export class RunTrack {
  readonly spans: Span[] = [];
  private open: { -readonly [K in keyof Span]: Span[K] } | undefined;

  add(t: number, answer: { state: 'ok' | 'bad'; label: string; text?: string | undefined; fact: number }): void {
    const { open } = this;
    if (open && open.state === answer.state && open.label === answer.label && sameText(open.text, answer.text)) {
      open.to = t;
      open.count = (open.count ?? 1) + 1;
      return;
    }
    if (open && this.spans.length >= MAX_RUNS) {
      open.to = t;
      open.count = (open.count ?? 1) + 1;
      open.text = 'this and what follows is too much to be told apart';
      if (answer.state === 'bad') open.state = 'bad';
      return;
    }
    const { text, ...rest } = answer;
    this.open = { from: t, to: t, count: 1, ...rest, ...(text && { text }) };
    this.spans.push(this.open);
  }
}

/** Ids of containers and of execs in messages differ each time; they make no difference. */
function sameText(a: string | undefined, b: string | undefined): boolean {
  return a === b || withoutIds(a) === withoutIds(b);
}

function withoutIds(text = ''): string {
  return text.replace(/[0-9a-f]{32,}/g, '…');
}
