import {
  also,
  C,
  c0,
  container,
  cron,
  LABEL,
  mounts,
  playRows,
  pod,
  type Row,
  SELECTOR,
  workload,
} from './catalogue.fixture';

const LABEL_1123_DOTS = 'must not contain dots';
const toleration = (more: string) => also(`tolerations: [{key: a, ${more}}]`);
const spread = (more: string) =>
  also(`topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, ${more}}]`);
const t0 = 'spec.tolerations[0]';
const s0 = 'spec.topologySpreadConstraints[0]';

const SYSCTL =
  'must have at most 253 characters and match regex ([a-z0-9]([-_a-z0-9]*[a-z0-9])?\\.)*[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

/** What the server of one release says of a pod and that of another says otherwise, or not at all. */
const PODS: Row[] = [
  [
    'a policy of messages that there is not, up to 1.24',
    container('terminationMessagePolicy: X'),
    `${c0}.terminationMessagePolicy: Invalid value: "X": must be 'File' or 'FallbackToLogsOnError'`,
    '1.24',
  ],
  [
    'a value with Exists in 1.20',
    toleration('operator: Exists, value: b'),
    `${t0}.operator: Invalid value: core.Toleration{Key:"a", Operator:"Exists", Value:"b", Effect:"", TolerationSeconds:(*int64)(nil)}: value must be empty when \`operator\` is 'Exists'`,
    '1.20',
  ],
  [
    'too few fields of a schedule, up to 1.21',
    cron('schedule: "* * * *"'),
    'spec.schedule: Invalid value: "* * * *": Expected exactly 5 fields, found 4: * * * *',
    '1.21',
  ],
  [
    'a zone in a schedule, up to 1.21',
    cron('schedule: "TZ=UTC * * * * *"'),
    'spec.schedule: Invalid value: "TZ=UTC * * * * *": Expected exactly 5 fields, found 6: TZ=UTC * * * * *',
    '1.21',
  ],
  [
    'sysctls up to 1.21',
    also(
      'securityContext: {sysctls: [{name: "a b", value: c}, {name: a.b, value: c}, {name: a.b, value: c}, {name: a/b, value: c}]}',
    ),
    [
      `spec.securityContext.sysctls[0].name: Invalid value: "a b": ${SYSCTL}`,
      'spec.securityContext.sysctls[2].name: Duplicate value: "a.b"',
      `spec.securityContext.sysctls[3].name: Invalid value: "a/b": ${SYSCTL}`,
    ],
    '1.20',
  ],
  [
    'a sysctl of the network of the node',
    also('hostNetwork: true, securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "0"}]}'),
    `spec.securityContext.sysctls[0].name: Invalid value: "net.ipv4.tcp_syncookies": may not be specified when 'hostNetwork' is true`,
  ],
  [
    'a name with dots',
    pod(`containers: [{name: a.b, image: b}]`),
    `${c0}.name: Invalid value: "a.b": ${LABEL_1123_DOTS}`,
  ],
  [
    'a name with dots in 1.26',
    pod(`containers: [{name: a.b, image: b}]`),
    `${c0}.name: Invalid value: "a.b": ${LABEL}`,
    '1.26',
  ],
  [
    'a port name of digits',
    container('ports: [{name: "80", containerPort: 80}]'),
    `${c0}.ports[0].name: Invalid value: "80": must contain at least one letter (a-z)`,
  ],
  [
    'a port name of digits in 1.23',
    container('ports: [{name: "80", containerPort: 80}]'),
    `${c0}.ports[0].name: Invalid value: "80": must contain at least one letter or number (a-z, 0-9)`,
    '1.23',
  ],
  [
    'a value with Exists',
    toleration('operator: Exists, value: b'),
    `${t0}.operator: Invalid value: "b": value must be empty when \`operator\` is 'Exists'`,
  ],
  [
    'a spread selector with a value that no label has',
    spread('labelSelector: {matchExpressions: [{key: a, operator: In, values: [a b]}]}'),
    `${s0}.labelSelector.matchExpressions[0].values[0]: Invalid value: "a b": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
  ],
  [
    'a spread selector with a value that no label has in 1.26',
    spread('labelSelector: {matchExpressions: [{key: a, operator: In, values: [a b]}]}'),
    [],
    '1.26',
  ],
  [
    'a request above the limit in 1.26',
    container('resources: {requests: {cpu: 2}, limits: {cpu: 1}}'),
    `${c0}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit`,
    '1.26',
  ],
  ['seven search domains', also('dnsConfig: {searches: [a, b, c, d, e, f, g]}'), []],
  [
    'seven search domains in 1.25',
    also('dnsConfig: {searches: [a, b, c, d, e, f, g]}'),
    'spec.dnsConfig.searches: Invalid value: []string{"a", "b", "c", "d", "e", "f", "g"}: must not have more than 6 search paths',
    '1.25',
  ],
  ['a search domain with a line', also('dnsConfig: {searches: [_tcp.a]}'), []],
  [
    'an address with zeros in front',
    also('dnsConfig: {nameservers: [010.0.0.1]}'),
    'spec.dnsConfig.nameservers[0]: Invalid value: "010.0.0.1": must not have leading 0s',
  ],
  ['an address with zeros in front in 1.35', also('dnsConfig: {nameservers: [010.0.0.1]}'), [], '1.35'],
  [
    'a host alias that is no address in 1.29',
    also('hostAliases: [{ip: x, hostnames: [a]}]'),
    'spec.hostAliases.ip: Invalid value: "x": must be valid IP address',
    '1.29',
  ],
  [
    'a token that climbs',
    mounts('[]', '[{name: v, projected: {sources: [{serviceAccountToken: {path: ../a}}]}}]'),
    'spec.volumes[0].projected.path: Invalid value: "../a": must not contain \'..\'',
  ],
  [
    'a token that climbs in 1.29',
    mounts('[]', '[{name: v, projected: {sources: [{serviceAccountToken: {path: ../a}}]}}]'),
    [],
    '1.29',
  ],
  ['no operating system', also('os: {name: ""}'), 'spec.os.name: Required value'],
  ['no operating system in 1.33', also('os: {name: ""}'), 'spec.os.name: Required value: cannot be empty', '1.33'],
  [
    'a container that is there twice',
    pod(`containers: [{${C}}, {${C}}]`),
    'spec.containers[1].name: Duplicate value: "c"',
  ],
];

const STATEFUL_SETS: Row[] = [
  [
    'a mount of nothing',
    workload('StatefulSet', SELECTOR).replace(
      'image: busybox',
      'image: busybox, volumeMounts: [{name: v, mountPath: /v}]',
    ),
    'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "v"',
  ],
  [
    'a mount of nothing in 1.33',
    workload('StatefulSet', SELECTOR).replace(
      'image: busybox',
      'image: busybox, volumeMounts: [{name: v, mountPath: /v}]',
    ),
    [],
    '1.33',
  ],
  [
    'a mount of its claim',
    workload(
      'StatefulSet',
      `${SELECTOR}, volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]`,
    ).replace('image: busybox', 'image: busybox, volumeMounts: [{name: v, mountPath: /v}]'),
    [],
  ],
  [
    'a claim for nothing',
    workload(
      'StatefulSet',
      `${SELECTOR}, volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce]}}]`,
    ),
    'spec.volumeClaimTemplates[0].spec.resources[storage]: Required value',
  ],
  [
    'a service that is no label',
    workload('StatefulSet', `${SELECTOR}, serviceName: a.b`),
    'spec.serviceName: Invalid value: "a.b": must not contain dots',
  ],
  ['a service that is no label in 1.32', workload('StatefulSet', `${SELECTOR}, serviceName: a.b`), [], '1.32'],
  [
    'an update strategy that there is not',
    workload('StatefulSet', `${SELECTOR}, updateStrategy: {type: Recreate}`),
    `spec.updateStrategy: Invalid value: {"Type":"Recreate","RollingUpdate":null}: must be 'RollingUpdate' or 'OnDelete'`,
  ],
  [
    'OnDelete that rolls in 1.33',
    workload('StatefulSet', `${SELECTOR}, updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}`),
    "spec.updateStrategy.rollingUpdate: Invalid value: apps.RollingUpdateStatefulSetStrategy{Partition:1, MaxUnavailable:(*intstr.IntOrString)(nil)}: only allowed for updateStrategy 'RollingUpdate'",
    '1.33',
  ],
  [
    'a selector that can not be used',
    workload('StatefulSet', 'selector: {matchLabels: {"a b": c}}'),
    [
      `spec.selector.matchLabels: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      'spec.selector: Invalid value: {"matchLabels":{"a b":"c"}}',
    ],
  ],
  [
    'a deadline',
    workload('StatefulSet', SELECTOR, '{a: b}', 'activeDeadlineSeconds: 5, '),
    'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported',
  ],
];

const OTHERS: Row[] = [
  [
    'a strategy that there is not',
    workload('Deployment', `${SELECTOR}, strategy: {type: Canary}`),
    'spec.strategy: Unsupported value: {"Type":"Canary","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
  ],
  [
    'a strategy that there is not in 1.33',
    workload('Deployment', `${SELECTOR}, strategy: {type: Canary}`),
    'spec.strategy: Unsupported value: apps.DeploymentStrategy{Type:"Canary", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}: supported values: "Recreate", "RollingUpdate"',
    '1.33',
  ],
  [
    'an update strategy that there is not in 1.33',
    workload('DaemonSet', `${SELECTOR}, updateStrategy: {type: Canary}`),
    'spec.updateStrategy: Unsupported value: apps.DaemonSetUpdateStrategy{Type:"Canary", RollingUpdate:(*apps.RollingUpdateDaemonSet)(nil)}: supported values: "RollingUpdate", "OnDelete"',
    '1.33',
  ],
  [
    'a DaemonSet that replaces nothing in 1.21',
    workload('DaemonSet', `${SELECTOR}, updateStrategy: {rollingUpdate: {maxUnavailable: 0}}`),
    'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: cannot be 0',
    '1.21',
  ],
  [
    'a ReplicaSet without a choice',
    workload('ReplicaSet', 'selector: {}'),
    'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
  ],
  [
    'a DaemonSet with a deadline',
    workload('DaemonSet', SELECTOR, '{a: b}', 'activeDeadlineSeconds: 5, '),
    'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported',
  ],
];

describe('faults by release, row by row', () => {
  describe('of pods', () => playRows(PODS));
  describe('of StatefulSets', () => playRows(STATEFUL_SETS));
  describe('of other workloads', () => playRows(OTHERS));
});
