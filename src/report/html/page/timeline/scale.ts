/** What part of the story is in view. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** Nobody needs to look at less than a few milliseconds at once. */
const MIN_VIEW_MS = 20;

/** Position in the view, from 0 to 1 where it can be seen. */
export function place(t: number, { from, to }: View): number {
  return to === from ? 0 : (t - from) / (to - from);
}

/** The view made smaller (`factor` < 1) or larger around a moment that keeps its place, inside of the story. */
export function zoomed(view: View, factor: number, around: number, endMs: number): View {
  const whole = Math.max(endMs, MIN_VIEW_MS);
  const width = Math.min(whole, Math.max(MIN_VIEW_MS, (view.to - view.from) * factor));
  const share = Math.min(1, Math.max(0, place(around, view)));
  return inside(around - width * share, width, whole);
}

/** The view moved by a part of its width. */
export function panned(view: View, share: number, endMs: number): View {
  const width = view.to - view.from;
  return inside(view.from + width * share, width, Math.max(endMs, MIN_VIEW_MS));
}

/** The view moved as little as possible so that a moment can be seen. */
export function showing(view: View, t: number, endMs: number): View {
  if (t >= view.from && t <= view.to) return view;
  const width = view.to - view.from;
  return inside(t - width / 2, width, Math.max(endMs, MIN_VIEW_MS));
}

function inside(from: number, width: number, whole: number): View {
  const start = Math.min(Math.max(0, from), whole - width);
  return { from: start, to: start + width };
}

const NICE_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
];

/** Moments for the labels of the axis: round ones, at most `most`. */
export function ticks({ from, to }: View, most: number): number[] {
  const width = to - from;
  const step = NICE_MS.find((nice) => width / nice <= most) ?? Math.ceil(width / most / 86_400_000) * 86_400_000;
  const out: number[] = [];
  for (let t = Math.ceil(from / step) * step; t <= to; t += step) out.push(t);
  return out;
}
