/**
 * Whether a pattern means this name: `*` stands for any characters, no pattern for every name. Each part is sought from the
 * left, which is enough: a regular expression would try all ways to share the name out among many stars.
 */
export function matches(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined || pattern === '*') return true;
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
