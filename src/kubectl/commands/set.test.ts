import { expect } from 'chai';
import { bench } from '../testing/bench';

const FILE = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      initContainers: [{name: first, image: busybox}]
      containers:
      - name: c
        image: nginx
        env:
        - {name: A, value: "1"}
        - {name: KEY, valueFrom: {configMapKeyRef: {name: conf, key: a.b}}}
        - {name: NONE, valueFrom: {configMapKeyRef: {name: gone, key: a}}}
        - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {a.b: x, C: z}
---
apiVersion: v1
kind: Secret
metadata: {name: creds}
stringData: {password: secret}
`;

const shown = 'get deploy web -o jsonpath={.spec.template.spec.';
const UPDATED = 'deployment.apps/web env updated';
const ENV = `${shown}containers[0].env[*].name}`;

/** As kubectl 1.36 prints it, older releases by their sources. */
const CASES: readonly [lines: string[], printed: string, release?: string][] = [
  [['set env deploy/web --from=configmap/conf'], `Warning: key a.b transferred to A_B\n${UPDATED}`],
  [['set env deploy/web --from=configmap/conf'], UPDATED, '1.23'],
  [['set env deploy/web --from=configmap/conf --prefix=X_', ENV], 'A KEY NONE NAME IP X_C X_A_B'],
  [
    ['set env deploy/web --from=secret/creds', `${shown}containers[0].env[5]}`],
    '{"name":"PASSWORD","valueFrom":{"secretKeyRef":{"key":"password","name":"creds"}}}',
  ],
  [['set env deploy/web --from=configmap/conf --keys=C', ENV], 'A KEY NONE NAME IP C'],
  [
    ['set env deploy/web --keys=C X=1'],
    'error: when specifying --keys, a configmap or secret must be provided with --from',
  ],
  [['set env deploy/web --from=deploy/web'], 'error: unsupported resource specified in --from'],
  [['set env deploy/web --from=cm/gone'], 'Error from server (NotFound): configmaps "gone" not found'],
  [
    ['set env deploy/web A=2 --overwrite=false'],
    "error: deployments/web 'A' already has a value (1), and --overwrite is false",
  ],
  [['set env deploy/web A=1 --overwrite=false'], UPDATED],
  [['set env deploy/web'], ''],
  [['set env deploy/web X=1 -c zz'], 'Warning: Deployment/web does not have any containers matching "zz"'],
  [['set env deploy/web X=1 -c zz'], 'warning: Deployment/web does not have any containers matching "zz"', '1.24'],
  [['set env deploy/web X=1 -c f*', `${shown}initContainers[0].env[0].name}`], 'X'],
  [['set env deploy/web X=1', `${shown}initContainers[0].env}`], '[{"name":"X","value":"1"}]'],
  [['set env deploy/web X=1', `${shown}initContainers[0].env}`], '', '1.21'],
  [['set env deploy/web X=1 A-', ENV], 'KEY NONE NAME IP X'],
  [
    ['set env deploy/web --list'],
    '# Deployment web, container c\nA=1\n# KEY from configmap conf, key a.b\n# NONE from configmap gone, key a\n' +
      '# NAME from field path metadata.name\n# IP from field path status.podIP\n# Deployment web, container first',
  ],
  [
    ['set env deploy/web --list --resolve'],
    '# Deployment web, container c\nA=1\nKEY=x\n# NONE from configmap gone, key a\nNAME=web\n# IP from field path status.podIP\n' +
      'error retrieving reference for IP: unsupported fieldPath: status.podIP\n' +
      'error retrieving reference for NONE: configmaps "gone" not found\n# Deployment web, container first',
  ],
  [['set image deploy/web *=busybox:2', `${shown}initContainers[0].image}`], 'busybox:2'],
  [['set resources deploy/web --limits=cpu=1', `${shown}initContainers[0].resources.limits.cpu}`], '1'],
  [['set resources deploy/web --limits=cpu=1 -c zz'], 'error: unable to find container named zz'],
];

describe('kubectl set', () => {
  for (const [lines, printed, release] of CASES)
    it(`${lines[0]}${release ? ` (${release})` : ''}: ${printed.split('\n')[0]}`, () => {
      const { run } = bench({ files: { 'f.yaml': FILE }, release });
      expect(run('create -f f.yaml').exitCode).to.equal(0);
      const outputs = lines.map((line) => run(line).output.trimEnd());
      expect(outputs.at(-1)).to.equal(printed);
    });
  it('set env reads pairs from standard input', () => {
    const { run } = bench({ files: { 'f.yaml': FILE } });
    run('create -f f.yaml');
    expect(run('set env deploy/web -', 'X=1 # one\nnothing\nY=2\n').output).to.equal(`${UPDATED}\n`);
    expect(run(ENV).output).to.equal('A KEY NONE NAME IP X Y');
  });
});
