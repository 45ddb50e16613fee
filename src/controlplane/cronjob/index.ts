/** Jobs by the clock. */
export { CronJobController } from './cronjob-controller';
