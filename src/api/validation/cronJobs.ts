import type { CronJob } from '../types/index';
import { cronFault } from './cron';
import type { FieldErrors } from './errors';
import { validateJobSpec } from './jobs';
import { Path } from './path';
import { shownSelector } from './values';

/** A CronJob appends 11 characters for the minute of the run. */
const MAX_NAME = 52;

/** Source: batch validation `ValidateCronJobCreate`, `ValidateCronJobUpdate`. */
export function validateCronJob({ metadata, spec }: CronJob, errors: FieldErrors, old?: CronJob): void {
  const path = Path.spec;
  if (!spec.schedule) errors.required(path.child('schedule'));
  else validateSchedule(spec, old?.spec.schedule, path.child('schedule'), errors);
  errors.notNegative(path.child('startingDeadlineSeconds'), spec.startingDeadlineSeconds);
  if (spec.timeZone !== undefined && (!old || old.spec.timeZone !== spec.timeZone)) {
    validateTimeZone(spec.timeZone, path.child('timeZone'), errors);
  }
  errors.oneOf(path.child('concurrencyPolicy'), spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace']);
  validateJobTemplate(spec, path.child('jobTemplate', 'spec'), errors);
  errors.notNegative(path.child('successfulJobsHistoryLimit'), spec.successfulJobsHistoryLimit);
  errors.notNegative(path.child('failedJobsHistoryLimit'), spec.failedJobsHistoryLimit);
  if (!old && metadata.name && metadata.name.length > MAX_NAME) {
    errors.invalid(Path.metadata.child('name'), metadata.name, `must be no more than ${MAX_NAME} characters`);
  }
}

/** Each Job gets a selector of its own. */
function validateJobTemplate({ jobTemplate }: CronJob['spec'], path: Path, errors: FieldErrors): void {
  const job = jobTemplate?.spec ?? { template: { spec: { containers: [] } } };
  validateJobSpec(job, path, errors);
  if (job.selector) {
    errors.invalid(path.child('selector'), shownSelector(job.selector), '`selector` will be auto-generated');
  }
  if (job.manualSelector) errors.notSupported(path.child('manualSelector'), true, ['nil', 'false']);
}

function validateSchedule(
  { schedule, timeZone }: CronJob['spec'],
  old: string | undefined,
  path: Path,
  errors: FieldErrors,
) {
  const fault = cronFault(schedule, errors.release);
  if (fault !== undefined) errors.invalid(path, schedule, fault);
  if (!schedule.includes('TZ')) return;
  // What was there before the rule may stay.
  if (errors.release.has('cronJobRefusesZoneInSchedule') && !old?.includes('TZ')) {
    errors.invalid(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead');
  } else if (timeZone !== undefined && errors.release.has('cronJobTimeZone')) {
    errors.invalid(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule');
  }
}

function validateTimeZone(zone: string, path: Path, errors: FieldErrors): void {
  if (zone === '') {
    errors.invalid(path, zone, 'timeZone must be nil or non-empty string');
    return;
  }
  if (zone.toLowerCase() === 'local') {
    const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
    errors.invalid(path, zone, detail);
    if (zone === 'Local') return;
  }
  if (!isTimeZone(zone)) errors.invalid(path, zone, `unknown time zone ${zone}`);
}

/**
 * The zones of this engine: they differ between machines only in zones that nobody uses. It takes them in any case,
 * the files that Go reads are named in one.
 */
function isTimeZone(zone: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}
