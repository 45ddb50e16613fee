import { expect } from 'chai';
import { applyDefaults } from '../defaults/index';
import { decodeManifests } from '../manifest/index';
import { Release } from '../release/index';
import type { Job, KubeObject, Pod } from '../types/index';
import { type PodSubresource, validate } from './index';

const NEWEST = Release.of('1.36');

function objectOf(yaml: string): KubeObject {
  const { object } = decodeManifests(yaml, 'f.yaml')[0]!;
  applyDefaults(object, NEWEST);
  object.metadata.uid = 'u1';
  return object;
}

/** What the server says when `change` is done to the object. */
function faultsOf<T extends KubeObject>(
  yaml: string,
  change: (object: T) => void,
  options: { release?: Release; subresource?: PodSubresource } = {},
): string[] {
  const old = objectOf(yaml);
  const now = structuredClone(old) as T;
  change(now);
  return validate(now, options.release ?? NEWEST, old, options.subresource).map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

const POD = `apiVersion: v1
kind: Pod
metadata: {name: p, namespace: ns}
spec:
  containers: [{name: c, image: "busybox:1"}]
  activeDeadlineSeconds: 100
  tolerations: [{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 5}]
`;
const GATED = POD.replace('spec:', 'spec:\n  schedulingGates: [{name: example.com/g}]');
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  selector: {matchLabels: {app: x}}
  template: {metadata: {labels: {app: x}}, spec: {containers: [{name: c, image: busybox}]}}
`;
const STATEFUL = `${DEPLOYMENT.replace('Deployment', 'StatefulSet')}  serviceName: s\n`;
const JOB = `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec:
  manualSelector: true
  selector: {matchLabels: {u: "1"}}
  template: {metadata: {labels: {u: "1"}}, spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}
`;
const FIXED =
  'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

describe('updates of pods', () => {
  const rows: [what: string, change: (pod: Pod) => void, says: string[], yaml?: string][] = [
    [
      'a new image',
      (pod) => {
        pod.spec.containers[0]!.image = 'busybox:2';
      },
      [],
    ],
    [
      'no image',
      (pod) => {
        pod.spec.containers[0]!.image = '';
      },
      ['spec.containers[0].image: Required value'],
    ],
    [
      '61 another command',
      (pod) => {
        pod.spec.containers[0]!.command = ['sh'];
      },
      [`${FIXED}\n  containers:\n    [0]:\n+     command: ["sh"]\n`],
    ],
    [
      '61 another grace period',
      (pod) => {
        pod.spec.terminationGracePeriodSeconds = 5;
      },
      [`${FIXED}\n- terminationGracePeriodSeconds: 30\n+ terminationGracePeriodSeconds: 5\n`],
    ],
    [
      '61 a negative grace period becomes 1',
      (pod) => {
        pod.spec.terminationGracePeriodSeconds = 1;
      },
      [],
      POD.replace('spec:', 'spec:\n  terminationGracePeriodSeconds: -5'),
    ],
    [
      '62 one container more',
      (pod) => {
        pod.spec.containers.push({ ...pod.spec.containers[0]!, name: 'd' });
      },
      ['spec.containers: Forbidden: pod updates may not add or remove containers'],
    ],
    [
      '63 a later deadline',
      (pod) => {
        pod.spec.activeDeadlineSeconds = 200;
      },
      ['spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value'],
    ],
    [
      '63 a deadline that has never been',
      (pod) => {
        pod.spec.activeDeadlineSeconds = -1;
      },
      [
        'spec.activeDeadlineSeconds: Invalid value: -1: must be between 1 and 2147483647, inclusive',
        'spec.activeDeadlineSeconds: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      ],
    ],
    [
      '63 an earlier deadline',
      (pod) => {
        pod.spec.activeDeadlineSeconds = 50;
      },
      [],
    ],
    [
      '63 no deadline any more',
      (pod) => {
        delete pod.spec.activeDeadlineSeconds;
      },
      ['spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value'],
    ],
    [
      '64 another toleration',
      (pod) => {
        pod.spec.tolerations![0]!.key = 'b';
      },
      ['spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds'],
    ],
    [
      '64 other seconds',
      (pod) => {
        pod.spec.tolerations![0]!.tolerationSeconds = 9;
      },
      [],
    ],
    [
      '64 one toleration more',
      (pod) => {
        pod.spec.tolerations!.push({ key: 'z', operator: 'Exists' });
      },
      [],
    ],
    [
      '60 one gate more',
      (pod) => {
        pod.spec.schedulingGates!.push({ name: 'example.com/h' });
      },
      [
        "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'example.com/h'",
      ],
      GATED,
    ],
    [
      '60 no gate any more',
      (pod) => {
        delete pod.spec.schedulingGates;
      },
      [],
      GATED,
    ],
    [
      '60 a node selector while gated',
      (pod) => {
        pod.spec.nodeSelector = { a: 'b' };
      },
      [],
      GATED,
    ],
    [
      '66 another uid',
      (pod) => {
        pod.metadata.uid = 'u2';
      },
      ['metadata.uid: Invalid value: "u2": field is immutable'],
    ],
    [
      'labels',
      (pod) => {
        pod.metadata.labels = { a: 'b' };
      },
      [],
    ],
  ];
  for (const [what, change, says, yaml = POD] of rows) {
    it(what, () => expect(faultsOf<Pod>(yaml, change)).to.deep.equal(says));
  }

  it('58 ephemeral containers come and stay', () => {
    const debug = { name: 'd', image: 'busybox', terminationMessagePolicy: 'File', imagePullPolicy: 'Always' } as const;
    const add = (pod: Pod) => {
      pod.spec.ephemeralContainers = [{ ...debug }];
    };
    expect(faultsOf<Pod>(POD, add, { subresource: 'ephemeralcontainers' })).to.deep.equal([]);
    expect(faultsOf<Pod>(POD, add)[0]).to.contain('spec: Forbidden: pod updates may not change fields');
    const old = objectOf(POD) as Pod;
    add(old);
    const changed = structuredClone(old);
    changed.spec.ephemeralContainers![0]!.image = 'alpine';
    expect(validate(changed, NEWEST, old, 'ephemeralcontainers')[0]).to.include({
      field: 'spec.ephemeralContainers',
      message:
        'Forbidden: existing ephemeral containers "d" may not be changed\n- image: "busybox"\n+ image: "alpine"\n',
    });
    const removed = { ...old, spec: { ...old.spec, ephemeralContainers: [] } } as Pod;
    expect(validate(removed, NEWEST, old, 'ephemeralcontainers')[0]!.message).to.contain('may not be removed');
  });

  it('resize changes resources only', () => {
    const more = (pod: Pod) => {
      pod.spec.containers[0]!.resources = { limits: { cpu: '1' }, requests: { cpu: '1' } };
    };
    const burstable = POD.replace('"busybox:1"', '"busybox:1", resources: {requests: {cpu: 500m}}');
    expect(faultsOf<Pod>(burstable, more, { subresource: 'resize' })).to.deep.equal([]);
    expect(faultsOf<Pod>(POD, more, { subresource: 'resize' })[0]).to.contain('QOS Class may not change');
    expect(faultsOf<Pod>(POD, more)[0]).to.contain('spec: Forbidden: pod updates may not change fields');
    const image = (pod: Pod) => {
      pod.spec.containers[0]!.image = 'x';
    };
    expect(faultsOf<Pod>(POD, image, { subresource: 'resize' })[0]).to.contain(
      'only cpu and memory resources are mutable',
    );
  });
});

describe('updates of workloads', () => {
  const selector = (object: KubeObject) => {
    const { spec } = object as unknown as { spec: Record<string, unknown> };
    Object.assign(spec, {
      selector: { matchLabels: { app: 'y' } },
      template: { ...(spec['template'] as object), metadata: { labels: { app: 'y' } } },
    });
  };

  it('71 another selector', () => {
    expect(faultsOf(DEPLOYMENT, selector)).to.deep.equal([
      'spec.selector: Invalid value: {"matchLabels":{"app":"y"}}: field is immutable',
    ]);
    expect(faultsOf(DEPLOYMENT, selector, { release: Release.of('1.33') })).to.deep.equal([
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"y"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
    ]);
  });

  it('76 fixed fields of a StatefulSet', () => {
    const rename = (set: KubeObject) => Object.assign((set as unknown as { spec: object }).spec, { serviceName: 't' });
    expect(faultsOf(STATEFUL, rename)).to.deep.equal([
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ]);
    const grow = (set: KubeObject) => Object.assign((set as unknown as { spec: object }).spec, { replicas: 5 });
    expect(faultsOf(STATEFUL, grow)).to.deep.equal([]);
  });

  for (const release of ['1.20', '1.24', '1.25', '1.36']) {
    it(`a StatefulSet of ${release} is looked at as a whole when it changes`, () => {
      type Spec = { spec: { template: { metadata: object }; updateStrategy: object } };
      const relabel = (set: KubeObject) => {
        (set as unknown as Spec).spec.template.metadata = { labels: { app: 'z' } };
      };
      expect(faultsOf(STATEFUL, relabel, { release: Release.of(release) })).to.deep.equal([
        'spec.template.metadata.labels: Invalid value: '.concat(
          release === '1.36' ? '{"app":"z"}' : 'map[string]string{"app":"z"}',
          ': `selector` does not match template `labels`',
        ),
      ]);
      const merged = (set: KubeObject) => {
        (set as unknown as Spec).spec.updateStrategy = { type: 'OnDelete', rollingUpdate: { partition: 0 } };
      };
      expect(faultsOf(STATEFUL, merged, { release: Release.of(release) })).to.have.length(1);
    });
  }

  it('a strategy that rolls and does not, as 1.20 shows it', () => {
    const merged = (set: KubeObject) => {
      Object.assign((set as unknown as { spec: object }).spec, {
        updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 0 } },
      });
    };
    expect(faultsOf(STATEFUL, merged, { release: Release.of('1.20') })).to.deep.equal([
      "spec.updateStrategy.rollingUpdate: Invalid value: apps.RollingUpdateStatefulSetStrategy{Partition:0}: only allowed for updateStrategy 'RollingUpdate'",
    ]);
  });

  for (const [release, says] of [
    ['1.22', 1],
    ['1.23', 0],
  ] as const) {
    it(`a suspended Job of ${release} that never ran is told where to run`, () => {
      const place = (job: Job) => {
        job.spec.template.spec.nodeSelector = { disk: 'ssd' };
      };
      const suspended = JOB.replace('spec:', 'spec:\n  suspend: true');
      expect(faultsOf<Job>(suspended, place, { release: Release.of(release) })).to.have.length(says);
    });
  }

  it('78 the template of a Job', () => {
    const image = (job: Job) => {
      job.spec.template.spec.containers[0]!.image = 'alpine';
    };
    const [fault] = faultsOf<Job>(JOB, image);
    expect(fault).to.match(/^spec\.template: Invalid value: \{.*\}: field is immutable$/);
    expect(
      faultsOf<Job>(JOB, (job) => {
        job.spec.parallelism = 3;
      }),
    ).to.deep.equal([]);
    expect(
      faultsOf<Job>(JOB, (job) => {
        job.spec.completions = 3;
      }),
    ).to.deep.equal(['spec.completions: Invalid value: 3: field is immutable']);
  });
});

describe('an update of a priority class', () => {
  for (const [release, field] of [
    ['1.24', 'Value'],
    ['1.36', 'value'],
  ] as const) {
    it(`keeps its value in ${release}`, () => {
      const yaml = 'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: p}\nvalue: 1\n';
      const change = (priority: KubeObject & { value?: number }) => {
        priority.value = 2;
      };
      expect(faultsOf(yaml, change, { release: Release.of(release) })).to.deep.equal([
        `${field}: Forbidden: may not be changed in an update.`,
      ]);
    });
  }
});
