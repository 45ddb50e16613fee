import { expect } from 'chai';
import { inUnitsOf } from '../../api/quantity';
import type { ConfigMap, Container, Pod, Secret, Service } from '../../api/types/index';
import { ConfigError } from './errors';
import { verifyRunAsNonRoot } from './nonroot';
import type { NodeObjects } from './objects';
import { resolveEnvironment } from './resolve';

const CONFIG: ConfigMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'cfg', namespace: 'dev' },
  data: { COLOUR: 'blue', 'bad key': 'x', SIZE: '3' },
};
const SECRET: Secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'sec', namespace: 'dev' },
  data: { PASSWORD: Buffer.from('geheim').toString('base64') },
};

function service(name: string, ip: string, port: number, portName?: string): Service {
  const metadata = { name, namespace: 'dev' };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { clusterIP: ip, ports: [{ port, ...(portName && { name: portName }) }] },
  };
}

const OBJECTS: NodeObjects = {
  configMap: (namespace, name) => (namespace === 'dev' && name === 'cfg' ? CONFIG : undefined),
  secret: (namespace, name) => (namespace === 'dev' && name === 'sec' ? SECRET : undefined),
  services: (namespace) =>
    namespace === 'default'
      ? [service('kubernetes', '10.96.0.1', 443, 'https')]
      : [service('my-db', '10.96.7.7', 5432), service('headless', 'None', 80)],
};

const POD: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'dev', uid: 'u-1', labels: { app: 'web' } },
  spec: { containers: [], nodeName: 'n1', serviceAccountName: 'robot' },
};
const FACTS = {
  podIp: '10.244.1.5',
  hostIp: '192.168.66.12',
  nodeName: 'n1',
  allocatable: { memory: '4Gi', cpu: '2' },
};

function environment(container: Partial<Container>, pod: Pod = POD): Record<string, string> {
  return resolveEnvironment({ pod, container: { name: 'c', ...container }, objects: OBJECTS, facts: FACTS });
}

describe('environment of a container', () => {
  const values: [string, Partial<Container>, string | undefined][] = [
    ['a plain value', { env: [{ name: 'X', value: 'v' }] }, 'v'],
    ['no value', { env: [{ name: 'X' }] }, ''],
    [
      'an earlier variable',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'X', value: '<$(A)>' },
        ],
      },
      '<1>',
    ],
    [
      'a later variable stays unexpanded',
      {
        env: [
          { name: 'X', value: '$(B)' },
          { name: 'B', value: '2' },
        ],
      },
      '$(B)',
    ],
    ['a Service', { env: [{ name: 'X', value: '$(MY_DB_SERVICE_HOST):$(MY_DB_SERVICE_PORT)' }] }, '10.96.7.7:5432'],
    ['the pod name', { env: [{ name: 'X', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }, 'p'],
    ['a label', { env: [{ name: 'X', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }] }, 'web'],
    ['the pod IP', { env: [{ name: 'X', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] }, '10.244.1.5'],
    ['the host IP', { env: [{ name: 'X', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }] }, '192.168.66.12'],
    [
      'a limit in Mi',
      {
        resources: { limits: { memory: '64Mi' } },
        env: [{ name: 'X', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } }],
      },
      '64',
    ],
    [
      'a limit that is not set',
      { env: [{ name: 'X', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }] },
      '2',
    ],
    [
      'a ConfigMap key',
      { env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'cfg', key: 'COLOUR' } } }] },
      'blue',
    ],
    ['a Secret key', { env: [{ name: 'X', valueFrom: { secretKeyRef: { name: 'sec', key: 'PASSWORD' } } }] }, 'geheim'],
    [
      'an optional key that is missing',
      { env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'cfg', key: 'no', optional: true } } }] },
      undefined,
    ],
    [
      'env over envFrom',
      { envFrom: [{ prefix: 'P_', configMapRef: { name: 'cfg' } }], env: [{ name: 'X', value: '$(P_SIZE)' }] },
      '3',
    ],
    [
      'envFrom that is missing and optional',
      { envFrom: [{ secretRef: { name: 'no', optional: true } }], env: [{ name: 'X', value: 'ok' }] },
      'ok',
    ],
  ];
  for (const [what, container, expected] of values) {
    it(`takes ${what}`, () => expect(environment(container)['X']).to.equal(expected));
  }

  const errors: [Partial<Container>, string][] = [
    [{ env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'no', key: 'k' } } }] }, 'configmap "no" not found'],
    [{ env: [{ name: 'X', valueFrom: { secretKeyRef: { name: 'no', key: 'k' } } }] }, 'secret "no" not found'],
    [
      { env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'cfg', key: 'k' } } }] },
      "couldn't find key k in ConfigMap dev/cfg",
    ],
    [
      { env: [{ name: 'X', valueFrom: { secretKeyRef: { name: 'sec', key: 'k' } } }] },
      "couldn't find key k in Secret dev/sec",
    ],
    [{ envFrom: [{ configMapRef: { name: 'no' } }] }, 'configmap "no" not found'],
    [{ envFrom: [{ secretRef: { name: 'no' } }] }, 'secret "no" not found'],
  ];
  for (const [container, message] of errors) {
    it(`refuses with: ${message}`, () => expect(() => environment(container)).to.throw(ConfigError, message));
  }

  it('points to the Services of its namespace and to the API server', () => {
    const env = environment({});
    expect(env).to.deep.include({
      KUBERNETES_SERVICE_HOST: '10.96.0.1',
      KUBERNETES_SERVICE_PORT: '443',
      KUBERNETES_SERVICE_PORT_HTTPS: '443',
      MY_DB_PORT: 'tcp://10.96.7.7:5432',
      MY_DB_PORT_5432_TCP: 'tcp://10.96.7.7:5432',
      MY_DB_PORT_5432_TCP_ADDR: '10.96.7.7',
      MY_DB_PORT_5432_TCP_PORT: '5432',
      MY_DB_PORT_5432_TCP_PROTO: 'tcp',
    });
    expect(Object.keys(env).filter((name) => name.startsWith('HEADLESS'))).to.deep.equal([]);
  });

  it('knows only the API server without service links', () => {
    const env = environment({}, { ...POD, spec: { ...POD.spec, enableServiceLinks: false } });
    expect(Object.keys(env).filter((name) => !name.startsWith('KUBERNETES_'))).to.deep.equal([]);
  });

  for (const [rule, validName, names, messages] of [
    ['strict', undefined, ['COLOUR', 'SIZE'], 1],
    ['lax', () => true, ['COLOUR', 'bad key', 'SIZE'], 0],
  ] as const) {
    it(`takes keys of envFrom by the ${rule} rule`, () => {
      const skipped: string[] = [];
      const env = resolveEnvironment({
        pod: { ...POD, spec: { ...POD.spec, enableServiceLinks: false } },
        container: { name: 'c', envFrom: [{ configMapRef: { name: 'cfg' } }] },
        objects: { ...OBJECTS, services: () => [] },
        facts: FACTS,
        skipped: (message) => skipped.push(message),
        ...(validName && { validName }),
      });
      expect(Object.keys(env)).to.deep.equal(names);
      expect(skipped).to.have.length(messages);
      for (const message of skipped) {
        expect(message).to.equal(
          'Keys [bad key] from the EnvFrom configMap dev/cfg were skipped since they are considered invalid environment variable names.',
        );
      }
    });
  }
});

describe('quantities in units of a divisor', () => {
  const cases: [string, string, string][] = [
    ['500m', '1', '1'],
    ['100m', '1m', '100'],
    ['1.5', '1m', '1500'],
    ['64Mi', '1', '67108864'],
    ['1G', '1Mi', '954'],
    ['0', '1', '0'],
  ];
  for (const [quantity, divisor, expected] of cases) {
    it(`${quantity} / ${divisor} = ${expected}`, () => expect(inUnitsOf(quantity, divisor)).to.equal(expected));
  }
});

describe('runAsNonRoot', () => {
  const whose = '(pod: "p_dev(u-1)", container: c)';
  const cases: [string, Container['securityContext'], string | undefined, string | undefined][] = [
    ['not asked for', {}, undefined, undefined],
    [
      'image runs as root',
      { runAsNonRoot: true },
      undefined,
      `container has runAsNonRoot and image will run as root ${whose}`,
    ],
    [
      'image runs as 0',
      { runAsNonRoot: true },
      '0:0',
      `container has runAsNonRoot and image will run as root ${whose}`,
    ],
    ['image runs as a number', { runAsNonRoot: true }, '101', undefined],
    [
      'image runs as a name',
      { runAsNonRoot: true },
      'nginx',
      `container has runAsNonRoot and image has non-numeric user (nginx), cannot verify user is non-root ${whose}`,
    ],
    [
      'runAsUser is root',
      { runAsNonRoot: true, runAsUser: 0 },
      '101',
      `container's runAsUser breaks non-root policy ${whose}`,
    ],
    ['runAsUser is somebody', { runAsNonRoot: true, runAsUser: 1000 }, undefined, undefined],
  ];
  for (const [what, securityContext, imageUser, message] of cases) {
    it(what, () => {
      const verify = () =>
        verifyRunAsNonRoot(POD, { name: 'c', ...(securityContext && { securityContext }) }, imageUser);
      if (message) expect(verify).to.throw(ConfigError, message);
      else expect(verify).not.to.throw();
    });
  }
});
