import { createHash } from 'node:crypto';
import type { ConfigMap, Secret } from '../../api';
import { toCompactJson } from '../output/json';

/** Vowels, and figures that look like them, would make words. */
const CONSONANTS: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** The object under a name that changes with what is in it, of `--append-hash`. Source: kubectl `pkg/util/hash`. */
export function withHash<T extends ConfigMap | Secret>(object: T): T {
  const { kind, data = {}, metadata } = object;
  const type = kind === 'Secret' ? { type: (object as Secret).type ?? '' } : {};
  const text = toCompactJson({ data, kind, name: metadata.name, ...type });
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const suffix = [...digest].map((digit) => CONSONANTS[digit] ?? digit).join('');
  return { ...object, metadata: { ...metadata, name: `${metadata.name}-${suffix}` } };
}
