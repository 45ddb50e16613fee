import { expect } from 'chai';
import type { Container, Pod, PodSpec } from '../types/index';
import { pod, refusal, server } from './fixtures.test';

type Change = (spec: PodSpec) => void;

const GUARANTEED = { limits: { cpu: '1', memory: '64Mi' }, requests: { cpu: '1', memory: '64Mi' } };
const BURSTABLE = { requests: { cpu: '1', memory: '64Mi' }, limits: { memory: '128Mi' } };
const RESTARTS = [{ resourceName: 'memory', restartPolicy: 'RestartContainer' }];

const app = (more: Partial<Container> = {}): Partial<PodSpec> => ({
  containers: [{ name: 'app', image: 'busybox', resources: BURSTABLE, ...more }],
});
const withInit = (more: Partial<Container>): Partial<PodSpec> => ({
  ...app(),
  initContainers: [{ name: 'init', image: 'busybox', resources: { requests: { cpu: '1' } }, ...more }],
});
const resources =
  (side: 'requests' | 'limits', list: Record<string, string>): Change =>
  ({ containers }) => {
    const [first] = containers as [Container];
    first.resources = { ...first.resources, [side]: list };
  };
const initCpu =
  (cpu: string): Change =>
  (spec) => {
    (spec.initContainers as [Container])[0].resources = { requests: { cpu } };
  };

/** What the API server answers to a resize, or `accepted`. */
function answer(
  release: string,
  before: Partial<PodSpec>,
  change: Change,
  annotations?: Record<string, string>,
): string {
  const api = server(release);
  const made = api.create(pod('p', before, annotations && { annotations }));
  const wanted = structuredClone(made) as Pod;
  change(wanted.spec);
  let stored: Pod | undefined;
  const refused = refusal(() => {
    stored = api.resize(wanted);
  });
  if (refused === undefined || stored) return `accepted, generation ${stored?.metadata.generation}`;
  return refused.replace('422 Invalid: Pod "p" is invalid: ', '');
}

const ACCEPTED = 'accepted, generation 2';
const NO_DECREASE =
  'spec.containers[0].resources.limits[memory]: Forbidden: memory limits cannot be decreased unless resizePolicy is RestartContainer';
const NO_ADDED =
  'spec.containers[0].resources.limits[memory]: Forbidden: memory limits cannot be added unless resizePolicy is RestartContainer';
const OTHER = 'spec: Forbidden: only cpu and memory resources are mutable';
const POD_LEVEL = { ...app(), resources: { requests: { cpu: '2' } } };
const podLevel: Change = (spec) => {
  spec.resources = { requests: { cpu: '3' } };
};

const rows: readonly (readonly [
  what: string,
  release: string,
  before: Partial<PodSpec>,
  change: Change,
  says: string,
])[] = [
  [
    'there is no such path',
    '1.32',
    app(),
    resources('requests', { cpu: '2', memory: '64Mi' }),
    '404 NotFound: the server could not find the requested resource',
  ],
  ['more of what it asks for', '1.33', app(), resources('requests', { cpu: '2', memory: '64Mi' }), ACCEPTED],
  ['nothing changed', '1.36', app(), () => {}, 'accepted, generation 1'],
  ['a resource that it had not asked for', '1.33', app(), resources('limits', { cpu: '2', memory: '128Mi' }), ACCEPTED],
  ['a lower memory limit', '1.33', app(), resources('limits', { memory: '100Mi' }), NO_DECREASE],
  ['a lower memory limit', '1.34', app(), resources('limits', { memory: '100Mi' }), ACCEPTED],
  [
    'a lower memory limit, by a restart',
    '1.33',
    app({ resizePolicy: RESTARTS }),
    resources('limits', { memory: '100Mi' }),
    ACCEPTED,
  ],
  [
    'a memory limit',
    '1.33',
    app({ resources: { requests: { cpu: '1' } } }),
    resources('limits', { memory: '100Mi' }),
    NO_ADDED,
  ],
  [
    'a memory limit',
    '1.34',
    app({ resources: { requests: { cpu: '1' } } }),
    resources('limits', { memory: '100Mi' }),
    ACCEPTED,
  ],
  [
    'a request taken back',
    '1.36',
    app(),
    resources('requests', { memory: '64Mi' }),
    'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
  ],
  [
    'a limit taken back',
    '1.36',
    app(),
    resources('limits', {}),
    'spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed',
  ],
  [
    'another QoS class',
    '1.36',
    app(),
    (spec) => {
      (spec.containers as [Container])[0].resources = GUARANTEED;
    },
    'spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing',
  ],
  ['another resource', '1.34', app({ resources: {} }), resources('requests', { 'ephemeral-storage': '1Gi' }), ACCEPTED],
  ['another resource', '1.35', app({ resources: {} }), resources('requests', { 'ephemeral-storage': '1Gi' }), OTHER],
  [
    'another resize policy',
    '1.36',
    app(),
    (spec) => {
      (spec.containers as [Container])[0].resizePolicy = RESTARTS;
    },
    OTHER,
  ],
  [
    'another image, which does not count',
    '1.36',
    app(),
    (spec) => {
      (spec.containers as [Container])[0].image = 'alpine';
    },
    'accepted, generation 1',
  ],
  [
    'another container',
    '1.36',
    app(),
    (spec) => {
      spec.containers.push({ name: 'b', image: 'b' });
    },
    'spec.containers: Forbidden: containers may not be added or removed on resize',
  ],
  [
    'another name',
    '1.36',
    app(),
    (spec) => {
      (spec.containers as [Container])[0].name = 'b';
    },
    'spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize',
  ],
  [
    'a request above the limit',
    '1.36',
    app(),
    resources('requests', { cpu: '1', memory: '1Gi' }),
    'spec.containers[0].resources.requests: Invalid value: "1Gi": must be less than or equal to memory limit of 128Mi',
  ],
  [
    'an init container',
    '1.35',
    withInit({}),
    initCpu('2'),
    'spec: Forbidden: resources for non-sidecar init containers are immutable',
  ],
  ['an init container', '1.36', withInit({}), initCpu('2'), ACCEPTED],
  ['a sidecar', '1.33', withInit({ restartPolicy: 'Always' }), initCpu('2'), ACCEPTED],
  [
    'a sidecar of which something else changes',
    '1.35',
    withInit({ restartPolicy: 'Always' }),
    (spec) => {
      (spec.initContainers as [Container])[0].resizePolicy = RESTARTS;
    },
    'spec: Forbidden: only cpu and memory resources for sidecar containers are mutable',
  ],
  [
    'a sidecar of which something else changes',
    '1.36',
    withInit({ restartPolicy: 'Always' }),
    (spec) => {
      (spec.initContainers as [Container])[0].resizePolicy = RESTARTS;
    },
    'spec.initContainers[0]: Forbidden: only cpu and memory resources for init or sidecar containers are mutable',
  ],
  [
    'a pod with resources as a whole',
    '1.34',
    POD_LEVEL,
    podLevel,
    ': Forbidden: pods with pod-level resources cannot be resized',
  ],
  [
    'a pod with resources as a whole',
    '1.35',
    POD_LEVEL,
    podLevel,
    ': Forbidden: resize of pods with pod-level resources is forbidden when InPlacePodLevelResourcesVerticalScalingEnabled feature gate is disabled',
  ],
  ['a pod with resources as a whole', '1.36', POD_LEVEL, podLevel, ACCEPTED],
  [
    'a pod with resources as a whole that takes them back',
    '1.36',
    POD_LEVEL,
    (spec) => {
      delete spec.resources;
    },
    'spec.resources: Forbidden: pod-level resources cannot be removed',
  ],
  [
    'a pod for Windows',
    '1.36',
    { ...app(), os: { name: 'windows' } },
    resources('requests', { cpu: '2', memory: '64Mi' }),
    ': Forbidden: windows pods cannot be resized',
  ],
];

describe('ApiServer: resize', () => {
  for (const [what, release, before, change, says] of rows)
    it(`${what} (${release})`, () => expect(answer(release, before, change)).to.equal(says));

  it('of a static pod is refused', () => {
    const change = resources('requests', { cpu: '2', memory: '64Mi' });
    const mirror = { 'kubernetes.io/config.mirror': 'x' };
    expect(answer('1.36', { ...app(), nodeName: 'n' }, change, mirror)).to.equal(
      ': Forbidden: static pods cannot be resized',
    );
  });

  it('keeps what somebody else has changed', () => {
    const api = server();
    const made = api.create(pod('p', app()));
    const labelled = api.update({ ...made, metadata: { ...made.metadata, labels: { a: 'b' } } });
    const { resourceVersion: _, ...metadata } = made.metadata;
    const wanted = structuredClone({ ...made, metadata }) as Pod;
    resources('requests', { cpu: '2', memory: '64Mi' })(wanted.spec);
    const stored = api.resize(wanted);
    expect(stored.metadata.labels).to.deep.equal(labelled.metadata.labels);
    expect(stored.spec.containers[0]?.resources?.requests?.['cpu']).to.equal('2');
  });
});
