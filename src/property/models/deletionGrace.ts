export interface Ending {
  readonly graceSeconds: number;
  readonly preStopSeconds: number;
  /** How long the app takes to end after its stop signal. */
  readonly appSeconds: number;
}

/** Seconds since the kubelet began to end the pod. */
export interface EndingTimes {
  readonly stopSignal: number;
  readonly end: number;
  readonly killed: boolean;
}

const LEAST_SECONDS = 2;

/**
 * The grace period is for the hook and the app together, the hook's part in whole seconds; the app gets 2 s at least
 * (kubernetes.io, Pod Lifecycle, Pod termination flow).
 */
export function endingOf({ graceSeconds, preStopSeconds, appSeconds }: Ending): EndingTimes {
  const stopSignal = Math.min(preStopSeconds, graceSeconds);
  const rest = Math.max(LEAST_SECONDS, graceSeconds - Math.floor(stopSignal));
  const killed = appSeconds > rest;
  return { stopSignal, end: stopSignal + Math.min(appSeconds, rest), killed };
}
