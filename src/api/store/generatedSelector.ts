import type { Release } from '../release/index';
import type { Job } from '../types/index';

/**
 * A Job finds its pods by its own uid, unless it says otherwise. Labels that somebody chose stay: validation refuses
 * them. Source: registry/batch/job `generateSelector`.
 */
export function generateSelector({ metadata, spec }: Job, release: Release): void {
  if (spec.manualSelector || !spec.template) return;
  const { uid = '', name } = metadata;
  const isPrefixed = release.has('batchLabels');
  const labels = { ...spec.template.metadata?.labels };
  for (const prefix of isPrefixed ? ['batch.kubernetes.io/', ''] : ['']) {
    labels[`${prefix}controller-uid`] ??= uid;
    labels[`${prefix}job-name`] ??= name;
  }
  spec.template.metadata = { ...spec.template.metadata, labels };
  spec.selector ??= {};
  spec.selector.matchLabels = { ...spec.selector.matchLabels };
  spec.selector.matchLabels[isPrefixed ? 'batch.kubernetes.io/controller-uid' : 'controller-uid'] ??= uid;
}
