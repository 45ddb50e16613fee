import { badRequest } from '../errors';
import { cloneJson, sameJson } from '../json';
import { isMap } from './merge';
import { mergeKeyOf, mergesAsSet } from './mergeKeys';

type Json = Record<string, unknown>;

const DIRECTIVE = '$patch';
const ORDER = '$setElementOrder/';
const DELETE_VALUES = '$deleteFromPrimitiveList/';
const RETAIN = '$retainKeys';

/**
 * Strategic merge patch: maps merge, `null` deletes, lists with a merge key merge by element, others are replaced.
 * Directives: `$patch: delete|replace|merge`, `$setElementOrder/x`, `$deleteFromPrimitiveList/x`, `$retainKeys`.
 * Source: apimachinery `util/strategicpatch`; sig-api-machinery "strategic-merge-patch".
 * @throws StatusError 400 for a patch with an unknown directive or an element without its merge key
 */
export function applyStrategicPatch(original: unknown, patch: unknown): unknown {
  const kind = isMap(original) && typeof original['kind'] === 'string' ? original['kind'] : '';
  return new StrategicMerge(kind).map(isMap(original) ? original : {}, patch as Json, '');
}

class StrategicMerge {
  constructor(private readonly kind: string) {}

  map(original: Json, patch: Json, name: string): Json {
    const directive = patch[DIRECTIVE];
    if (directive === 'replace') return cleaned(patch);
    if (directive === 'delete') return {};
    if (directive !== undefined && directive !== 'merge') throw unknownDirective(directive);
    const out: Json = retained(original, patch[RETAIN]);
    for (const [key, value] of Object.entries(patch)) {
      if (key === DIRECTIVE || key === RETAIN || key.startsWith(ORDER) || key.startsWith(DELETE_VALUES)) continue;
      if (value === null) delete out[key];
      else out[key] = this.member(out[key], value, key, name, patch);
    }
    for (const [key, value] of Object.entries(patch)) this.applyDirective(out, patch, key, value, name);
    return out;
  }

  private member(before: unknown, value: unknown, key: string, parent: string, patch: Json): unknown {
    if (isMap(value)) return this.map(isMap(before) ? before : {}, value, key);
    if (!Array.isArray(value)) return value;
    const present = Array.isArray(before) ? before : [];
    if (mergesAsSet(key, parent))
      return inOrder(union(present, value), listOr(patch[ORDER + key], value), present, sameJson);
    const mergeKey = mergeKeyOf(key, parent, this.kind);
    if (!mergeKey || !value.every(isMap)) return cleanedList(value);
    return this.list(present as Json[], value as Json[], mergeKey, key, patch[ORDER + key]);
  }

  /** Elements of the patch merge into those with the same key; where new ones come is `inOrder`'s business. */
  private list(present: Json[], patch: Json[], key: string, name: string, order: unknown): Json[] {
    if (patch.some((element) => element[DIRECTIVE] === 'replace' && element[key] === undefined)) {
      return patch.filter((element) => element[DIRECTIVE] === undefined).map((element) => cloneJson(element));
    }
    let out = [...present];
    for (const element of patch) {
      const id = element[key];
      if (id === undefined) {
        throw badRequest(`map: ${JSON.stringify(element)} does not contain declared merge key: ${key}`);
      }
      if (element[DIRECTIVE] === 'delete') {
        out = out.filter((other) => other[key] !== id);
        continue;
      }
      const index = out.findIndex((other) => sameKey(other, element, key));
      if (index < 0) out.push(this.map({}, element, name));
      else out[index] = this.map(out[index] as Json, element, name);
    }
    return inOrder(out, listOr(order, patch) as Json[], present, (a, b) => a[key] === b[key]);
  }

  private applyDirective(out: Json, patch: Json, directive: string, value: unknown, parent: string): void {
    if (directive.startsWith(DELETE_VALUES) && Array.isArray(value)) {
      const list = directive.slice(DELETE_VALUES.length);
      const present = (out[list] as unknown[] | undefined) ?? [];
      out[list] = present.filter((item) => !value.some((gone) => sameJson(item, gone)));
    }
    if (!directive.startsWith(ORDER) || !Array.isArray(value)) return;
    const list = directive.slice(ORDER.length);
    const present = out[list];
    if (!Array.isArray(present) || patch[list] !== undefined) return;
    const key = mergeKeyOf(list, parent, this.kind);
    if (key) out[list] = inOrder(present as Json[], value as Json[], present as Json[], (a, b) => a[key] === b[key]);
  }
}

function sameKey(a: Json, b: Json, key: string): boolean {
  if (a[key] !== b[key]) return false;
  if (key !== 'containerPort' && key !== 'port') return true;
  return (a['protocol'] ?? 'TCP') === (b['protocol'] ?? a['protocol'] ?? 'TCP');
}

/**
 * What the patch names comes in the order of the patch, the rest in that of the server. Of two lists that are zipped so,
 * an element of the server goes first only if it stood before one that the server knew too: a new element comes before
 * all that the patch does not name (apimachinery, strategicpatch, normalizeElementOrder and mergeSortedSlice).
 */
function inOrder<T>(list: readonly T[], named: readonly T[], server: readonly T[], same: (a: T, b: T) => boolean): T[] {
  const place = (order: readonly T[], element: T) => order.findIndex((other) => same(other, element));
  const ours = list.filter((element) => place(named, element) >= 0);
  ours.sort((a, b) => place(named, a) - place(named, b));
  const theirs = list.filter((element) => place(named, element) < 0);
  const out: T[] = [];
  while (theirs.length > 0 && ours.length > 0) {
    const [left, right] = [place(server, theirs[0] as T), place(server, ours[0] as T)];
    const first = left >= 0 && right >= 0 && left < right ? theirs : ours;
    out.push(first.shift() as T);
  }
  return [...out, ...theirs, ...ours];
}

function listOr(value: unknown, otherwise: unknown[]): unknown[] {
  return Array.isArray(value) ? value : otherwise;
}

function union(present: unknown[], added: unknown[]): unknown[] {
  return [...present, ...added.filter((item) => !present.some((other) => sameJson(item, other)))];
}

/** With `$retainKeys` only the named members survive: the other kinds of a volume, the other kind of strategy. */
function retained(original: Json, keys: unknown): Json {
  if (!Array.isArray(keys)) return { ...original };
  return Object.fromEntries(Object.entries(original).filter(([key]) => keys.includes(key)));
}

function cleaned(patch: Json): Json {
  return Object.fromEntries(
    Object.entries(cloneJson(patch)).filter(([key, value]) => !key.startsWith('$') && value !== null),
  );
}

function cleanedList(list: unknown[]): unknown[] {
  return list.filter((item) => !(isMap(item) && item[DIRECTIVE] !== undefined)).map((item) => cloneJson(item));
}

function unknownDirective(directive: unknown): Error {
  return badRequest(`Unknown patch type: ${String(directive)}; there are delete, replace and merge`);
}
