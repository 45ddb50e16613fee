import type { Pod } from '../../api/index';
import { type Invariant, writeOf } from './invariant';

export const terminalPhaseStays: Invariant = {
  name: 'pod/terminal-phase-stays',
  says: 'A pod that has Succeeded or Failed never leaves that phase.',
  source: 'kubernetes.io, Pod Lifecycle, Pod phase',
  observe() {
    const ended = new Map<string, string>();
    return (fact) => {
      const write = writeOf<Pod>(fact, 'Pod');
      if (!write) return undefined;
      const { metadata, status } = write.object;
      const uid = metadata.uid ?? '';
      const before = ended.get(uid);
      const phase = status?.phase ?? 'Pending';
      // What a person writes into the status by hand is no end: the kubelet knows better.
      if ((phase === 'Succeeded' || phase === 'Failed') && write.by !== 'kubectl') ended.set(uid, phase);
      return before === undefined || before === phase ? undefined : `phase ${phase} after ${before}`;
    };
  },
};
