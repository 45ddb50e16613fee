import { type ApiServer, formatTime, parseTime } from '../../api/index';

/** Kernel milliseconds as the API writes times: whole seconds, the rest cut off as metav1.Time does. */
export function apiTime(api: ApiServer, timeMs: number): string {
  return formatTime(api.wallMs() - api.kernel.now + timeMs);
}

/** The kernel time of a time in the API. */
export function kernelMs(api: ApiServer, time: string): number {
  return parseTime(time) - api.wallMs() + api.kernel.now;
}
