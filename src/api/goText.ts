/** How Go's fmt prints plain JSON. */

/** `%v`: maps as `map[a:1 b:2]`, lists as `[1 2]`. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return goFloat(value);
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  return `map[${goEntries(value)
    .map(([key, child]) => `${key}:${goText(child)}`)
    .join(' ')}]`;
}

/** The entries of an object in the order of its keys, without what is undefined. */
export function goEntries(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `%v` of a float64: shortest, with an exponent from 1e21 and below 1e-4. */
function goFloat(value: number): string {
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-4 || size >= 1e21) ? value.toExponential() : String(value);
  return goExponent(text);
}

/** Go writes two digits of an exponent at least. */
export function goExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
