import { C, c0, container, i0, initContainer, playRows, pod, type Row } from './catalogue.fixture';

const policy = (list: string) => container(`resizePolicy: [${list}]`);
const ofInit = initContainer('resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]');
const never = pod(
  `restartPolicy: Never, containers: [{${C}, resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]}]`,
);
const path = `${c0}.resizePolicy`;

const ROWS: readonly Row[] = [
  [
    'both resources',
    policy('{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: memory, restartPolicy: RestartContainer}'),
    [],
  ],
  [
    'a resource twice',
    policy('{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy: NotRequired}'),
    `${path}[1]: Duplicate value: "cpu"`,
  ],
  [
    'another resource',
    policy('{resourceName: storage, restartPolicy: NotRequired}'),
    `${path}: Unsupported value: "storage": supported values: "cpu", "memory"`,
  ],
  [
    'another policy',
    policy('{resourceName: cpu, restartPolicy: Maybe}'),
    `${path}: Unsupported value: "Maybe": supported values: "NotRequired", "RestartContainer"`,
  ],
  [
    'nothing said',
    policy('{resourceName: "", restartPolicy: ""}'),
    [`${path}: Required value`, `${path}: Required value`],
  ],
  ['fields that the release ignores', policy('{resourceName: storage, restartPolicy: Maybe}'), [], '1.32'],
  [
    'a restart in a pod without, up to 1.35',
    never,
    `${path}: Invalid value: "RestartContainer": must be 'NotRequired' when \`restartPolicy\` is 'Never'`,
    '1.35',
  ],
  [
    'a restart in a pod without',
    never,
    `${path}: Invalid value: "RestartContainer": must be 'NotRequired' when pod \`restartPolicy\` is 'Never'`,
  ],
  ['a restart of an init container, up to 1.35', ofInit, [], '1.35'],
  [
    'a restart of an init container',
    ofInit,
    `${i0}.resizePolicy[0].restartPolicy: Invalid value: "RestartContainer": must not be set to 'RestartContainer' for non-sidecar initContainers`,
  ],
];

describe('faults of resize policies, row by row', () => playRows(ROWS));
