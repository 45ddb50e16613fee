import type { Release } from '../../api';
import { allContainers } from '../../api/index';
import type { EnvVar, Job, Pod } from '../../api/types';
import { podFrom } from '../common/podControl';
import type { IndexFailures } from './indexed';
import { INDEX, INDEX_FAILURES, INDEX_IGNORED, TRACKING } from './pods';

const ENV = 'JOB_COMPLETION_INDEX';

/**
 * The next pod of a Job; of an Indexed one with its index in annotation, label, host name and environment.
 * @param failures how often the index has failed before, where the Job counts that
 */
export function podOf(job: Job, release: Release, index?: number, failures?: IndexFailures): Pod {
  const { name } = job.metadata;
  const pod = podFrom(job.spec.template, job, index === undefined ? `${name}-` : `${name}-${index}-`);
  if (release.has('jobTrackingFinalizers')) pod.metadata.finalizers = [...(pod.metadata.finalizers ?? []), TRACKING];
  if (index === undefined) return pod;
  pod.metadata.annotations = {
    ...pod.metadata.annotations,
    [INDEX]: String(index),
    ...(failures === undefined ? {} : { [INDEX_FAILURES]: String(failures.counted) }),
    ...(failures?.ignored ? { [INDEX_IGNORED]: String(failures.ignored) } : {}),
  };
  if (release.has('podIndexLabel')) pod.metadata.labels = { ...pod.metadata.labels, [INDEX]: String(index) };
  pod.spec.hostname = `${name}-${index}`;
  const source = release.has('podIndexLabel') ? 'labels' : 'annotations';
  const variable: EnvVar = { name: ENV, valueFrom: { fieldRef: { fieldPath: `metadata.${source}['${INDEX}']` } } };
  for (const container of allContainers(pod.spec)) {
    if (!container.env?.some(({ name: each }) => each === ENV)) container.env = [...(container.env ?? []), variable];
  }
  return pod;
}
