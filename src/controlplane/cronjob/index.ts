/** Jobs by the clock. */
export { CronJobController } from './cronJobController';
