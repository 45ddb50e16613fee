import type { ContainerStatus } from '../../api/index';
import type { PodCells } from '../../kubectl/index';
import type { SpanState } from './types';

const BACK_OFF = /BackOff$/;
const FAILED =
  /^(?:Init:)?(?:Error|OOMKilled|ContainerCannotRun|StartError|DeadlineExceeded|Evicted|Failed|NodeLost|UnexpectedAdmissionError|OutOf\w+|Err\w+|\w+Error|Invalid\w+|ExitCode:.*|Signal:.*|ContainerStatusUnknown|NodeShutdown|Terminated|Preempting)$/;

/** How a pod's row looks: what the STATUS column says, and whether all of its containers are ready. */
export function podState({ status, ready }: PodCells): SpanState {
  if (status === 'Terminating') return 'terminating';
  if (status === 'Running') {
    const [now, all] = ready.split('/');
    return now === all ? 'ready' : 'running';
  }
  if (status === 'NotReady') return 'running';
  if (status === 'Completed' || status === 'Succeeded') return 'done';
  if (status === 'Unknown') return 'unknown';
  if (BACK_OFF.test(status)) return 'backoff';
  return FAILED.test(status) ? 'failed' : 'waiting';
}

/** What the API says of a container that does not run: why it waits, or how it ended. */
export function restState(status: ContainerStatus): { state: SpanState; label: string; text?: string } | undefined {
  const { waiting, terminated } = status.state ?? {};
  if (terminated) {
    const { exitCode, reason, message } = terminated;
    const label = reason && reason !== 'Error' ? reason : `exit ${exitCode}`;
    const text = message?.trimEnd();
    return { state: exitCode === 0 ? 'done' : 'failed', label, ...(text && { text }) };
  }
  if (!waiting) return undefined;
  const { reason = 'waiting', message } = waiting;
  const state = BACK_OFF.test(reason) ? 'backoff' : FAILED.test(reason) ? 'failed' : 'waiting';
  return { state, label: reason, ...(message && { text: message }) };
}
