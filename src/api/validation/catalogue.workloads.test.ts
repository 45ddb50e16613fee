import { cron, job, LABEL_1035, playRows, type Row, SELECTOR, service, workload } from './catalogue.fixture';

const ROWS: Row[] = [
  [
    '68 no selector',
    workload('Deployment', 'replicas: 1'),
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`',
    ],
  ],
  ...['Deployment', 'ReplicaSet', 'StatefulSet'].map(
    (kind): Row => [
      `68 nothing in a ${kind}`,
      `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: d}, spec: {}}`,
      [
        'spec.selector: Required value',
        'spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`',
        'spec.template.spec.containers: Required value',
      ],
    ],
  ),
  [
    '68 nothing in a DaemonSet',
    '{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: d}, spec: {}}',
    [
      'spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`',
      'spec.template.spec.containers: Required value',
    ],
  ],
  [
    '68 a template without a specification',
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {${SELECTOR}, template: {metadata: {labels: {a: b}}}}}`,
    'spec.template.spec.containers: Required value',
  ],
  [
    '77 nothing in a Job',
    '{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {}}',
    [
      'spec.template.spec.containers: Required value',
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
  ],
  [
    '80 nothing in a CronJob',
    '{apiVersion: batch/v1, kind: CronJob, metadata: {name: j}, spec: {}}',
    [
      'spec.schedule: Required value',
      'spec.jobTemplate.spec.template.spec.containers: Required value',
      'spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
  ],
  [
    'pods of a Job replaced nobody knows when',
    job('podReplacementPolicy: "", '),
    'spec.podReplacementPolicy: Unsupported value: "": supported values: "Failed", "TerminatingOrFailed"',
  ],
  [
    '69 selector of others',
    workload('Deployment', SELECTOR, '{app: x}'),
    'spec.template.metadata.labels: Invalid value: {"app":"x"}: `selector` does not match template `labels`',
  ],
  [
    '69 up to 1.33',
    workload('Deployment', SELECTOR, '{app: x}'),
    'spec.template.metadata.labels: Invalid value: map[string]string{"app":"x"}: `selector` does not match template `labels`',
    '1.33',
  ],
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map(
    (kind): Row => [
      `70 restartPolicy of a ${kind}`,
      workload(kind, SELECTOR, '{a: b}', 'restartPolicy: Never, '),
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ],
  ),
  [
    '72 replicas',
    workload('Deployment', `${SELECTOR}, replicas: -1`),
    'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  ],
  [
    '73 no room to roll',
    workload('Deployment', `${SELECTOR}, strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}`),
    'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0',
  ],
  [
    '73 up to 1.33',
    workload('Deployment', `${SELECTOR}, strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}`),
    'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0',
    '1.33',
  ],
  [
    '74 Recreate that rolls',
    workload('Deployment', `${SELECTOR}, strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}`),
    "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
  ],
  [
    '75 progress deadline',
    workload('Deployment', `${SELECTOR}, progressDeadlineSeconds: 5, minReadySeconds: 5`),
    'spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds',
  ],
  [
    '77 Job that says Always',
    job('', 'restartPolicy: Always, '),
    'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
  ],
  [
    '77 Job that says nothing',
    job('', ''),
    'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
  ],
  [
    '79 Indexed',
    job('completionMode: Indexed, parallelism: 2, '),
    'spec.completions: Required value: when completion mode is Indexed',
  ],
  ['80 schedule', cron('schedule: x'), 'spec.schedule: Invalid value: "x": expected exactly 5 fields, found 1: [x]'],
  [
    '80 minute 70',
    cron('schedule: 70 * * * *'),
    'spec.schedule: Invalid value: "70 * * * *": end of range (70) above maximum (59): 70',
  ],
  ['80 a good one', cron('schedule: "*/5 0-6,22 1 jan mon"'), []],
  ['a zone in the schedule up to 1.28', cron('schedule: "TZ=UTC * * * * *"'), [], '1.28'],
  [
    'a zone in the schedule since 1.29',
    cron('schedule: "TZ=UTC * * * * *"'),
    'spec.schedule: Invalid value: "TZ=UTC * * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    '1.29',
  ],
  [
    'two zones up to 1.28',
    cron('schedule: "TZ=UTC * * * * *", timeZone: UTC'),
    'spec.schedule: Invalid value: "TZ=UTC * * * * *": cannot use both timeZone field and TZ or CRON_TZ in schedule',
    '1.28',
  ],
  [
    '81 long CronJob name',
    cron('schedule: "@hourly"', 'a'.repeat(53)),
    `metadata.name: Invalid value: "${'a'.repeat(53)}": must be no more than 52 characters`,
  ],
  [
    '82 concurrencyPolicy',
    cron('schedule: "@hourly", concurrencyPolicy: X'),
    'spec.concurrencyPolicy: Unsupported value: "X": supported values: "Allow", "Forbid", "Replace"',
  ],
  ['83 no ports', service('selector: {a: b}'), 'spec.ports: Required value'],
  [
    '84 unnamed ports',
    service('ports: [{port: 80}, {port: 81}]'),
    ['spec.ports[0].name: Required value', 'spec.ports[1].name: Required value'],
  ],
  [
    '85 duplicate port',
    service('ports: [{name: a, port: 80}, {name: b, port: 80}]'),
    'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
  ],
  [
    '86 digit first before 1.36',
    service('ports: [{port: 80}]', '1s'),
    `metadata.name: Invalid value: "1s": ${LABEL_1035}`,
    '1.35',
  ],
  ['86 digit first', service('ports: [{port: 80}]', '1s'), []],
  [
    '87 nodePort on ClusterIP',
    service('ports: [{port: 80, nodePort: 30080}]'),
    "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
  ],
];

describe('faults of workloads and services, row by row', () => playRows(ROWS));
