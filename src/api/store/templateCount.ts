import { sameJson } from '../json';
import type { DaemonSet } from '../types/index';

/** Annotation of every DaemonSet; its pods have the number as a label. */
export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/**
 * Counts the templates that a DaemonSet has had: apps/v1 has no field for that any more, and shows it as an annotation
 * that nobody else can change. Source: registry/apps/daemonset/strategy.go, apis/apps/v1/conversion.go.
 */
export function countTemplates({ metadata, spec }: DaemonSet, old?: DaemonSet): void {
  const before = Number(old?.metadata.annotations?.[TEMPLATE_GENERATION] ?? 0);
  const count = old && sameJson(spec.template, old.spec.template) ? before : before + 1;
  metadata.annotations = { ...metadata.annotations, [TEMPLATE_GENERATION]: String(count) };
}
