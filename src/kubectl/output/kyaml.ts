import { sortKeys } from './json';
import { readsAsSomethingElse } from './yaml';

/** `-o kyaml`: YAML in braces, every string in quotes (KEP-5295; sigs.k8s.io/yaml/kyaml). */
export function toKyaml(value: unknown): string {
  return `---\n${written(sortKeys(value), '')}\n`;
}

function written(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) return writtenList(value, indent);
  if (typeof value === 'string') return quoted(value, indent);
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, child]) => `${inner}${keyText(key)}: ${written(child, inner)},\n`).join('')}${indent}}`;
}

/** Objects stand cuddled, all else line by line. */
function writtenList(items: readonly unknown[], indent: string): string {
  if (items.length === 0) return '[]';
  const isObject = (item: unknown): boolean => typeof item === 'object' && item !== null;
  if (items.every(isObject)) return `[${items.map((item) => written(item, indent)).join(', ')}]`;
  return `[\n${items.map((item) => `${indent}  ${written(item, `${indent}  `)},\n`).join('')}${indent}]`;
}

/** Lines of a text stand under each other, joined by escapes. */
function quoted(text: string, indent: string): string {
  if (!text.includes('\n')) return JSON.stringify(text);
  const lines = text.split('\n');
  const ended = lines.map((line, i) => (i < lines.length - 1 ? `${line}\n` : line)).filter((line) => line !== '');
  const under = `\\\n${indent}  `;
  return `"${ended.map((line) => under + lineText(line)).join('')}${under}"`;
}

/** A blank at the beginning of a line would be taken for indentation. */
function lineText(line: string): string {
  const escaped = JSON.stringify(line).slice(1, -1);
  return /^[ \t]/.test(line) ? `\\${line[0]}${JSON.stringify(line.slice(1)).slice(1, -1)}` : ` ${escaped}`;
}

function keyText(key: string): string {
  return /^[\w][\w./-]*$/.test(key) && !readsAsSomethingElse(key) ? key : JSON.stringify(key);
}
