import type { PodTemplateSpec } from '../../api';
import { type DescribeContext, writeAnnotations, writeMap, writeTolerations } from './common';
import { writeContainers } from './container';
import { writeVolumes } from './volumes';
import type { DescribeWriter } from './writer';

/** The section `Pod Template:` of everything that makes pods. */
export function writeTemplate(
  out: DescribeWriter,
  template: PodTemplateSpec | undefined,
  context: DescribeContext,
): void {
  if (!template) {
    out.line(0, 'Pod Template:  <unset>');
    return;
  }
  const { metadata, spec } = template;
  const inTemplate = { ...context, inTemplate: true };
  out.line(0, 'Pod Template:');
  writeMap(out, 1, 'Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0) writeAnnotations(out, 1, metadata?.annotations);
  if (spec.serviceAccountName) out.line(1, `Service Account:\t${spec.serviceAccountName}`);
  if (spec.initContainers?.length) writeContainers(out, 'Init Containers', spec.initContainers, [], inTemplate);
  writeContainers(out, 'Containers', spec.containers, [], inTemplate);
  writeVolumes(out, 1, spec.volumes, context);
  if (spec.priorityClassName) out.line(1, `Priority Class Name:\t${spec.priorityClassName}`);
  if (!context.release.has('describeTemplateNodeSelectors')) return;
  writeMap(out, 1, 'Node-Selectors', spec.nodeSelector);
  writeTolerations(out, 1, spec.tolerations);
}
