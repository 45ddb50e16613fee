import { expect } from 'chai';
import { podLimits, podRequests } from './podResources';
import type { Container, ContainerStatus, Pod } from './types/index';

const container = (name: string, cpu: string, more: Partial<Container> = {}): Container => ({
  name,
  image: 'busybox',
  resources: { requests: { cpu }, limits: { cpu } },
  ...more,
});

interface Told {
  readonly allocated: string;
  readonly actual: string;
}

const status = (name: string, { allocated, actual }: Told): Partial<ContainerStatus> => ({
  name,
  allocatedResources: { cpu: allocated },
  resources: { requests: { cpu: actual }, limits: { cpu: actual } },
});

/** Pod `p` with container `a` and, if it says so, init container `i`. */
function pod(spec: Partial<Pod['spec']>, told: { a?: Told; i?: Told; infeasible?: boolean } = {}): Pod {
  const condition = { type: 'PodResizePending', status: 'True', reason: 'Infeasible' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [container('a', '2')], ...spec },
    status: {
      ...(told.a && { containerStatuses: [status('a', told.a)] }),
      ...(told.i && { initContainerStatuses: [status('i', told.i)] }),
      ...(told.infeasible && { conditions: [condition] }),
    },
  } as Pod;
}

const sidecar = { initContainers: [container('i', '1', { restartPolicy: 'Always' })] };
const init = { initContainers: [container('i', '1')] };

/** Thousandths of a core. */
const rows: readonly (readonly [what: string, pod: Pod, spec: number, counted: number, limit?: number])[] = [
  ['nothing is told yet', pod({}), 2000, 2000],
  ['it has what it asks for', pod({}, { a: { allocated: '2', actual: '2' } }), 2000, 2000],
  ['a resize waits', pod({}, { a: { allocated: '1', actual: '1' } }), 2000, 2000],
  ['a resize to less waits', pod({}, { a: { allocated: '3', actual: '3' } }), 2000, 3000],
  ['a resize is granted and not done', pod({}, { a: { allocated: '2', actual: '3' } }), 2000, 3000],
  ['what was promised is the most', pod({}, { a: { allocated: '4', actual: '3' } }), 2000, 4000, 3000],
  ['a wish that cannot be granted', pod({}, { a: { allocated: '1', actual: '1' }, infeasible: true }), 2000, 1000],
  ['a sidecar', pod(sidecar, { i: { allocated: '3', actual: '3' } }), 3000, 5000],
  ['an init container that ends', pod(init, { i: { allocated: '3', actual: '3' } }), 2000, 2000],
  ['an init container that asks for most', pod({ initContainers: [container('i', '5')] }), 5000, 5000],
  ['the pod as a whole', pod({ resources: { requests: { cpu: '6' } } }), 6000, 6000, 2000],
  ['the overhead of its runtime', pod({ overhead: { cpu: '100m' } }), 2100, 2100],
];

describe('what a pod counts for', () => {
  for (const [what, of, spec, counted, limit = counted] of rows) {
    it(what, () => {
      expect(podRequests.ofSpec(of).get('cpu')).to.equal(spec);
      expect(podRequests.counted(of).get('cpu')).to.equal(counted);
      expect(podLimits.counted(of).get('cpu')).to.equal(limit);
    });
  }
});
