import { isTerminalPhase, type Pod } from '../../api/index';
import { atWrites, type Invariant } from './invariant';

export const terminalPhaseStays: Invariant = {
  name: 'pod/terminal-phase-stays',
  says: 'A pod that has Succeeded or Failed never leaves that phase.',
  source: 'kubernetes.io, Pod Lifecycle, Pod phase',
  observe(past) {
    // What a person writes into the status by hand is no end: the kubelet knows better.
    const byHand = new Set<string>();
    return atWrites<Pod>(['Pod'], ({ by, object, before }) => {
      const last = before?.status?.phase;
      const phase = object.status?.phase ?? 'Pending';
      const uid = object.metadata.uid ?? '';
      if (by === 'kubectl' && phase !== last) byHand.add(uid);
      if (byHand.has(uid) || !isTerminalPhase(last) || phase === last) return undefined;
      return `phase ${phase} after ${last}`;
    })(past);
  },
};
