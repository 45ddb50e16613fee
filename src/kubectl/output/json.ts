/** A copy of plain data with all keys in alphabetical order and without what is undefined. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, child]) => [key, sortKeys(child)]));
}

/** Go's encoder escapes what could end a script element. */
function escapeHtml(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `-o json`: sorted keys, four spaces, newline at the end. */
export function toJson(value: unknown): string {
  return `${escapeHtml(JSON.stringify(sortKeys(value), null, 4))}\n`;
}

/** One line, as it stands in the last-applied annotation. */
export function toCompactJson(value: unknown): string {
  return escapeHtml(JSON.stringify(sortKeys(value)));
}

/** One line with the keys in the order in which they were written, as Go's encoder writes the members of a struct. */
export function toJsonLine(value: unknown): string {
  return escapeHtml(JSON.stringify(value));
}
