import type { Pod } from './types/index';

/** Succeeded and Failed are for ever (pkg/api/v1/pod/util.go IsPodPhaseTerminal). */
export function isTerminalPhase(phase: string | undefined): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Whether a pod has Succeeded or Failed. */
export function isTerminal({ status }: Pick<Pod, 'status'>): boolean {
  return isTerminalPhase(status?.phase);
}
