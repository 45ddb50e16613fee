import { cron, job, playRows, type Row, service } from './catalogue.fixture';

const indexed = (more: string) => job(`completionMode: Indexed, completions: 3, parallelism: 1, ${more}, `);
const rule = (more: string) => job(`podFailurePolicy: {rules: [{${more}}]}, `);
const r0 = 'spec.podFailurePolicy.rules[0]';
const success = (more: string) => indexed(`successPolicy: {rules: [{${more}}]}`);
const s0 = 'spec.successPolicy.rules[0]';

const JOBS: Row[] = [
  [
    'indexes that may fail, without a limit for each',
    indexed('maxFailedIndexes: 1'),
    'spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
  ],
  [
    'more failures than completions',
    indexed('backoffLimitPerIndex: 1, maxFailedIndexes: 4'),
    'spec.maxFailedIndexes: Invalid value: 4: must be less than or equal to completions',
  ],
  [
    'a name without room for the last index',
    indexed('suspend: true').replace('name: j', `name: ${'j'.repeat(62)}`),
    `metadata.name: Invalid value: "${'j'.repeat(62)}": will not able to create pod with invalid DNS label: ${'j'.repeat(62)}-2`,
  ],
  [
    'a rule without an action',
    rule('onExitCodes: {operator: In, values: [1]}'),
    `${r0}.action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"]`,
  ],
  [
    'a rule without an action in 1.27',
    rule('onExitCodes: {operator: In, values: [1]}'),
    `${r0}.action: Required value: valid values: ["Count" "FailJob" "Ignore"]`,
    '1.27',
  ],
  [
    'a rule for nothing',
    rule('action: FailJob'),
    `${r0}: Invalid value: specifying one of OnExitCodes and OnPodConditions is required`,
  ],
  [
    'codes without order',
    rule('action: FailJob, onExitCodes: {operator: In, values: [2, 1]}'),
    `${r0}.onExitCodes.values: Invalid value: [2,1]: must be ordered`,
  ],
  [
    'codes without order in 1.33',
    rule('action: FailJob, onExitCodes: {operator: In, values: [2, 1]}'),
    `${r0}.onExitCodes.values: Invalid value: []int32{2, 1}: must be ordered`,
    '1.33',
  ],
  [
    'a condition without a type',
    rule('action: Ignore, onPodConditions: [{type: DisruptionTarget, status: Maybe}]'),
    `${r0}.onPodConditions[0].status: Unsupported value: "Maybe": supported values: "False", "True", "Unknown"`,
  ],
  [
    'a failure policy with OnFailure',
    job('podFailurePolicy: {rules: []}, ', 'restartPolicy: OnFailure, '),
    'spec.template.spec.restartPolicy: Invalid value: "OnFailure": only "Never" is supported when podFailurePolicy is specified',
  ],
  [
    'success without indexes',
    job('successPolicy: {rules: [{succeededCount: 1}]}, '),
    'spec.successPolicy: Invalid value: {"Rules":[{"SucceededIndexes":null,"SucceededCount":1}]}: requires indexed completion mode',
  ],
  [
    'success of indexes that there are not',
    success('succeededIndexes: "1,5"'),
    `${s0}.succeededIndexes: Invalid value: "1,5": error parsing succeededIndexes: too large index: "5"`,
  ],
  [
    'success of indexes backwards',
    success('succeededIndexes: "2,0-1"'),
    `${s0}.succeededIndexes: Invalid value: "2,0-1": error parsing succeededIndexes: non-increasing order, previous: 2, current: 0`,
  ],
  [
    'success of more than is listed',
    success('succeededIndexes: "0-1", succeededCount: 3'),
    `${s0}.succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)`,
  ],
  [
    'a selector of its own',
    job('selector: {matchLabels: {a: b}}, '),
    [
      'spec.selector: Invalid value: {"matchLabels":{"a":"b","batch.kubernetes.io/controller-uid":""}}: `selector` not auto-generated',
      'spec.template.metadata.labels: Invalid value: {"batch.kubernetes.io/controller-uid":"","batch.kubernetes.io/job-name":"j","controller-uid":"","job-name":"j"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'no selector, chosen by hand',
    job('manualSelector: true, '),
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`',
    ],
  ],
  [
    'a manager without a domain',
    job('managedBy: me, '),
    'spec.managedBy: Invalid value: "me": must be a domain-prefixed path (such as "acme.io/foo")',
  ],
  [
    'a CronJob with a selector',
    cron('schedule: "* * * * *"').replace(
      'spec: {template',
      'spec: {manualSelector: true, selector: {matchLabels: {a: b}}, template',
    ),
    [
      'spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` will be auto-generated',
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
    ],
  ],
  [
    'a zone in small letters',
    cron('schedule: "* * * * *", timeZone: europe/berlin'),
    'spec.timeZone: Invalid value: "europe/berlin": unknown time zone europe/berlin',
  ],
];

const SERVICES: Row[] = [
  [
    'a policy for nobody outside',
    service('ports: [{port: 80}], externalTrafficPolicy: Local'),
    'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
  ],
  [
    'a policy for nobody outside in 1.28',
    service('ports: [{port: 80}], externalTrafficPolicy: Local'),
    "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set when `type` is 'NodePort' or 'LoadBalancer'",
    '1.28',
  ],
  [
    'a policy for nobody outside in 1.21',
    service('ports: [{port: 80}], externalTrafficPolicy: Local'),
    'spec.externalTrafficPolicy: Invalid value: "Local": ExternalTrafficPolicy can only be set on NodePort and LoadBalancer service',
    '1.21',
  ],
  [
    'a policy for addresses outside',
    service('ports: [{port: 80}], externalIPs: [1.2.3.4], externalTrafficPolicy: Local'),
    [],
  ],
  [
    'the port of the kubelet in 1.32',
    service('type: LoadBalancer, ports: [{port: 10250}]'),
    'spec.ports[0]: Invalid value: 10250: may not expose port 10250 externally since it is used by kubelet',
    '1.32',
  ],
  ['the port of the kubelet', service('type: LoadBalancer, ports: [{port: 10250}]'), []],
  [
    'a session without end',
    service(
      'ports: [{port: 80}], sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 100000}}',
    ),
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 100000: must be greater than 0 and less than 86400',
  ],
  [
    'traffic to the same node in 1.33',
    service('ports: [{port: 80}], trafficDistribution: PreferSameNode'),
    'spec.trafficDistribution: Unsupported value: "PreferSameNode": supported values: "PreferClose"',
    '1.33',
  ],
  ['traffic to the same node', service('ports: [{port: 80}], trafficDistribution: PreferSameNode'), []],
  [
    'a class without a load balancer',
    service('ports: [{port: 80}], loadBalancerClass: a/b'),
    "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
  ],
  [
    'a health check of nobody',
    service('type: NodePort, ports: [{port: 80}], healthCheckNodePort: 31000'),
    "spec.healthCheckNodePort: Invalid value: 31000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
  ],
];

const object = (kind: string, rest: string) =>
  `{apiVersion: v1, kind: ${kind}, metadata: {name: o}, ${rest}}`.replace(/, spec: /, '\nspec: ');
const secret = (type: string, data: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: o}\ntype: ${type}\n${data}`;
const claim = (more: string) => object('PersistentVolumeClaim', `spec: {${more}}`);
const REQUEST = 'resources: {requests: {storage: 1Gi}}';
const quota = (spec: string) => object('ResourceQuota', `spec: {${spec}}`);

const CONTENTS: Row[] = [
  [
    'a key twice',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: o}\ndata: {a: b}\nbinaryData: {a: ""}',
    'data[a]: Invalid value: "a": duplicate of key present in binaryData',
  ],
  [
    'nobody',
    secret('kubernetes.io/basic-auth', ''),
    ['data[username]: Required value', 'data[password]: Required value'],
  ],
  [
    'nobody in 1.23',
    secret('kubernetes.io/basic-auth', ''),
    ['data[%s][username]: Required value', 'data[%s][password]: Required value'],
    '1.23',
  ],
  ['no key', secret('kubernetes.io/ssh-auth', ''), 'data[ssh-privatekey]: Required value'],
  [
    'a token of nobody',
    secret('kubernetes.io/service-account-token', ''),
    'metadata.annotations[kubernetes.io/service-account.name]: Required value',
  ],
  [
    'a login that is no JSON',
    secret('kubernetes.io/dockerconfigjson', 'data: {.dockerconfigjson: eA==}'),
    'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character \'x\' looking for beginning of value',
  ],
  [
    'a claim for one pod in 1.26',
    claim(`accessModes: [ReadWriteOncePod], ${REQUEST}`),
    'spec.accessModes: Unsupported value: "ReadWriteOncePod": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce"',
    '1.26',
  ],
  [
    'a claim for one pod and others',
    claim(`accessModes: [ReadWriteOncePod, ReadWriteOnce], ${REQUEST}`),
    'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
  ],
  [
    'a claim for nothing',
    claim('accessModes: [ReadWriteOnce], resources: {requests: {storage: 0}}'),
    'spec.resources[storage]: Invalid value: "0": must be greater than zero',
  ],
  [
    'a volume without anything',
    object('PersistentVolume', 'spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}}'),
    'spec: Required value: must specify a volume type',
  ],
  [
    'a quota of what there is not',
    quota('hard: {pots: 1}'),
    [
      'spec.hard[pots]: Invalid value: "pots": must be a standard resource type or fully qualified',
      'spec.hard[pots]: Invalid value: "pots": must be a standard resource for quota',
    ],
  ],
  ['a quota of half a pod', quota('hard: {pods: 500m}'), 'spec.hard[pods]: Invalid value: "500m": must be an integer'],
  [
    'a quota of what a scope has not',
    quota('hard: {cpu: 1}, scopes: [BestEffort]'),
    'spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource',
  ],
  [
    'a quota of two scopes that exclude each other',
    quota('hard: {pods: 1}, scopes: [BestEffort, NotBestEffort]'),
    'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes',
  ],
  [
    'a scope with a value in 1.30',
    quota('hard: {pods: 1}, scopeSelector: {matchExpressions: [{scopeName: Terminating, operator: In, values: [a]}]}'),
    'spec.scopeSelector.matchExpressions.operator: Invalid value: "In": must be \'Exist\' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity',
    '1.30',
  ],
  [
    'a priority of the system',
    'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: system-mine}\nvalue: 5',
    "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class",
  ],
  [
    'two numbers of a budget in 1.33',
    '{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: o}, spec: {minAvailable: 1, maxUnavailable: 1}}',
    'spec: Invalid value: policy.PodDisruptionBudgetSpec{MinAvailable:intstr.IntOrString{Type:0, IntVal:1, StrVal:""}, Selector:(*v1.LabelSelector)(nil), MaxUnavailable:intstr.IntOrString{Type:0, IntVal:1, StrVal:""}}: minAvailable and maxUnavailable cannot be both set',
    '1.33',
  ],
];

const role = (name: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "${name}"}\nrules: []`;

const ROLES: Row[] = [
  ['a role of the system', role('system:kube-scheduler'), []],
  [
    'a path',
    role('a/b%c'),
    [
      'metadata.name: Invalid value: "a/b%c": may not contain \'/\'',
      'metadata.name: Invalid value: "a/b%c": may not contain \'%\'',
    ],
  ],
  ['the directory above', role('..'), 'metadata.name: Invalid value: "..": may not be \'..\''],
];

describe('faults of other kinds, row by row', () => {
  describe('Jobs and CronJobs', () => playRows(JOBS));
  describe('Services', () => playRows(SERVICES));
  describe('what pods use', () => playRows(CONTENTS));
  describe('roles', () => playRows(ROLES));
});
