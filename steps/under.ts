import type { PickleStep } from '@cucumber/messages';

/** Under what a sentence stands: what follows by `And` belongs to what stands before. */
export type Under = 'Given' | 'When' | 'Then';

const UNDER: Readonly<Record<string, Under>> = { Context: 'Given', Action: 'When' };

export function underOf(step: PickleStep | undefined): Under {
  return UNDER[step?.type ?? ''] ?? 'Then';
}
