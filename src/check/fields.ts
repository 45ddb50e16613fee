/** A value below an object, such as `spec.containers[0].image`; undefined when something on the way is missing. */
export function fieldIn(object: unknown, path: string): unknown {
  let here = object;
  for (const key of keysOf(path)) {
    if (here === null || typeof here !== 'object') return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

/** A copy of an object with one field set, or taken away where the value is undefined; the rest is shared. */
export function withField<T>(object: T, path: string, value: unknown): T {
  return set(object, keysOf(path), value) as T;
}

function set(here: unknown, keys: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const old = here as Record<string | number, unknown> | undefined;
  if (typeof key === 'number') {
    const list = [...((here as unknown[] | undefined) ?? [])];
    list[key] = set(list[key], rest, value);
    return list;
  }
  const changed: Record<string, unknown> = { ...old, [key]: set(old?.[key], rest, value) };
  if (changed[key] === undefined) delete changed[key];
  return changed;
}

function keysOf(path: string): (string | number)[] {
  return path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}
