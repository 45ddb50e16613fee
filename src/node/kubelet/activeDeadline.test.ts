import { expect } from 'chai';
import type { Pod } from '../../api/types/index';
import { Kernel } from '../../kernel';
import { ActiveDeadline } from './activeDeadline';
import type { KubeletContext } from './context';
import { Grid } from './grid';
import type { PodEvents } from './podEvents';

describe('ActiveDeadline', () => {
  it('has a pod synced with every tick from its deadline on, until no sync does anything any more', () => {
    const kernel = new Kernel();
    const synced: number[] = [];
    const deadline = new ActiveDeadline({ kernel, component: 'kubelet' } as KubeletContext, {} as PodEvents, {
      statusOf: () => undefined,
      ticks: new Grid(1000, 300),
      sync: () => synced.push(kernel.now),
      isThrough: () => kernel.now > 13_000,
    });
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', uid: 'u' },
      spec: { activeDeadlineSeconds: 10, containers: [] },
    };
    deadline.arm(pod);
    kernel.runUntil(60_000);
    expect(synced).to.deep.equal([10_300, 11_300, 12_300, 13_300]);
    expect(kernel.pending).to.equal(0);
  });
});
