import { expect } from 'chai';
import { decodeManifests, Release } from '../api/index';
import { autoscaledIn } from './autoscaled';

const deployment = (container: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [${container}]}}
---
`;
const scaler = (target: string) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${target}}}
`;
const of = (text: string) =>
  autoscaledIn(decodeManifests(text, 'web.yaml', Release.of('latest')).map(({ object }) => object));

describe('what autoscalers scale', () => {
  const found = { kind: 'deployment', name: 'web', namespace: 'shop' };
  const rows: [what: string, text: string, wanted: object[]][] = [
    [
      'twice what all pods request together',
      deployment(
        '{name: a, image: a, resources: {requests: {cpu: 200m}}}, {name: b, image: b, resources: {requests: {cpu: 100m}}}',
      ) + scaler('web'),
      [{ ...found, mostMillis: 3000 }],
    ],
    ['pods that request nothing', deployment('{name: a, image: a}') + scaler('web'), [{ ...found, mostMillis: 1000 }]],
    ['a target that the manifests lack', deployment('{name: a, image: a}') + scaler('api'), []],
    ['no autoscaler', deployment('{name: a, image: a}'), []],
  ];
  for (const [what, text, wanted] of rows) it(what, () => expect(of(text)).to.deep.equal(wanted));
});
