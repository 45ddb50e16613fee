import type { CronJob, Job } from '../../api';
import { humanDuration, parseTime } from '../../api';
import { ageOf } from '../time';
import { type CellContext, type Column, NONE, nameColumn, orNone } from './column';
import { ageColumn, templateColumns } from './workloads';

export const jobColumns: Column<Job>[] = [
  nameColumn,
  { name: 'Status', feature: 'jobStatusColumn', cell: jobStatus },
  { name: 'Completions', cell: completions },
  { name: 'Duration', cell: duration },
  ageColumn,
  ...templateColumns<Job>(
    (job) => job.spec.template,
    (job) => job.spec.selector,
  ),
];

function jobStatus(job: Job, { release }: CellContext): string {
  const has = (type: string): boolean =>
    job.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp) return 'Terminating';
  if (has('Suspended')) return 'Suspended';
  if (has('FailureTarget')) return 'FailureTarget';
  if (has('SuccessCriteriaMet') && release.has('jobSuccessCriteriaMetStatus')) return 'SuccessCriteriaMet';
  return 'Running';
}

function completions(job: Job): string {
  const succeeded = job.status?.succeeded ?? 0;
  if (job.spec.completions !== undefined) return `${succeeded}/${job.spec.completions}`;
  const parallelism = job.spec.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

/** A failed Job has no completion time, so its duration goes on growing. */
function duration(job: Job, { nowMs }: CellContext): string {
  if (!job.status?.startTime) return '';
  const end = job.status.completionTime ? parseTime(job.status.completionTime) : nowMs;
  return humanDuration(end - parseTime(job.status.startTime));
}

export const cronJobColumns: Column<CronJob>[] = [
  nameColumn,
  { name: 'Schedule', cell: (cron) => cron.spec.schedule },
  { name: 'Timezone', feature: 'cronJobTimezoneColumn', cell: (cron) => orNone(cron.spec.timeZone) },
  {
    name: 'Suspend',
    cell: (cron) => (cron.spec.suspend === undefined ? '<unset>' : cron.spec.suspend ? 'True' : 'False'),
  },
  { name: 'Active', cell: (cron) => String(cron.status?.active?.length ?? 0) },
  {
    name: 'Last Schedule',
    cell: (cron, { nowMs }) => (cron.status?.lastScheduleTime ? ageOf(cron.status.lastScheduleTime, nowMs) : NONE),
  },
  ageColumn,
  ...templateColumns<CronJob>(
    (cron) => cron.spec.jobTemplate.spec.template,
    (cron) => cron.spec.jobTemplate.spec.selector,
  ),
];
