/** Lines around a change that are shown with it. */
const CONTEXT = 3;

type Mark = ' ' | '-' | '+';
type Step = readonly [mark: Mark, line: string];

/**
 * The hunks of `diff -u` from one text to another: empty when they are the same. Which of several shortest ways it shows
 * is the one that deletes first.
 */
export function unifiedHunks(from: string, to: string): string {
  if (from === to) return '';
  const steps = stepsOf(linesOf(from), linesOf(to));
  const changes = steps.flatMap(([mark], i) => (mark === ' ' ? [] : [i]));
  const hunks: [first: number, end: number][] = [];
  for (const at of changes) {
    const last = hunks.at(-1);
    const [first, end] = [Math.max(0, at - CONTEXT), Math.min(steps.length, at + CONTEXT + 1)];
    if (last && first <= last[1]) last[1] = end;
    else hunks.push([first, end]);
  }
  return hunks.map(([first, end]) => hunkText(steps, first, end)).join('');
}

function hunkText(steps: readonly Step[], first: number, end: number): string {
  const count = (part: readonly Step[], other: Mark): number => part.filter(([mark]) => mark !== other).length;
  const before = steps.slice(0, first);
  const shown = steps.slice(first, end);
  const [old, now] = [count(shown, '+'), count(shown, '-')];
  const head = `@@ -${rangeText(count(before, '+'), old)} +${rangeText(count(before, '-'), now)} @@`;
  return [head, ...shown.map(([mark, line]) => `${mark}${line}`), ''].join('\n');
}

/** `5,7`; a single line has no count, and no line at all stands behind the one before. */
function rangeText(before: number, count: number): string {
  if (count === 1) return String(before + 1);
  return `${count === 0 ? before : before + 1},${count}`;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A longest common subsequence, and what is between. */
function stepsOf(from: readonly string[], to: readonly string[]): Step[] {
  const width = to.length + 1;
  const common = new Uint32Array((from.length + 1) * width);
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      const [right, below] = [common[i * width + j + 1] ?? 0, common[(i + 1) * width + j] ?? 0];
      common[i * width + j] = from[i] === to[j] ? (common[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(right, below);
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      steps.push([' ', from[i++] as string]);
      j++;
    } else if (
      j >= to.length ||
      (i < from.length && (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    )
      steps.push(['-', from[i++] as string]);
    else steps.push(['+', to[j++] as string]);
  }
  return steps;
}
