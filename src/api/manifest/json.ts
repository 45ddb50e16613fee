import { jsonFault } from './jsonFault';
import type { Lines } from './lines';
import type { SourceDocument, SourceFile } from './source';
import { readYaml } from './yaml';

/**
 * Reads a stream of JSON objects. kubectl takes a file for JSON when its first character is `{`; such a file must be
 * JSON to the end, and YAML's short form `{a: b}` is refused.
 */
export function readJson(text: string, lines: Lines): SourceFile {
  const documents: SourceDocument[] = [];
  for (const [from, to] of objectsOf(text)) {
    const chunk = text.slice(from, to);
    let value: unknown;
    try {
      value = JSON.parse(chunk);
    } catch {
      const fault = jsonFault(chunk);
      const offset = Math.min(from + fault.offset, text.length - 1);
      const kubectl = `json: offset ${offset + 1}: ${fault.said}`;
      const message = `The file begins with {, so kubectl reads it as JSON, and here it is not JSON. For YAML, write the first level without braces.`;
      return {
        documents,
        failure: {
          problem: { kind: 'syntax', message, path: '', position: lines.at(offset), kubernetes: kubectl },
          kubectl,
        },
      };
    }
    documents.push(new JsonDocument(value, text, from, to, lines));
  }
  return { documents };
}

/** JSON is a part of YAML: places are looked up there, and only when somebody asks. */
class JsonDocument implements SourceDocument {
  readonly warnings: readonly string[] = [];
  private located: SourceDocument | undefined;

  constructor(
    readonly value: unknown,
    private readonly text: string,
    private readonly from: number,
    private readonly to: number,
    private readonly lines: Lines,
  ) {}

  get start() {
    return this.lines.at(this.from);
  }

  positionOf(path: readonly (string | number)[]) {
    // Blanks keep the offsets of the file; tabs are no indentation here.
    const blanked = this.text.slice(0, this.from).replace(/[^\n]/g, ' ') + this.text.slice(this.from, this.to);
    this.located ??= readYaml(blanked.replaceAll('\t', ' '), this.lines).documents[0];
    return this.located?.positionOf(path) ?? this.start;
  }
}

/** Where each top-level object begins and ends; what cannot be cut is one piece, for the parser to complain about. */
function objectsOf(text: string): [number, number][] {
  const pieces: [number, number][] = [];
  let depth = 0;
  let from = -1;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (from < 0 && !/\s/.test(char)) from = i;
    if (char === '"' && from >= 0) i = endOfString(text, i);
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    else continue;
    if (depth <= 0 && from >= 0) {
      pieces.push([from, i + 1]);
      from = -1;
      depth = 0;
    }
  }
  if (from >= 0) pieces.push([from, text.length]);
  return pieces;
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"' || text[i] === '\n') return i;
  }
  return text.length - 1;
}
