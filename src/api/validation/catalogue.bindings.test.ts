import { also, container, playRows, type Row, SELECTOR, workload } from './catalogue.fixture';

const RBAC = 'apiVersion: rbac.authorization.k8s.io/v1';
const role = (rule: string, kind = 'Role') => `${RBAC}\nkind: ${kind}\nmetadata: {name: r}\nrules: [{${rule}}]`;
const binding = (more: string) => `${RBAC}\nkind: RoleBinding\nmetadata: {name: b}\n${more}`;
const REF = 'roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: r';

const ROLES: Row[] = [
  [
    'a rule for nobody',
    role("apiGroups: [''], resources: [pods]"),
    'rules[0].verbs: Required value: verbs must contain at least one value',
  ],
  [
    'a rule without a group',
    role('resources: [pods], verbs: [get]'),
    'rules[0].apiGroups: Required value: resource rules must supply at least one api group',
  ],
  [
    'a rule without resources',
    role("apiGroups: [''], verbs: [get]"),
    'rules[0].resources: Required value: resource rules must supply at least one resource',
  ],
  [
    'a path of the server in a namespace',
    role("nonResourceURLs: [/x], apiGroups: [''], verbs: [get]"),
    [
      'rules[0].nonResourceURLs: Invalid value: ["/x"]: namespaced rules cannot apply to non-resource URLs',
      'rules[0].nonResourceURLs: Invalid value: ["/x"]: rules cannot apply to both regular resources and non-resource URLs',
    ],
  ],
  ['a path of the server', role('nonResourceURLs: [/x], verbs: [get]', 'ClusterRole'), []],
  [
    'a binding to nothing',
    binding('subjects: []'),
    ['roleRef.kind: Unsupported value: "": supported values: "Role", "ClusterRole"', 'roleRef.name: Required value'],
  ],
  [
    'a subject of another kind',
    binding(`${REF}\nsubjects: [{kind: X, name: a}]`),
    'subjects[0].kind: Unsupported value: "X": supported values: "ServiceAccount", "User", "Group"',
  ],
  ['a user, whose group is clear', binding(`${REF}\nsubjects: [{kind: User, name: a}]`), []],
];

const storageClass = (more: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: s}\n${more}`;
const CLASSES: Row[] = [
  ['no provisioner', storageClass(''), 'provisioner: Required value'],
  [
    'another reclaim policy',
    storageClass('provisioner: x\nreclaimPolicy: X'),
    'reclaimPolicy: Unsupported value: "X": supported values: "Delete", "Retain"',
  ],
  [
    'another binding mode',
    storageClass('provisioner: x\nvolumeBindingMode: X'),
    'volumeBindingMode: Unsupported value: "X": supported values: "Immediate", "WaitForFirstConsumer"',
  ],
  [
    'a nameless parameter',
    storageClass("provisioner: x\nparameters: {'': a}"),
    'parameters: Invalid value: "": field can not be empty.',
  ],
];

const PODS: Row[] = [
  [
    'one and a half huge pages',
    container('resources: {limits: {cpu: 1, hugepages-2Mi: 3Mi}, requests: {hugepages-2Mi: 3Mi}}'),
    [
      'spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
      'spec.containers[0].resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
    ],
  ],
  [
    'a setting of the kernel that cannot be',
    also('securityContext: {sysctls: [{name: a..b, value: x}]}'),
    'spec.securityContext.sysctls[0].name: Invalid value: "a..b": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
  ],
  [
    'a claim template without a name',
    workload(
      'StatefulSet',
      `${SELECTOR}, volumeClaimTemplates: [{spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]`,
    ),
    [
      'spec.template.spec.volumes[0].persistentVolumeClaim.claimName: Required value',
      'spec.template.spec.volumes[0].name: Required value',
    ],
  ],
];

describe('faults that a live 1.36 showed, row by row', () => {
  describe('roles and their bindings', () => playRows(ROLES));
  describe('storage classes', () => playRows(CLASSES));
  describe('pods', () => playRows(PODS));
});
