import { expect } from 'chai';
import { decodeManifests, Release } from '../api/index';
import { Application, check, DEFAULT_LIMITS } from './index';

/** A server that waits for its database, as most do; who may talk to whom is for the policy to say. */
const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers: [{name: wait, image: busybox, command: [sh, -c, "until nc -z -w 2 db 5432; do sleep 2; done"]}]
      containers:
      - name: web
        image: example/web:1
        ports: [{containerPort: 80}]
        readinessProbe: {httpGet: {path: /, port: 80}}
        lifecycle: {preStop: {sleep: {seconds: 5}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec: {containers: [{name: db, image: "example/db:1", ports: [{containerPort: 5432}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shop}
spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}], POLICY}
`;

function answers(policy: string): string[] {
  const application = new Application(decodeManifests(SHOP.replace('POLICY', policy), 'shop.yaml', Release.of('1.36')));
  const setup = { kubernetes: '1.36', seed: 1 };
  return check(application, { setup, limits: DEFAULT_LIMITS }).map(({ answer }) => answer);
}

describe('check, with NetworkPolicies', function () {
  this.timeout(60_000);

  it('tells which one keeps a pod from what it waits for', () => {
    const told = answers('egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]').join('\n');
    expect(told).to.include(
      'waits for ever: what it sends to the DNS of the cluster is dropped by NetworkPolicy shop: nothing there lets it out of pod default/web',
    );
  });

  it('asks as somebody whom they let in', () => {
    const told = answers('policyTypes: [Ingress]').join('\n');
    expect(told).to.include('a rolling restart').and.to.include('loses none');
    expect(told).not.to.include('dropped');
  });
});
