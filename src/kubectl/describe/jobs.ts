import { type CronJob, humanDuration, type Job, type KubeEvent, parseTime } from '../../api';
import { selectorText } from '../selector';
import { describeTime } from '../time';
import { type DescribeContext, trueFalse, writeAnnotations, writeController, writeMap } from './common';
import { writeEvents } from './events';
import { writeTemplate } from './template';
import { DescribeWriter } from './writer';

const UNSET = '<unset>';

export function describeJob(job: Job, events: readonly KubeEvent[] | undefined, context: DescribeContext): string {
  const { metadata, spec, status } = job;
  const out = new DescribeWriter();
  const set = (title: string, value: string | number | undefined): void => {
    if (value !== undefined) out.line(0, `${title}:\t${value}`);
  };
  set('Name', metadata.name);
  set('Namespace', metadata.namespace ?? '');
  set('Selector', selectorText(spec.selector));
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  writeController(out, job);
  set('Parallelism', spec.parallelism ?? UNSET);
  set('Completions', spec.completions ?? UNSET);
  writeModes(out, job, context);
  set('Start Time', status?.startTime && describeTime(status.startTime));
  set('Completed At', status?.completionTime && describeTime(status.completionTime));
  if (status?.startTime && status.completionTime) {
    set('Duration', humanDuration(parseTime(status.completionTime) - parseTime(status.startTime)));
  }
  if (spec.activeDeadlineSeconds !== undefined) set('Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`);
  const { succeeded = 0, failed = 0 } = status ?? {};
  set('Pods Statuses', `${activePods(job, context)} / ${succeeded} Succeeded / ${failed} Failed`);
  if (spec.completionMode === 'Indexed') set('Completed Indexes', status?.completedIndexes || '<none>');
  writeTemplate(out, spec.template, context);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

function activePods({ status: { active = 0, ready } = {} }: Job, { release }: DescribeContext): string {
  if (!release.has('describeJobActive')) return `${active} Running`;
  return ready === undefined ? `${active} Active` : `${active} Active (${ready} Ready)`;
}

function writeModes(out: DescribeWriter, { spec }: Job, { release }: DescribeContext): void {
  if (release.has('describeJobCompletionMode') && spec.completionMode)
    out.line(0, `Completion Mode:\t${spec.completionMode}`);
  if (!release.has('describeJobLimits')) return;
  if (spec.suspend !== undefined) out.line(0, `Suspend:\t${spec.suspend}`);
  if (spec.backoffLimit !== undefined) out.line(0, `Backoff Limit:\t${spec.backoffLimit}`);
  if (spec.ttlSecondsAfterFinished !== undefined) {
    out.line(0, `TTL Seconds After Finished:\t${spec.ttlSecondsAfterFinished}`);
  }
}

export function describeCronJob(
  cron: CronJob,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const { metadata, spec, status } = cron;
  const out = new DescribeWriter();
  const set = (title: string, value: string | number | undefined): void => out.line(0, `${title}:\t${value ?? UNSET}`);
  set('Name', metadata.name);
  set('Namespace', metadata.namespace ?? '');
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  set('Schedule', spec.schedule);
  set('Concurrency Policy', spec.concurrencyPolicy ?? '');
  set('Suspend', trueFalse(spec.suspend));
  if (context.release.has('describeCronJobTimeZone')) set('Time Zone', spec.timeZone);
  set('Successful Job History Limit', spec.successfulJobsHistoryLimit);
  set('Failed Job History Limit', spec.failedJobsHistoryLimit);
  set(
    'Starting Deadline Seconds',
    spec.startingDeadlineSeconds === undefined ? UNSET : `${spec.startingDeadlineSeconds}s`,
  );
  const job = spec.jobTemplate.spec;
  set('Selector', job.selector ? selectorText(job.selector) : UNSET);
  set('Parallelism', job.parallelism);
  set('Completions', job.completions);
  if (job.activeDeadlineSeconds !== undefined) set('Active Deadline Seconds', `${job.activeDeadlineSeconds}s`);
  writeTemplate(out, job.template, context);
  set('Last Schedule Time', status?.lastScheduleTime ? describeTime(status.lastScheduleTime) : UNSET);
  const active = (status?.active ?? []).map((reference) => reference.name ?? '');
  set('Active Jobs', active.join(', ') || '<none>');
  if (events) writeEvents(out, events, context);
  return out.toString();
}
