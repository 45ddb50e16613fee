import { expect } from 'chai';
import { decodeManifests } from '../manifest/index';
import { Release } from '../release/index';
import { applyDefaults } from './index';

const played = Release.of('1.36');

function read(manifest: string): Record<string, unknown> {
  const [head, ...spec] = manifest.split(' spec ');
  const [apiVersion, kind] = (head as string).split(' ');
  const yaml = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x}\nspec: {${spec.join('')}}\n`;
  const { object } = decodeManifests(yaml, 'f.yaml', played)[0]!;
  applyDefaults(object, played);
  return (object as unknown as { spec: Record<string, unknown> }).spec;
}

const TEMPLATE =
  'selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}';

/** What says nothing, the field, and what is there instead. */
const ROWS: readonly [manifest: string, path: string, value: unknown][] = [
  ['v1 Pod spec restartPolicy: "", containers: []', 'restartPolicy', 'Always'],
  ['v1 Pod spec dnsPolicy: "", containers: []', 'dnsPolicy', 'ClusterFirst'],
  ['v1 Pod spec hostNetwork: false, containers: []', 'hostNetwork', undefined],
  ['v1 Pod spec nodeSelector: {}, containers: []', 'nodeSelector', undefined],
  ['v1 Pod spec containers: [{name: c, image: i, imagePullPolicy: ""}]', 'containers[0].imagePullPolicy', 'Always'],
  ['v1 Pod spec containers: [{name: c, image: i, env: []}]', 'containers[0].env', undefined],
  [
    'v1 Pod spec containers: [{name: c, ports: [{containerPort: 1, protocol: ""}]}]',
    'containers[0].ports[0].protocol',
    'TCP',
  ],
  ['v1 Pod spec containers: []', 'containers', []],
  ['v1 Pod spec enableServiceLinks: false, containers: []', 'enableServiceLinks', false],
  ['v1 Pod spec terminationGracePeriodSeconds: 0, containers: []', 'terminationGracePeriodSeconds', 0],
  ['v1 Pod spec preemptionPolicy: "", containers: []', 'preemptionPolicy', ''],
  ['v1 Service spec type: "", ports: [{port: 80, protocol: ""}]', 'type', 'ClusterIP'],
  ['v1 Service spec internalTrafficPolicy: "", ports: [{port: 80}]', 'internalTrafficPolicy', ''],
  [`apps/v1 Deployment spec strategy: {type: ""}, ${TEMPLATE}`, 'strategy.type', 'RollingUpdate'],
  [`apps/v1 Deployment spec replicas: 0, ${TEMPLATE}`, 'replicas', 0],
  [`apps/v1 StatefulSet spec podManagementPolicy: "", ${TEMPLATE}`, 'podManagementPolicy', 'OrderedReady'],
];

describe('what says no more than nothing', () => {
  for (const [manifest, path, value] of ROWS) {
    it(`${manifest}: ${path} is ${JSON.stringify(value) ?? 'left out'}`, () => {
      if (value === undefined) expect(read(manifest)).not.to.have.nested.property(path);
      else expect(read(manifest)).to.have.nested.property(path).that.deep.equals(value);
    });
  }
});
