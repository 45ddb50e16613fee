import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers';
import { AfterStep } from '@cucumber/cucumber';
import { stopping } from './stopping';

/** The event loop turns at least this often, where steps are short enough. */
const INTERVAL_MS = 50;

let lastMs = performance.now();

/**
 * Steps on virtual time wait for nothing, and so nothing that waits for the event loop would happen before the end of a
 * run: signals, and what processes tell each other. Support code of every run. Who is asked to stop stands still for ever
 * after the step that is under way, and what was played by then is all.
 */
AfterStep({ timeout: -1 }, () => {
  if (performance.now() - lastMs < INTERVAL_MS) return undefined;
  return new Promise<void>((resolve) => {
    setImmediate(() => {
      lastMs = performance.now();
      if (!stopping.isAsked) resolve();
    });
  });
});
