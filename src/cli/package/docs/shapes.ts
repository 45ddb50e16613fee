/**
 * What an example of JSON shows and a real document has not: a name, or a value of another kind. Of an array it is enough that one
 * element has all that is shown of one; what stands in the strings and figures of an example is nobody's promise.
 *
 * @returns paths such as `features.scenarios.id`
 */
export function missingIn(real: unknown, shown: unknown, path = ''): string[] {
  if (Array.isArray(shown)) {
    if (!Array.isArray(real)) return [path];
    const nothing = [`${path} has nothing like this`];
    return shown.flatMap((element) => {
      const [first = nothing, ...others] = real.map((candidate) => missingIn(candidate, element, path));
      return others.reduce((best, found) => (found.length < best.length ? found : best), first);
    });
  }
  if (typeof shown !== 'object' || shown === null) return typeof shown === typeof real || isText(shown) ? [] : [path];
  if (typeof real !== 'object' || real === null) return [path];
  return Object.entries(shown).flatMap(([name, value]) => {
    const place = path === '' ? name : `${path}.${name}`;
    return Object.hasOwn(real, name) ? missingIn((real as Record<string, unknown>)[name], value, place) : [place];
  });
}

/** `"…"` stands for anything. */
function isText(shown: unknown): boolean {
  return shown === '…';
}

/** Names of elements, attributes and properties that an example of XML shows and a real document has not. */
export function xmlMissingIn(real: string, shown: string): string[] {
  const names = (text: string) => new Set(text.match(/<[\w-]+|(?<=\s)[\w-]+(?==")|(?<=property name=)"[^"]+"/g) ?? []);
  const known = names(real);
  return [...names(shown)].filter((name) => !known.has(name));
}
