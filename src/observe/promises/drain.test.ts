import { expect } from 'chai';
import { Cluster } from '../../cluster';
import { nodesCanBeDrained } from './end';

/** Three servers that keep apart, on as many nodes as are said, with a budget. */
function manifest(budget: string): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 3
  serviceName: db
  podManagementPolicy: Parallel
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: db}}}]}}
      containers: [{name: db, image: "example.com/db:1"}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: db}
spec: {${budget}, selector: {matchLabels: {app: db}}}
`;
}

function drained(budget: string, nodes: number, ...which: number[]): string | undefined {
  const cluster = new Cluster({ readFile: () => manifest(budget), nodes: Array.from({ length: nodes }, () => ({})) });
  cluster.execute('kubectl create -f db.yaml');
  cluster.advance(60_000);
  for (const i of which) cluster.run(`kubectl drain k8s-node0${i} --force`);
  cluster.advance(120_000);
  return nodesCanBeDrained.broken(cluster, 0)?.seen;
}

describe('The drain of a node', () => {
  const rows: [what: string, args: Parameters<typeof drained>, expected: RegExp | undefined][] = [
    ['ends where the budget allows it', ['maxUnavailable: 1', 4, 1], undefined],
    ['never ends where the budget allows nothing', ['maxUnavailable: 0', 4, 1], /it still has db-/],
    ['ends for one node where the evicted pod finds no other', ['maxUnavailable: 1', 3, 1], undefined],
    ['may wait where the pod evicted before found no other node', ['maxUnavailable: 1', 3, 1, 2], undefined],
  ];
  for (const [what, args, expected] of rows)
    it(what, () => {
      const seen = drained(...args);
      if (expected) expect(seen).to.match(expected);
      else expect(seen).to.equal(undefined);
    });
});
