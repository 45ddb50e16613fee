import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments, Scalar, type YAMLMap } from 'yaml';
import { remembered } from '../../kernel/index';
import type { ManifestProblem } from './error';
import type { Lines } from './lines';
import { number, type Plain, plainValue } from './scalar';
import type { PathStep, SourceDocument, SourceFile } from './source';
import { syntaxProblem } from './syntax';

/** kubectl cuts a stream at lines that hold nothing but `---`, before YAML sees it. */
const SEPARATOR = /^---[ \t\r]*$/gm;

/** Failsafe: every scalar arrives as text and scalar.ts gives it kubectl's meaning. */
const OPTIONS = {
  schema: 'failsafe',
  version: '1.1',
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  merge: false,
} as const;

/** The same manifests come again in every run of a campaign; nobody changes the nodes. */
const kept = remembered((text) => parseAllDocuments(text, OPTIONS), 50);
const LONGEST_KEPT = 32_768;

/** Reads a stream of YAML documents. Empty documents are left out, as kubectl does. */
export function readYaml(text: string, lines: Lines): SourceFile {
  const documents: SourceDocument[] = [];
  for (const chunk of chunksOf(text)) {
    if (!/^[^\s#]/m.test(chunk.text) && !/^\s+[^\s#]/m.test(chunk.text)) continue;
    const parsed = chunk.text.length <= LONGEST_KEPT ? kept(chunk.text) : parseAllDocuments(chunk.text, OPTIONS);
    const [first] = Array.isArray(parsed) ? parsed : [];
    if (first === undefined) continue;
    if (first.errors.length > 0) {
      const { message, kubectl, offset } = syntaxProblem(first.errors, chunk.text);
      return { documents, failure: failureAt('syntax', message, kubectl, lines, chunk.offset + offset) };
    }
    if (first.contents === null) continue;
    const reader = new DocumentReader(first.contents as Node, chunk.offset, lines);
    try {
      reader.read();
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      const offset = chunk.offset + (error.node.range?.[0] ?? 0);
      return { documents, failure: failureAt(error.kind, error.message, error.kubectl, lines, offset) };
    }
    if (reader.value === null) continue;
    const second = parsed[1];
    if (second?.contents) {
      const { line } = lines.at(chunk.offset + (second.range?.[0] ?? 0));
      reader.warnings.push(
        `line ${line}: kubectl does not read the document that begins here, because it takes a separator for one only when nothing follows the ---`,
      );
    }
    documents.push(reader);
  }
  return { documents };
}

function failureAt(kind: ManifestProblem['kind'], message: string, kubectl: string, lines: Lines, offset: number) {
  return { problem: { kind, message, path: '', position: lines.at(offset), kubernetes: kubectl }, kubectl };
}

function chunksOf(text: string): { text: string; offset: number }[] {
  const chunks: { text: string; offset: number }[] = [];
  let offset = 0;
  for (const match of text.matchAll(SEPARATOR)) {
    chunks.push({ text: text.slice(offset, match.index), offset });
    offset = match.index + match[0].length;
    // The line break belongs to the separator: kubectl counts the lines of a document from the next line.
    if (text[offset] === '\n') offset++;
  }
  chunks.push({ text: text.slice(offset), offset });
  return chunks;
}

/** YAML that parses and still cannot be read. */
class ContentError extends Error {
  constructor(
    readonly kind: 'syntax' | 'alias-bomb',
    message: string,
    readonly kubectl: string,
    readonly node: Node,
  ) {
    super(message);
  }
}

/** Turns the nodes of one document into plain values, as go-yaml would. */
class DocumentReader implements SourceDocument {
  value: unknown;
  readonly warnings: string[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private decoded = 0;
  private decodedByAlias = 0;
  private aliasDepth = 0;

  constructor(
    private readonly root: Node,
    private readonly offset: number,
    private readonly lines: Lines,
  ) {}

  get start() {
    return this.lines.at(this.offset + (this.root.range?.[0] ?? 0));
  }

  read(): void {
    this.value = this.plain(this.root);
  }

  positionOf(path: readonly PathStep[]) {
    let node: Node | undefined = this.root;
    let offset = this.root.range?.[0] ?? 0;
    for (const step of path) {
      if (isAlias(node)) node = this.anchors.get(node.source);
      if (isMap(node) && typeof step === 'string') {
        const pair = pairOf(node, step);
        if (pair === undefined) break;
        offset = (pair.key as Node).range?.[0] ?? offset;
        node = (pair.value ?? undefined) as Node | undefined;
      } else if (isSeq(node) && typeof step === 'number') {
        node = node.items[step] as Node | undefined;
        offset = node?.range?.[0] ?? offset;
      } else break;
    }
    return this.lines.at(this.offset + offset);
  }

  private plain(node: Node | null | undefined): unknown {
    if (node === null || node === undefined) return null;
    this.count(node);
    if (isAlias(node)) return this.aliased(node, node.source);
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor) this.anchors.set(anchor, node);
    if (isScalar(node)) return this.scalar(node);
    this.open.add(node);
    const value = isMap(node)
      ? this.map(node)
      : isSeq(node)
        ? node.items.map((item) => this.plain(item as Node))
        : null;
    this.open.delete(node);
    return value;
  }

  private aliased(alias: Node, name: string): unknown {
    const target = this.anchors.get(name);
    if (target === undefined) {
      throw new ContentError(
        'syntax',
        `*${name} refers to an anchor &${name} that no line above defines.`,
        `yaml: unknown anchor '${name}' referenced`,
        alias,
      );
    }
    if (this.open.has(target)) {
      throw new ContentError(
        'syntax',
        `*${name} refers to the very value it stands in.`,
        `yaml: anchor '${name}' value contains itself`,
        alias,
      );
    }
    this.aliasDepth++;
    const value = this.plain(target);
    this.aliasDepth--;
    return value;
  }

  /** go-yaml's guard against "billion laughs": nearly everything came out of aliases, and it is much. */
  private count(node: Node): void {
    this.decoded++;
    if (this.aliasDepth > 0) this.decodedByAlias++;
    if (this.decodedByAlias <= 100 || this.decoded <= 1_000) return;
    if (this.decodedByAlias / this.decoded <= allowedShareOfAliases(this.decoded)) return;
    throw new ContentError(
      'alias-bomb',
      `Its aliases (*name) unfold into more than ${this.decoded} values; kubectl refuses such files too. Write the repeated parts out.`,
      'yaml: document contains excessive aliasing',
      node,
    );
  }

  private map(node: YAMLMap): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const pair of node.items) {
      const key = pair.key as Node;
      if (isScalar(key) && key.source === '<<' && key.type === Scalar.PLAIN && !key.tag) this.merge(value, pair);
      else {
        const name = this.keyText(key);
        if (Object.hasOwn(value, name)) this.warnRepeated(key, name);
        set(value, name, this.plain(pair.value as Node));
      }
    }
    return value;
  }

  /** Of several merged maps the first wins; keys written before `<<` lose, keys after it win, as in go-yaml 2. */
  private merge(into: Record<string, unknown>, pair: Pair): void {
    const merged = this.plain(pair.value as Node);
    const maps = Array.isArray(merged) ? [...merged].reverse() : [merged];
    for (const map of maps) {
      if (!isPlainObject(map)) {
        throw new ContentError(
          'syntax',
          '<< merges maps, and this is not one.',
          'yaml: map merge requires map or sequence of maps as the value',
          pair.key as Node,
        );
      }
      for (const [key, value] of Object.entries(map)) set(into, key, value);
    }
  }

  /** JSON has text keys only: numbers and booleans become text in their JSON form. */
  private keyText(key: Node): string {
    const value = isAlias(key) ? this.aliased(key, key.source) : isScalar(key) ? this.scalar(key) : undefined;
    if (value === undefined || value === null || typeof value === 'object') {
      throw new ContentError(
        'syntax',
        'A key must be a word, a number or a text in quotes.',
        `yaml: invalid map key: ${JSON.stringify(value ?? null)}`,
        key,
      );
    }
    return String(value);
  }

  private warnRepeated(key: Node, name: string): void {
    const { line } = this.lines.at(this.offset + (key.range?.[0] ?? 0));
    this.warnings.push(`line ${line}: "${name}" is written twice in the same map; the last one counts`);
  }

  private scalar(node: Scalar): Plain {
    const text = typeof node.value === 'string' ? node.value : String(node.value ?? '');
    const value = node.tag ? this.tagged(node, node.tag, text) : node.type === Scalar.PLAIN ? plainValue(text) : text;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new ContentError(
        'syntax',
        `${text} is a number that JSON cannot carry; put it into quotes.`,
        'json: unsupported value: +Inf',
        node,
      );
    }
    return value;
  }

  private tagged(node: Scalar, tag: string, text: string): Plain {
    switch (tag.replace(/^!!|^tag:yaml\.org,2002:/, '')) {
      case 'int':
      case 'float':
        return number(text) ?? this.badTag(node, tag, text);
      case 'bool': {
        const value = plainValue(text);
        return typeof value === 'boolean' ? value : this.badTag(node, tag, text);
      }
      case 'null':
        return null;
      case 'binary':
        return Buffer.from(text, 'base64').toString('utf8');
      default:
        return text;
    }
  }

  private badTag(node: Scalar, tag: string, text: string): never {
    const short = tag.replace('tag:yaml.org,2002:', '!!');
    throw new ContentError(
      'syntax',
      `"${text}" is not what its tag ${short} says.`,
      `yaml: cannot decode !!str \`${text}\` as a ${short}`,
      node,
    );
  }
}

/** go-yaml: up to 400,000 values 99 % may come from aliases, falling to 10 % at 4,000,000. */
function allowedShareOfAliases(decoded: number): number {
  const low = 400_000;
  const high = 4_000_000;
  if (decoded <= low) return 0.99;
  if (decoded >= high) return 0.1;
  return 0.99 - (0.89 * (decoded - low)) / (high - low);
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  // The last of repeated keys is the one that counts.
  return map.items.findLast(
    ({ key: each }) =>
      isScalar(each) &&
      (each.value === key || (each.type === Scalar.PLAIN && String(plainValue(String(each.value))) === key)),
  );
}

/** `__proto__` is a key like any other. */
function set(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
