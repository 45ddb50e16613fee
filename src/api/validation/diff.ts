import { sameJson } from '../json';

/**
 * What an update would change, for people: lines of the YAML tree, ` ` around, `-` before, `+` after. Parts that are
 * equal are left out.
 */
export function readableDiff(before: unknown, after: unknown): string {
  const lines: string[] = [];
  compare(before, after, '', lines);
  return lines.join('\n');
}

function compare(before: unknown, after: unknown, indent: string, lines: string[]): void {
  if (!isTree(before) || !isTree(after)) return;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  for (const key of keys) {
    const [left, right] = [before[key], after[key]];
    if (sameJson(left, right)) continue;
    const label = Array.isArray(before) ? `[${key}]` : key;
    if (isTree(left) && isTree(right) && Array.isArray(left) === Array.isArray(right)) {
      lines.push(`  ${indent}${label}:`);
      compare(left, right, `${indent}  `, lines);
      continue;
    }
    if (left !== undefined) lines.push(`- ${indent}${label}: ${JSON.stringify(left)}`);
    if (right !== undefined) lines.push(`+ ${indent}${label}: ${JSON.stringify(right)}`);
  }
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
