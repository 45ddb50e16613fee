import { c0, container, i0, initContainer, playRows, type Row } from './catalogue.fixture';

const ROWS: Row[] = [
  [
    '19 liveness successThreshold',
    container('livenessProbe: {exec: {command: [ls]}, successThreshold: 2}'),
    `${c0}.livenessProbe.successThreshold: Invalid value: 2: must be 1`,
  ],
  [
    '20 startup successThreshold',
    container('startupProbe: {exec: {command: [ls]}, successThreshold: 2}'),
    `${c0}.startupProbe.successThreshold: Invalid value: 2: must be 1`,
  ],
  [
    '21 probe without handler',
    container('livenessProbe: {periodSeconds: 3}'),
    `${c0}.livenessProbe: Required value: must specify a handler type`,
  ],
  [
    '22 probe with two handlers',
    container('livenessProbe: {exec: {command: [ls]}, httpGet: {port: 80}}'),
    `${c0}.livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type`,
  ],
  [
    '23 exec without command',
    container('livenessProbe: {exec: {}}'),
    `${c0}.livenessProbe.exec.command: Required value`,
  ],
  [
    '24 negative number',
    container('livenessProbe: {exec: {command: [ls]}, periodSeconds: -1}'),
    `${c0}.livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0`,
  ],
  [
    '25 grace of a readiness probe',
    container('readinessProbe: {exec: {command: [ls]}, terminationGracePeriodSeconds: 5}'),
    `${c0}.readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes`,
  ],
  [
    '25 grace 0 of a liveness probe',
    container('livenessProbe: {exec: {command: [ls]}, terminationGracePeriodSeconds: 0}'),
    `${c0}.livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0`,
  ],
  [
    '26 port name',
    container('livenessProbe: {httpGet: {port: no_good}}'),
    `${c0}.livenessProbe.httpGet.port: Invalid value: "no_good": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)`,
  ],
  [
    '27 scheme',
    container('livenessProbe: {httpGet: {port: 80, scheme: ftp}}'),
    `${c0}.livenessProbe.httpGet.scheme: Unsupported value: "ftp": supported values: "HTTP", "HTTPS"`,
  ],
  [
    '28 hook of an init container',
    initContainer('lifecycle: {postStart: {exec: {command: [ls]}}}'),
    `${i0}.lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always`,
  ],
  [
    '29 probe of an init container',
    initContainer('livenessProbe: {exec: {command: [ls]}}'),
    `${i0}.livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always`,
  ],
  [
    '29 up to 1.27',
    initContainer('readinessProbe: {exec: {command: [ls]}}'),
    `${i0}.readinessProbe: Forbidden: may not be set for init containers`,
    '1.27',
  ],
  [
    '29 on 1.20',
    initContainer('readinessProbe: {exec: {command: [ls]}}'),
    `${i0}.readinessProbe: Invalid value: core.Probe{Handler:core.Handler{Exec:(*core.ExecAction)(0xc000000000), HTTPGet:(*core.HTTPGetAction)(nil), TCPSocket:(*core.TCPSocketAction)(nil)}, InitialDelaySeconds:0, TimeoutSeconds:1, PeriodSeconds:10, SuccessThreshold:1, FailureThreshold:3}: must not be set for init containers`,
    '1.20',
  ],
  ['29 a sidecar may be probed', initContainer('restartPolicy: Always, livenessProbe: {exec: {command: [ls]}}'), []],
  [
    '30 init restartPolicy up to 1.34',
    initContainer('restartPolicy: Never'),
    `${i0}.restartPolicy: Unsupported value: "Never": supported values: "Always"`,
    '1.34',
  ],
  ['30 since 1.35', initContainer('restartPolicy: Never'), [], '1.35'],
  [
    '31 container restartPolicy up to 1.34',
    container('restartPolicy: Never'),
    `${c0}.restartPolicy: Forbidden: may not be set for non-init containers`,
    '1.34',
  ],
  [
    '31 container restartPolicy, before sidecars',
    container('restartPolicy: Always'),
    `${c0}.restartPolicy: Forbidden: may not be set for non-init containers`,
    '1.28',
  ],
  ['31 since 1.35', container('restartPolicy: Never'), [], '1.35'],
  [
    '32 sleep longer than grace',
    container('lifecycle: {preStop: {sleep: {seconds: 60}}}'),
    `${c0}.lifecycle.preStop.sleep: Invalid value: 60: must be non-negative and less than terminationGracePeriodSeconds (30)`,
  ],
  [
    '32 no sleep before 1.33',
    container('lifecycle: {preStop: {sleep: {seconds: 0}}}'),
    `${c0}.lifecycle.preStop.sleep: Invalid value: 0: must be greater than 0 and less than terminationGracePeriodSeconds (30)`,
    '1.31',
  ],
  [
    '33 empty hook',
    container('lifecycle: {preStop: {}}'),
    `${c0}.lifecycle.preStop: Required value: must specify a handler type`,
  ],
];

describe('faults of probes, hooks and restart policies, row by row', () => playRows(ROWS));
