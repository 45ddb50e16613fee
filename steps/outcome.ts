import type { PickleStep } from '@cucumber/messages';

/** Whether a step stands under Then: what follows a Given or a When by `And` belongs to that. */
export function isOutcome(step: PickleStep | undefined): boolean {
  return step?.type !== 'Context' && step?.type !== 'Action';
}
