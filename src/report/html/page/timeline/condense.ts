import type { Mark, Span } from '../../../story/types';
import { place, type View } from './scale';

/** A span as it is drawn: what is too narrow to be told apart is drawn as one. */
export interface Drawn {
  readonly span: Span;
  readonly from: number;
  readonly to: number;
  /** How many spans this stands for. */
  readonly several: number;
}

const NARROW_PX = 2;

/** Spans in view; neighbours that would be thinner than two pixels become one, in the colour of the worst. */
export function condensed(spans: readonly Span[], view: View, widthPx: number): Drawn[] {
  const drawn: Drawn[] = [];
  for (const span of spans) {
    if (span.to < view.from || span.from > view.to) continue;
    const last = drawn.at(-1);
    const next = { span, from: span.from, to: span.to, several: 1 };
    if (last && isNarrow(next, view, widthPx) && isNarrow(last, view, widthPx) && isNear(last, next, view, widthPx))
      drawn[drawn.length - 1] = {
        span: rank(last.span) >= rank(span) ? last.span : span,
        from: last.from,
        to: span.to,
        several: last.several + 1,
      };
    else drawn.push(next);
  }
  return drawn;
}

function isNarrow({ from, to, several }: Drawn, view: View, widthPx: number): boolean {
  // What was put together may grow: an hour of changing answers becomes one bar.
  return several > 1 || (place(to, view) - place(from, view)) * widthPx < NARROW_PX;
}

function isNear(a: Drawn, b: Drawn, view: View, widthPx: number): boolean {
  return (place(b.from, view) - place(a.to, view)) * widthPx < NARROW_PX;
}

function rank({ state }: Span): number {
  return ['ok', 'ready', 'done', 'running', 'waiting', 'terminating', 'unknown', 'backoff', 'failed', 'bad'].indexOf(
    state,
  );
}

/** Marks that would cover each other: the most telling one, and all of them. */
export interface MarkGroup {
  readonly shown: Mark;
  readonly all: readonly Mark[];
}

/** Marks in view, by how near they are to each other. */
export function grouped(marks: readonly Mark[], view: View, widthPx: number, apartPx: number): MarkGroup[] {
  const groups: { first: number; marks: Mark[] }[] = [];
  for (const mark of marks) {
    if (mark.t < view.from || mark.t > view.to) continue;
    const last = groups.at(-1);
    if (last && (place(mark.t, view) - place(last.first, view)) * widthPx < apartPx) last.marks.push(mark);
    else groups.push({ first: mark.t, marks: [mark] });
  }
  return groups.map(({ marks: all }) => ({ shown: mostTelling(all), all }));
}

const TELLING: readonly Mark['type'][] = ['kill', 'verdict', 'signal', 'exit', 'start'];

function mostTelling(marks: readonly Mark[]): Mark {
  return [...marks].sort(
    (a, b) => Number(b.bad ?? false) - Number(a.bad ?? false) || TELLING.indexOf(a.type) - TELLING.indexOf(b.type),
  )[0] as Mark;
}
