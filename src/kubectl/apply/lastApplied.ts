import type { KubeObject } from '../../api';
import { toCompactJson } from '../output/json';

/** Where client-side apply remembers what it applied. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manifest as text, as the annotation holds it: without the annotation itself, newline at the end. */
function lastAppliedText(object: KubeObject): string {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata.annotations ?? {};
  return `${toCompactJson({ ...object, metadata: { ...object.metadata, annotations } })}\n`;
}

/** The manifest with the annotation that tells what it is. */
export function withLastApplied(object: KubeObject): KubeObject {
  const annotations = { ...object.metadata.annotations, [LAST_APPLIED]: lastAppliedText(object) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** The object as it was applied last; empty when the annotation is missing or broken. */
export function lastAppliedOf(current: KubeObject): Record<string, unknown> {
  try {
    return JSON.parse(current.metadata.annotations?.[LAST_APPLIED] ?? '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}
