/** A fenced block of a Markdown page. */
export interface Block {
  /** The line of the fence, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** What its first line says in a comment that is the name of a file: `# features/web.feature`, `// a.test.mjs`. */
  readonly file: string | undefined;
}

const FENCE = /^( *)```(\S*)[^\n]*$/;
const FILE = /^(?:#|\/\/) ((?:[\w.-]+\/)*[\w.-]+\.\w+)$/;

/** Every fenced block, in order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { line: number; language: string; lines: string[] } | undefined;
  for (const [i, line] of markdown.split('\n').entries()) {
    const [, , language = ''] = FENCE.exec(line) ?? [];
    if (open && line.trim() === '```') {
      blocks.push({ ...open, text: open.lines.join('\n'), file: FILE.exec(open.lines[0] ?? '')?.[1] });
      open = undefined;
    } else if (open) open.lines.push(line);
    else if (FENCE.test(line)) open = { line: i + 1, language, lines: [] };
  }
  return blocks;
}

/** A command that a block of the language `console` shows, and what it prints. */
export interface Shown {
  readonly command: string;
  readonly output: readonly string[];
}

/** `$ command` and below it its output, again and again. */
export function shownIn({ text }: Block): Shown[] {
  const shown: { command: string; output: string[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('$ ')) shown.push({ command: line.slice(2), output: [] });
    else shown.at(-1)?.output.push(line);
  }
  return shown;
}

/**
 * Where printed text is other than it is shown; `…` on a line of its own stands for any number of lines. Figures of time that
 * a machine took do not count.
 * @returns the first shown line that is missing, undefined when all are there
 */
export function firstDifference(shown: readonly string[], printed: string): string | undefined {
  const lines = printed.trimEnd().split('\n').map(plain);
  let at = 0;
  let isFree = false;
  for (const line of shown) {
    if (line.trim() === '…') {
      isFree = true;
      continue;
    }
    const found = isFree ? lines.indexOf(plain(line), at) : lines[at] === plain(line) ? at : -1;
    if (found < 0) return line;
    at = found + 1;
    isFree = false;
  }
  return isFree || at === lines.length ? undefined : `the end, and not "${lines[at]}"`;
}

function plain(line: string): string {
  return line.trimEnd().replace(/ in \d+(\.\d+)?s$/, ' in …');
}
