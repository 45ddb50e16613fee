import {
  also,
  C,
  c0,
  container,
  i0,
  LABEL,
  LABEL_VALUE,
  mounts,
  playRows,
  pod,
  type Row,
  SUBDOMAIN,
} from './catalogue.fixture';

const ROWS: Row[] = [
  ['1 bad pod name', pod(`containers: [{${C}}]`, 'name: P_1'), `metadata.name: Invalid value: "P_1": ${SUBDOMAIN}`],
  [
    '2 no name',
    pod(`containers: [{${C}}]`, 'labels: {a: b}'),
    'metadata.name: Required value: name or generateName is required',
  ],
  ['3 no containers', pod('containers: []'), 'spec.containers: Required value'],
  ['4 no container name', pod('containers: [{image: a}]'), `${c0}.name: Required value`],
  ['5 no image', pod('containers: [{name: c}]'), `${c0}.image: Required value`],
  [
    '6 blanks around the image',
    pod('containers: [{name: c, image: " nginx"}]'),
    `${c0}.image: Invalid value: " nginx": must not have leading or trailing whitespace`,
  ],
  ['7 upper case container', pod('containers: [{name: Web, image: a}]'), `${c0}.name: Invalid value: "Web": ${LABEL}`],
  [
    '7 dots in a container name',
    pod('containers: [{name: a.b, image: a}]'),
    `${c0}.name: Invalid value: "a.b": must not contain dots`,
  ],
  ['8 duplicate container', pod(`containers: [{${C}}, {${C}}]`), 'spec.containers[1].name: Duplicate value: "c"'],
  [
    '9 init container of the same name',
    pod(`initContainers: [{${C}}], containers: [{${C}}]`),
    `${i0}.name: Duplicate value: "c"`,
  ],
  [
    '10 restartPolicy',
    also('restartPolicy: Sometimes'),
    'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
  ],
  [
    '11 imagePullPolicy',
    container('imagePullPolicy: Maybe'),
    `${c0}.imagePullPolicy: Unsupported value: "Maybe": supported values: "Always", "IfNotPresent", "Never"`,
  ],
  ['12 no containerPort', container('ports: [{name: a}]'), `${c0}.ports[0].containerPort: Required value`],
  [
    '13 port out of range',
    container('ports: [{containerPort: 70000}]'),
    `${c0}.ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive`,
  ],
  [
    '14 duplicate port name',
    container('ports: [{name: http, containerPort: 80}, {name: http, containerPort: 81}]'),
    `${c0}.ports[1].name: Duplicate value: "http"`,
  ],
  [
    '15 long port name',
    container('ports: [{name: abcdefghijklmnop, containerPort: 80}]'),
    `${c0}.ports[0].name: Invalid value: "abcdefghijklmnop": must be no more than 15 characters`,
  ],
  [
    '16 protocol',
    container('ports: [{protocol: HTTP, containerPort: 80}]'),
    `${c0}.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"`,
  ],
  [
    '17 host port twice',
    pod(
      'containers: [{name: a, image: a, ports: [{containerPort: 1, hostPort: 8080}]}, {name: b, image: a, ports: [{containerPort: 2, hostPort: 8080}]}]',
    ),
    'spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//8080"',
  ],
  [
    '18 host port of a host network',
    pod(`hostNetwork: true, containers: [{${C}, ports: [{containerPort: 80, hostPort: 81}]}]`),
    `${c0}.ports[0].hostPort: Invalid value: 81: must match \`containerPort\` when \`hostNetwork\` is true`,
  ],
  [
    '18 up to 1.27',
    pod(`hostNetwork: true, containers: [{${C}, ports: [{containerPort: 80, hostPort: 81}]}]`),
    `${c0}.ports[0].containerPort: Invalid value: 80: must match \`hostPort\` when \`hostNetwork\` is true`,
    '1.27',
  ],
  ['34 mount of no volume', mounts('[{name: data, mountPath: /d}]'), `${c0}.volumeMounts[0].name: Not found: "data"`],
  [
    '35 two mounts on a path',
    mounts('[{name: v, mountPath: /d}, {name: v, mountPath: /d}]'),
    `${c0}.volumeMounts[1].mountPath: Invalid value: "/d": must be unique`,
  ],
  ['36 no mountPath', mounts('[{name: v}]'), `${c0}.volumeMounts[0].mountPath: Required value`],
  [
    '37 duplicate volume',
    mounts('[{name: v, mountPath: /d}]', '[{name: v}, {name: v}]'),
    'spec.volumes[1].name: Duplicate value: "v"',
  ],
  [
    '38 two sources',
    also('volumes: [{name: v, emptyDir: {}, hostPath: {path: /x}}]'),
    'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
  ],
  ['39 env without name', container('env: [{value: a}]'), `${c0}.env[0].name: Required value`],
  [
    '40 value and valueFrom',
    container('env: [{name: A, value: a, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'),
    `${c0}.env[0].valueFrom: Invalid value: "": may not be specified when \`value\` is not empty`,
  ],
  [
    '41 empty valueFrom',
    container('env: [{name: A, valueFrom: {}}]'),
    `${c0}.env[0].valueFrom: Invalid value: "": must specify one of: \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\` or \`secretKeyRef\``,
    '1.33',
  ],
  [
    '42 unknown fieldRef',
    container('env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.foo}}}]'),
    `${c0}.env[0].valueFrom.fieldRef.fieldPath: Invalid value: "status.foo": error converting fieldPath: field label not supported: status.foo`,
  ],
  [
    'a fieldRef of another version',
    container('env: [{name: A, valueFrom: {fieldRef: {apiVersion: v2, fieldPath: metadata.name}}}]'),
    `${c0}.env[0].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2`,
  ],
  [
    '43 empty envFrom',
    container('envFrom: [{}]'),
    `${c0}.envFrom: Invalid value: "": must specify one of: \`configMapRef\` or \`secretRef\``,
  ],
  [
    '44 request above limit',
    container('resources: {limits: {cpu: 1}, requests: {cpu: 2}}'),
    `${c0}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1`,
  ],
  [
    '45 unknown resource',
    container('resources: {limits: {foo: 1}}').replace('limits: {foo: 1}', 'limits: {foo: 1}, requests: {foo: 1}'),
    ['limits', 'requests'].flatMap((list) => [
      `${c0}.resources.${list}[foo]: Invalid value: "foo": must be a standard resource type or fully qualified`,
      `${c0}.resources.${list}[foo]: Invalid value: "foo": must be a standard resource for containers`,
    ]),
  ],
  [
    '46 negative quantity',
    container('resources: {requests: {cpu: -1}}'),
    `${c0}.resources.requests[cpu]: Invalid value: "-1": must be greater than or equal to 0`,
  ],
  [
    '47 device without limit',
    container('resources: {requests: {example.com/gpu: 1}}'),
    `${c0}.resources.limits: Required value: Limit must be set for non overcommitable resources`,
  ],
  [
    '48 deadline',
    also('activeDeadlineSeconds: 0'),
    'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
  ],
  [
    '49 dnsPolicy',
    also('dnsPolicy: X'),
    'spec.dnsPolicy: Unsupported value: "X": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
  ],
  [
    '50 toleration operator',
    also('tolerations: [{key: a, operator: Is}]'),
    'spec.tolerations[0].operator: Unsupported value: "Is": supported values: "Equal", "Exists"',
  ],
  [
    '51 toleration without key',
    also('tolerations: [{operator: Equal}]'),
    'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
  ],
  [
    '52 tolerationSeconds',
    also('tolerations: [{key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: 5}]'),
    'spec.tolerations[0].effect: Invalid value: "NoSchedule": effect must be \'NoExecute\' when `tolerationSeconds` is set',
  ],
  [
    '53 taint effect',
    also('tolerations: [{key: a, operator: Exists, effect: "No"}]'),
    'spec.tolerations[0].effect: Unsupported value: "No": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
  ],
  [
    '54 terminationMessagePolicy',
    container('terminationMessagePolicy: X'),
    `${c0}.terminationMessagePolicy: Unsupported value: "X": supported values: "File", "FallbackToLogsOnError"`,
  ],
  [
    '55 ephemeral at create',
    also('ephemeralContainers: [{name: d, image: a}]'),
    'spec.ephemeralContainers: Forbidden: cannot be set on create',
  ],
  [
    '56 ephemeral with probe',
    also('ephemeralContainers: [{name: d, image: a, livenessProbe: {exec: {command: [ls]}}}]'),
    [
      'spec.ephemeralContainers[0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container',
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ],
  ],
  [
    '57 ephemeral target',
    also('ephemeralContainers: [{name: d, image: a, targetContainerName: zz}]'),
    [
      'spec.ephemeralContainers[0].targetContainerName: Not found: "zz"',
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ],
  ],
  [
    '59 node and gates',
    also('nodeName: n1, schedulingGates: [{name: g}]'),
    'spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
  ],
  [
    '65 label value',
    pod(`containers: [{${C}}]`, 'name: p, labels: {a: "a b"}'),
    `metadata.labels: Invalid value: "a b": ${LABEL_VALUE}`,
  ],
  [
    'fields that the release ignores mean nothing',
    container('lifecycle: {preStop: {sleep: {seconds: 5}}}'),
    [],
    '1.29',
  ],
  ['a stop signal of which nothing is left', container('lifecycle: {stopSignal: SIGINT}'), []],
  [
    'recursive read-only that is not',
    mounts(
      '[{name: v, mountPath: /a, recursiveReadOnly: Enabled, mountPropagation: HostToContainer}]',
      '[{name: v, emptyDir: {}}]',
    ),
    [
      `${c0}.volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true`,
      `${c0}.volumeMounts.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified`,
    ],
  ],
  [
    'recursive read-only of no kind',
    mounts('[{name: v, mountPath: /a, recursiveReadOnly: ""}]', '[{name: v, emptyDir: {}}]'),
    `${c0}.volumeMounts.recursiveReadOnly: Unsupported value: "": supported values: "Disabled", "Enabled", "IfPossible"`,
  ],
  [
    'an AppArmor profile without a name',
    also('securityContext: {appArmorProfile: {type: Localhost}, supplementalGroupsPolicy: Some}'),
    [
      'spec.securityContext.appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost',
      'spec.securityContext.supplementalGroupsPolicy: Unsupported value: "Some": supported values: "Merge", "Strict"',
    ],
  ],
  [
    'an AppArmor profile with a name too many',
    container('securityContext: {appArmorProfile: {type: RuntimeDefault, localhostProfile: x}}'),
    `${c0}.securityContext.appArmorProfile.localhostProfile: Invalid value: "x": can only be set when AppArmor type is Localhost`,
  ],
  [
    'no escalation, and all that there is',
    container('securityContext: {privileged: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}'),
    `${c0}.securityContext: Invalid value: {"Capabilities":{"Add":null,"Drop":["ALL"]},"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set \`allowPrivilegeEscalation\` to false and \`privileged\` to true`,
  ],
  [
    'no escalation, and all that there is, up to 1.33',
    container('securityContext: {privileged: true, allowPrivilegeEscalation: false}'),
    `${c0}.securityContext: Invalid value: core.SecurityContext{Capabilities:(*core.Capabilities)(nil), Privileged:(*bool)(0xc000000000), SELinuxOptions:(*core.SELinuxOptions)(nil), WindowsOptions:(*core.WindowsSecurityContextOptions)(nil), RunAsUser:(*int64)(nil), RunAsGroup:(*int64)(nil), RunAsNonRoot:(*bool)(nil), ReadOnlyRootFilesystem:(*bool)(nil), AllowPrivilegeEscalation:(*bool)(0xc000000000), ProcMount:(*core.ProcMountType)(nil), SeccompProfile:(*core.SeccompProfile)(nil)}: cannot set \`allowPrivilegeEscalation\` to false and \`privileged\` to true`,
    '1.29',
  ],
  [
    'a seccomp profile with a name too many',
    container('securityContext: {seccompProfile: {type: RuntimeDefault, localhostProfile: x}}'),
    `${c0}.securityContext.seccompProfile.localhostProfile: Invalid value: {"Type":"RuntimeDefault","LocalhostProfile":"x"}: can only be set when seccomp type is Localhost`,
  ],
  [
    'a proc mount of no kind',
    container('securityContext: {procMount: ""}'),
    `${c0}.securityContext.procMount: Unsupported value: "": supported values: "Default", "Unmasked"`,
  ],
  [
    'an unmasked proc among the users of the node',
    container('securityContext: {procMount: Unmasked}'),
    `${c0}.securityContext.procMount: Invalid value: "Unmasked": \`hostUsers\` must be false to use \`Unmasked\``,
  ],
  [
    'env names up to 1.31',
    container('env: [{name: 1A}]'),
    `${c0}.env[0].name: Invalid value: "1A": a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
    '1.31',
  ],
  ['env names since 1.32', container('env: [{name: 1A}]'), []],
];

describe('faults of pods, row by row', () => playRows(ROWS));
