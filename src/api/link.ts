import { type Signal, type Task, until } from '../kernel/index';

/**
 * The way from a machine to the API server, such as its network card. While it is down nothing is sent and nothing is
 * heard; what was on its way arrives afterwards.
 */
export interface Link {
  readonly up: boolean;
  /** Fires when it is up again. */
  readonly restored: Signal;
}

/** Waits as long as the link is down; without a link there is nothing to wait for. */
export function* whileDown(link: Link | undefined): Task {
  while (link && !link.up) yield* until(link.restored.wait());
}
