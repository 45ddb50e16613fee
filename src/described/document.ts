import { isAlias, LineCounter, type Node, parseDocument } from 'yaml';

/** A file that cannot be used: every problem on a line of its own, with its place. */
export class DescriptionError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'DescriptionError';
  }
}

/** A YAML file while it is read; collects what is wrong with it. */
export class DescriptionDocument {
  readonly root: Node | null;
  private readonly problems: { readonly offset: number; readonly text: string }[] = [];
  private readonly lines = new LineCounter();
  private readonly document;

  constructor(
    text: string,
    private readonly file: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, logLevel: 'silent' });
    this.root = this.document.contents as Node | null;
    for (const error of this.document.errors) this.problemAt(error.pos[0], error.message);
  }

  get problemCount(): number {
    return this.problems.length;
  }

  /** What an alias stands for, or the node itself. */
  resolve(node: unknown): Node | null {
    if (!isAlias(node)) return (node ?? null) as Node | null;
    return (node.resolve(this.document) ?? null) as Node | null;
  }

  problem(node: Node | null, text: string): void {
    this.problemAt(node?.range?.[0] ?? 0, text);
  }

  /** `images.yaml:4:3`. */
  place(node: Node | null): string {
    return this.placeAt(node?.range?.[0] ?? 0);
  }

  /** @throws DescriptionError when anything is wrong */
  assertGood(): void {
    if (this.problems.length === 0) return;
    const sorted = [...this.problems].sort((a, b) => a.offset - b.offset);
    throw new DescriptionError(sorted.map(({ offset, text }) => `${this.placeAt(offset)}: ${text}`));
  }

  private problemAt(offset: number, text: string): void {
    this.problems.push({ offset, text });
  }

  private placeAt(offset: number): string {
    const { line, col } = this.lines.linePos(offset);
    return `${this.file}:${Math.max(1, line)}:${Math.max(1, col)}`;
  }
}
