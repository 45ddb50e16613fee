import { expect } from 'chai';
import { Release } from '../release/index';
import { RESOURCES } from '../resources';
import { lookUpKind, STRUCTS, structOf } from './index';
import { readTables } from './notation';

describe('field tables', () => {
  it('know every kind that lives here', () => {
    const missing = RESOURCES.filter((each) => each.simulated && !STRUCTS.has(each.kind)).map((each) => each.kind);
    expect(missing).to.deep.equal([]);
  });

  it('say since when a field is there and acted on', () => {
    const field = structOf('Container').fields.get('restartPolicyRules')!;
    expect([field.sinceMinor, field.onMinor]).to.deep.equal([34, 35]);
    expect(structOf('Container').fields.get('name')!.required).to.equal(true);
  });

  it('name types as Go does', () => {
    const { fields } = structOf('PodSpec');
    expect(fields.get('containers')!.type.goName).to.equal('[]v1.Container');
    expect(fields.get('restartPolicy')!.type.goName).to.equal('v1.RestartPolicy');
    expect(fields.get('nodeSelector')!.type.goName).to.equal('map[string]string');
  });

  it('refuse a type that nobody describes', () => {
    expect(() => readTables(['A: b Missing'], new Set())).to.throw('name the type Missing');
    expect(() => readTables(['A: b-c string'], new Set())).to.throw('is not in the notation');
  });
});

describe('kinds', () => {
  const rows: [apiVersion: string, kind: string, release: string, expected: string][] = [
    ['v1', 'Pod', '1.36', 'resource'],
    ['batch/v1', 'CronJob', '1.20', 'CronJob is in batch/v1beta1 in Kubernetes 1.20.'],
    ['batch/v1beta1', 'CronJob', '1.36', 'CronJob is in batch/v1 in Kubernetes 1.36.'],
    ['v1', 'Deployment', '1.36', 'Deployment is in apps/v1 in Kubernetes 1.36.'],
    ['v1', 'Pdo', '1.36', 'Did you mean Pod?'],
    ['apps/v1', 'Deploymnet', '1.36', 'Did you mean Deployment?'],
    ['networking.k8s.io/v1', 'Ingress', '1.36', 'resource'],
    ['cert-manager.io/v1', 'Certificate', '1.36', 'foreign'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', '1.36', 'foreign'],
  ];
  for (const [apiVersion, kind, version, expected] of rows) {
    it(`${kind} in ${apiVersion} on ${version}: ${expected}`, () => {
      const lookup = lookUpKind(apiVersion, kind, Release.of(version));
      expect(lookup.found === 'none' ? lookup.advice : lookup.found).to.equal(expected);
    });
  }
});
