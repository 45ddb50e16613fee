import type { KubeObject, Release, Toleration } from '../../api';
import { LAST_APPLIED } from '../apply/lastApplied';
import type { DescribeWriter } from './writer';

/** What every describer works with. */
export interface DescribeContext {
  readonly nowMs: number;
  readonly release: Release;
}

export const NONE = '<none>';

/** `Labels:` one per line, sorted, under each other; `<none>`. */
export function writeMap(
  out: DescribeWriter,
  level: number,
  title: string,
  map: Readonly<Record<string, string>> | undefined,
  separator = '=',
): void {
  const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) out.line(level, `${title}:\t${NONE}`);
  entries.forEach(([key, value], i) => {
    out.line(i === 0 ? level : 0, `${i === 0 ? `${title}:` : ''}\t${key}${separator}${value}`);
  });
}

const MAX_ANNOTATION = 140;

/** `Annotations:`; long values and values of several lines stand indented under their key, cut. */
export function writeAnnotations(
  out: DescribeWriter,
  level: number,
  map: Readonly<Record<string, string>> | undefined,
): void {
  const entries = Object.entries(map ?? {})
    .filter(([key]) => key !== LAST_APPLIED)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) out.line(level, `Annotations:\t${NONE}`);
  entries.forEach(([key, rawValue], i) => {
    const title = i === 0 ? 'Annotations:' : '';
    const value = rawValue.replace(/\n$/, '');
    if (value.length + key.length + 2 <= MAX_ANNOTATION && !value.includes('\n')) {
      out.line(level, `${title}\t${key}: ${value}`);
      return;
    }
    out.line(level, `${title}\t${key}:`);
    for (const line of value.split('\n')) {
      out.line(level, `\t  ${line.length > MAX_ANNOTATION - 2 ? `${line.slice(0, MAX_ANNOTATION - 2)}...` : line}`);
    }
  });
}

/** `Tolerations:` sorted by key. */
export function writeTolerations(
  out: DescribeWriter,
  level: number,
  tolerations: readonly Toleration[] | undefined,
): void {
  const sorted = [...(tolerations ?? [])].sort((a, b) =>
    (a.key ?? '') < (b.key ?? '') ? -1 : (a.key ?? '') > (b.key ?? '') ? 1 : 0,
  );
  if (sorted.length === 0) out.line(level, `Tolerations:\t${NONE}`);
  for (const [i, toleration] of sorted.entries()) {
    out.line(level, `${i === 0 ? 'Tolerations:' : ''}\t${tolerationText(toleration)}`);
  }
}

function tolerationText({ key, value, effect, operator, tolerationSeconds }: Toleration): string {
  let text = key ?? '';
  if (value) text += `=${value}`;
  if (effect) text += `:${effect}`;
  // Equal is not named; tolerate-all has no key and therefore no space before op.
  if (operator === 'Exists') text += text === '' ? 'op=Exists' : ' op=Exists';
  if (operator === 'Lt' || operator === 'Gt') text += ` op=${operator}`;
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`;
}

/** `Controlled By:  ReplicaSet/web-1`, when a controller owns the object. */
export function writeController(out: DescribeWriter, object: KubeObject): void {
  const owner = object.metadata.ownerReferences?.find((reference) => reference.controller);
  if (owner) out.line(0, `Controlled By:\t${owner.kind}/${owner.name}`);
}

export const trueFalse = (value: boolean | undefined): string => (value ? 'True' : 'False');

/** `k=v` sorted by key and joined by commas. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.sort().join(',') || NONE;
}
