/**
 * Fields of an object: a tree of path elements as the API writes them, `f:spec`, `k:{"name":"app"}`, `v:"x"`. A field
 * can be in the set itself and have others of the set below it.
 * Source: sigs.k8s.io/structured-merge-diff fieldpath/set.go, serialize-pe.go.
 */
export class FieldSet {
  readonly children = new Map<string, FieldSet>();

  constructor(public isMember = false) {}

  get isEmpty(): boolean {
    return !this.isMember && this.children.size === 0;
  }

  /** The part below an element, made where there is none. */
  under(element: string): FieldSet {
    const present = this.children.get(element);
    if (present) return present;
    const made = new FieldSet();
    this.children.set(element, made);
    return made;
  }

  /** Hangs a part below an element, unless nothing is in it. */
  put(element: string, part: FieldSet): void {
    if (!part.isEmpty) this.children.set(element, part);
  }

  has(path: readonly string[]): boolean {
    const [first, ...rest] = path;
    return first === undefined ? this.isMember : (this.children.get(first)?.has(rest) ?? false);
  }

  union(other: FieldSet): FieldSet {
    return this.combined(other, (mine, theirs) => mine || theirs);
  }

  difference(other: FieldSet): FieldSet {
    return this.combined(other, (mine, theirs) => mine && !theirs);
  }

  intersection(other: FieldSet): FieldSet {
    return this.combined(other, (mine, theirs) => mine && theirs);
  }

  /** Every path of the set; the members of a level before what is below them, elements in order. */
  paths(before: readonly string[] = []): string[][] {
    const parts = [...this.children].sort(([a], [b]) => (a < b ? -1 : 1));
    const members = parts.filter(([, part]) => part.isMember).map(([element]) => [...before, element]);
    return [...members, ...parts.flatMap(([element, part]) => part.paths([...before, element]))];
  }

  /** As `fieldsV1` shows it. */
  toFieldsV1(): Record<string, unknown> {
    const out: Record<string, unknown> = this.isMember && this.children.size > 0 ? { '.': {} } : {};
    for (const [element, part] of [...this.children].sort(([a], [b]) => (a < b ? -1 : 1))) {
      out[element] = part.toFieldsV1();
    }
    return out;
  }

  private combined(other: FieldSet, holds: (mine: boolean, theirs: boolean) => boolean): FieldSet {
    const out = new FieldSet(holds(this.isMember, other.isMember));
    for (const element of new Set([...this.children.keys(), ...other.children.keys()])) {
      const [mine, theirs] = [this.children.get(element) ?? EMPTY, other.children.get(element) ?? EMPTY];
      out.put(element, mine.combined(theirs, holds));
    }
    return out;
  }
}

const EMPTY = new FieldSet();

/** A path as errors write it: `.spec.containers[name="app"].image`. */
export function pathText(path: readonly string[]): string {
  return path.map(elementText).join('');
}

function elementText(element: string): string {
  const rest = element.slice(2);
  if (element.startsWith('f:')) return `.${rest}`;
  if (element.startsWith('v:')) return `[=${rest}]`;
  const keys = Object.entries(JSON.parse(rest) as Record<string, unknown>);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
}
