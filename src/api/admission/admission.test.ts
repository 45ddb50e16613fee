import { expect } from 'chai';
import { deployment, pod, refusal, server, service } from '../store/fixtures.test';
import type { ApiServer } from '../store/index';
import type { KubeObject, Pod } from '../types/index';

const object = (kind: string, rest: object, name = 'o'): KubeObject =>
  ({ apiVersion: 'v1', kind, metadata: { name }, ...rest }) as KubeObject;
const limits = (...items: object[]): KubeObject => object('LimitRange', { spec: { limits: items } });
const container = (resources: object = {}) => ({ containers: [{ name: 'a', image: 'b:1', resources }] });
const claim = (storage: string, storageClassName: string): KubeObject =>
  object('PersistentVolumeClaim', {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage } } },
  });
const generated = (spec: object): Pod => pod('', spec, { generateName: 'web-1-' });
const runtimeClass = (more: object): KubeObject => ({ ...object('RuntimeClass', more), apiVersion: 'node.k8s.io/v1' });
const priority = (name: string, more: object): KubeObject => ({
  ...object('PriorityClass', { value: 5, ...more }, name),
  apiVersion: 'scheduling.k8s.io/v1',
});
const OVERHEAD = { overhead: { podFixed: { cpu: '10m' } }, handler: 'h' };

describe('admission', () => {
  const refused: [what: string, present: KubeObject[], wanted: KubeObject, why: string, release?: string][] = [
    [
      'less than the least',
      [limits({ type: 'Container', min: { cpu: '100m' } })],
      pod('p', container({ requests: { cpu: '50m' } })),
      'minimum cpu usage per Container is 100m, but request is 50m',
    ],
    [
      'more than the most, twice',
      [limits({ type: 'Container', max: { cpu: '1', memory: '1Gi' } })],
      pod('p', container({ limits: { cpu: '2', memory: '2Gi' } })),
      '[maximum cpu usage per Container is 1, but limit is 2, maximum memory usage per Container is 1Gi, but limit is 2Gi]',
    ],
    [
      'a pod that is too much as a whole',
      [limits({ type: 'Pod', max: { cpu: '1' } })],
      pod('p', {
        containers: ['a', 'b'].map((name) => ({ name, image: 'b:1', resources: { limits: { cpu: '600m' } } })),
      }),
      'maximum cpu usage per Pod is 1, but limit is 1200m',
    ],
    [
      'a limit far above the request',
      [limits({ type: 'Container', maxLimitRequestRatio: { cpu: '2' } })],
      pod('p', container({ limits: { cpu: '3' }, requests: { cpu: '1' } })),
      'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000',
    ],
    [
      'a claim that is too large',
      [limits({ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } })],
      claim('2Gi', ''),
      'maximum storage usage per PersistentVolumeClaim is 1Gi, but request is 2Gi',
    ],
    [
      'a runtime class that is not there',
      [],
      pod('p', { runtimeClassName: 'kata' }),
      'pod rejected: RuntimeClass "kata" not found',
    ],
    [
      'an overhead of nobody',
      [],
      pod('p', { overhead: { cpu: '1' } }),
      'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    ],
    [
      'a second default priority',
      [priority('first', { globalDefault: true })],
      priority('second', { globalDefault: true }),
      'PriorityClass first is already marked as default. Only one default can exist',
    ],
    [
      'another preemption policy than that of the class',
      [priority('first', {})],
      pod('p', { priorityClassName: 'first', preemptionPolicy: 'Never' }),
      'the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name',
    ],
    [
      'a claim of two default classes in 1.25',
      ['a', 'b'].map((name) => ({
        ...object('StorageClass', { provisioner: 'x' }, name),
        apiVersion: 'storage.k8s.io/v1',
        metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      })),
      object('PersistentVolumeClaim', {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } },
      }),
      'Internal error occurred: 2 default StorageClasses were found',
      '1.25',
    ],
  ];
  for (const [what, present, wanted, why, release] of refused) {
    it(`refuses ${what}`, () => {
      const api = server(release);
      for (const each of present) api.create(each);
      expect(refusal(() => api.create(wanted)))
        .to.match(/^403 Forbidden: .* is forbidden: /)
        .and.contain(`: ${why}`);
    });
  }

  it('tells a pod that has no name yet by what its name will begin with', () => {
    const lost = generated({ serviceAccountName: 'robot' });
    expect(refusal(() => server().create(lost))).to.contain('pods "web-1-" is forbidden: error looking up');
    const api = server();
    api.create(limits({ type: 'Container', min: { cpu: '1' } }));
    const small = generated(container({ requests: { cpu: '1m' } }));
    expect(refusal(() => api.create(small))).to.match(/pods "web-1-.{5}" is forbidden: minimum cpu usage/);
  });

  it('fills in the limits of the namespace, and says so', () => {
    const api = server();
    api.create(limits({ type: 'Container', default: { cpu: '1', memory: '1Gi' }, defaultRequest: { cpu: '500m' } }));
    const made = api.create(pod('p', { ...container(), initContainers: [{ name: 'i', image: 'b:1' }] }));
    expect(made.spec.containers[0]?.resources).to.deep.equal({
      limits: { cpu: '1', memory: '1Gi' },
      requests: { cpu: '500m', memory: '1Gi' },
    });
    expect(made.metadata.annotations?.['kubernetes.io/limit-ranger']).to.equal(
      'LimitRanger plugin set: cpu, memory request for container a; cpu, memory limit for container a; cpu, memory request for init container i; cpu, memory limit for init container i',
    );
    expect(made.status?.qosClass).to.equal('Burstable');
  });

  it('gives a pod what its runtime class adds', () => {
    const api = server();
    api.create(runtimeClass({ ...OVERHEAD, scheduling: { nodeSelector: { kata: 'yes' } } }));
    const made = api.create(pod('p', { runtimeClassName: 'o', nodeSelector: { disk: 'ssd' } }));
    expect(made.spec).to.deep.include({ overhead: { cpu: '10m' }, nodeSelector: { disk: 'ssd', kata: 'yes' } });
    const other = pod('q', { runtimeClassName: 'o', nodeSelector: { kata: 'no' } });
    expect(refusal(() => api.create(other))).to.contain('conflict: runtimeClass.scheduling.nodeSelector[kata] = yes');
  });

  for (const [release, labels] of [
    ['1.34', undefined],
    ['1.35', { 'topology.kubernetes.io/zone': 'z' }],
  ] as const) {
    it(`${labels ? 'gives' : 'does not give'} a bound pod of ${release} the zone of its node`, () => {
      const api = server(release);
      api.create({
        ...object('Node', {}, 'n'),
        metadata: { name: 'n', labels: { 'topology.kubernetes.io/zone': 'z' } },
      });
      api.create(pod('p'));
      api.bind('default', 'p', 'n');
      expect(api.get<Pod>('Pod', 'default', 'p').metadata.labels).to.deep.equal(labels);
    });
  }

  const grow = (api: ApiServer, allowVolumeExpansion: boolean, phase: string): string => {
    const storageClass = object('StorageClass', { provisioner: 'x', allowVolumeExpansion }, 'fast');
    api.create({ ...storageClass, apiVersion: 'storage.k8s.io/v1' });
    const made = api.create(claim('1Gi', 'fast'));
    api.updateStatus({ ...made, status: { phase, capacity: { storage: '1Gi' } } } as KubeObject);
    return refusal(() => api.update(claim('2Gi', 'fast')));
  };
  const growing: [what: string, allows: boolean, phase: string, says: string][] = [
    ['that is bound, of a class that allows it', true, 'Bound', 'nothing was refused'],
    [
      'of a class that does not allow it',
      false,
      'Bound',
      'the storageclass that provisions the pvc must support resize',
    ],
  ];
  for (const [what, allows, phase, says] of growing) {
    it(`growth of a claim ${what}`, () => expect(grow(server(), allows, phase)).to.contain(says));
  }

  const taken: [release: string, says: string][] = [
    [
      '1.22',
      '500 ServerTimeout: The POST operation against Pod could not be completed at this time, please try again.',
    ],
    [
      '1.23',
      '409 AlreadyExists: pods "p" already exists, the server was not able to generate a unique name for the object',
    ],
  ];
  for (const [release, says] of taken)
    it(`says of a name beside a generateName that it exists (${release})`, () => {
      const api = server(release);
      api.create(pod('p'));
      const again = pod('p');
      again.metadata.generateName = 'p-';
      expect(refusal(() => api.create(again))).to.equal(says);
    });

  it('says of what is being deleted that it still exists', () => {
    const api = server();
    api.create(pod('p', {}, { finalizers: ['example.com/f'] }));
    api.delete('Pod', 'default', 'p');
    expect(refusal(() => api.create(pod('p')))).to.equal(
      '409 AlreadyExists: object is being deleted: pods "p" already exists',
    );
  });

  it('counts the templates of a DaemonSet', () => {
    const api = server();
    const set = { ...deployment('d'), kind: 'DaemonSet' } as KubeObject as ReturnType<typeof deployment>;
    const count = (each: KubeObject) => each.metadata.annotations?.['deprecated.daemonset.template.generation'];
    expect(count(api.create(set))).to.equal('1');
    const changed = structuredClone(set);
    changed.spec.minReadySeconds = 5;
    expect(count(api.update(changed))).to.equal('1');
    changed.spec.template.spec.terminationGracePeriodSeconds = 5;
    expect(count(api.update(changed))).to.equal('2');
  });

  it('gives Services what they need from their type on', () => {
    const api = server();
    const local = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' } as const;
    const made = api.create(service('s', local));
    expect(made.spec.healthCheckNodePort).to.be.within(30_000, 32_767).and.not.equal(made.spec.ports?.[0]?.nodePort);
    const cluster = api.update(service('s', { ...local, externalTrafficPolicy: 'Cluster' }));
    expect(cluster.spec.healthCheckNodePort).to.equal(undefined);
    const renamed = api.update(service('s', { ...local, ports: [{ port: 81 }] }));
    expect(renamed.spec.ports?.[0]?.nodePort).to.equal(made.spec.ports?.[0]?.nodePort);
    const twins = [
      { name: 'a', port: 53, protocol: 'TCP' },
      { name: 'b', port: 53, protocol: 'UDP' },
    ] as const;
    const dns = api.create(service('dns', { type: 'NodePort', ports: [...twins] }));
    expect(dns.spec.ports?.[0]?.nodePort).to.equal(dns.spec.ports?.[1]?.nodePort);
    const free = api.create(service('free', { clusterIP: 'None' }));
    expect(free.spec).to.deep.include({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' });
    expect(refusal(() => api.create(service('dual', { ipFamilyPolicy: 'RequireDualStack' })))).to.contain(
      'this cluster is not configured for dual-stack services',
    );
  });
});
