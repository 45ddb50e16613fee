import type { Condition, KubeObject, Release } from '../../api';
import { failure, type KubectlError } from '../errors';
import { pathValues, valueText } from '../jsonpath/index';
import { relaxedPath } from '../relaxedPath';

/** True when an object is as it was waited for; undefined stands for an object that is gone. */
export type Predicate = (object: KubeObject | undefined) => boolean;

const isGone: Predicate = (object) => object === undefined;
const isThere: Predicate = (object) => object !== undefined;

/** What `--for` says. Source: pkg/cmd/wait/wait.go of kubectl. @throws KubectlError when it is no condition */
export function predicateOf(wish: string, release: Release): Predicate {
  if (isFor(wish, 'delete')) return isGone;
  if (isFor(wish, 'create') && release.has('waitForCreate')) return isThere;
  const condition = /^condition=([^=]*)(?:=(.*))?$/s.exec(wish);
  if (condition) return (object) => conditionHolds(object, condition[1] as string, condition[2] ?? 'True');
  if (wish.startsWith('jsonpath=') && release.has('waitForPath')) return pathPredicate(wish.slice(9), release);
  throw failure(`unrecognized condition: "${wish}"`);
}

export const isFor = (wish: string, what: 'create' | 'delete'): boolean => wish.toLowerCase() === what;

function conditionHolds(object: KubeObject | undefined, type: string, value: string): boolean {
  const { metadata, status } = (object ?? {}) as Partial<KubeObject> & {
    status?: { conditions?: Condition[]; observedGeneration?: number };
  };
  const found = status?.conditions?.find((condition) => condition.type.toLowerCase() === type.toLowerCase());
  if (!found || found.status.toLowerCase() !== value.toLowerCase()) return false;
  // What was observed of an older generation says nothing about this one.
  const observed = found.observedGeneration ?? status?.observedGeneration;
  return observed === undefined || (metadata?.generation ?? 0) <= observed;
}

/** `{.status.phase}=Running`, or a path alone: it has to exist. */
function pathPredicate(text: string, release: Release): Predicate {
  const [path = '', value, ...more] = release.has('waitPathsMayCompare') ? splitAtSingleEquals(text) : text.split('=');
  const isAlone = value === undefined;
  if (more.length > 0 || (isAlone && !release.has('waitForPathAlone'))) throw failure(release.text('waitPathFormat'));
  const template = relaxedPath(path);
  const wanted = value?.replace(/^['"]+|['"]+$/g, '').trim();
  if (wanted === '') throw failure(release.text('waitPathNoValue'));
  if (template === '') throw failure('jsonpath expression cannot be empty');
  pathValues(template, {});
  return (object) => {
    const values = object ? safely(template, object) : [];
    if (values.length > 1) throw refused('given jsonpath expression matches more than one value');
    if (values.length === 0 || isAlone) return values.length > 0;
    if (typeof values[0] === 'object' && values[0] !== null)
      throw refused('jsonpath leads to a nested object or list which is not supported');
    return valueText(values[0]).trim() === wanted;
  };
}

/** `==` belongs to a filter. */
function splitAtSingleEquals(text: string): string[] {
  return text
    .replaceAll('==', '\0')
    .split('=')
    .map((part) => part.replaceAll('\0', '=='));
}

const refused = (why: string): KubectlError => failure(why);

/** An index that is out of bounds now may be there later. */
function safely(path: string, object: KubeObject): unknown[] {
  try {
    return pathValues(path, object);
  } catch {
    return [];
  }
}
