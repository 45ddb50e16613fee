import { expect } from 'chai';
import { OneNode } from '../testing/oneNode';
import { podDirectory } from '../volumes/index';

const DEAF = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, 'trap "" TERM; sleep 3600']}]}`;

describe('a forced deletion', () => {
  for (const kubernetes of ['1.20', '1.36']) {
    it(`takes the record away; on the node the process gets TERM and, two seconds later, KILL (${kubernetes})`, () => {
      const node = new OneNode({ kubernetes, seed: 3 });
      node.create(DEAF);
      node.pass(10);
      const directory = podDirectory(node.pod('p')?.metadata.uid ?? '');
      expect(node.node.disk.exists(directory)).to.equal(true);
      const startMs = node.kernel.now;
      node.api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
      node.pass(20);
      const signals = node.kernel.journal.all().filter((fact) => fact.type === 'signal-sent' && fact.t >= startMs);
      // Old kubelets stop it twice: for the deletion and for the removal. The process dies once.
      expect(signals.slice(0, 2).map((fact) => fact.detail['signal'])).to.deep.equal(['SIGTERM', 'SIGKILL']);
      expect((signals[1]?.t ?? 0) - (signals[0]?.t ?? 0)).to.be.within(1_980, 2_020);
      expect((signals[0]?.t ?? 0) - startMs).to.be.below(100);
      expect(node.node.runtime.containers().filter((c) => c.state === 'running')).to.deep.equal([]);
      expect(node.node.disk.exists(directory)).to.equal(false);
    });
  }
});
