import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls back when somebody wants the run to end, then ends the process as if the signal had.
 *
 * Only for runs that let the event loop turn: Cucumber's own run in this process does not, and there a handler would only
 * keep the signal from working.
 *
 * @returns a function that takes the handler away
 */
export function onInterrupt(tidyUp: () => void): () => void {
  const handlers = SIGNALS.map((signal) => {
    const handler = () => {
      tidyUp();
      process.exit(128 + constants.signals[signal]);
    };
    process.once(signal, handler);
    return () => process.removeListener(signal, handler);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}
