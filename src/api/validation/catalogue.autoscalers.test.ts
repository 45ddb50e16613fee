import { playRows, type Row } from './catalogue.fixture';

const autoscaler = (spec: string) =>
  `{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {${spec}}}`;
const REF = 'scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}';
const CPU = 'resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}';
const metric = (text: string) => autoscaler(`${REF}, maxReplicas: 2, metrics: [{${text}}]`);
const m0 = 'spec.metrics[0]';

const ROWS: Row[] = [
  ['an autoscaler', metric(`type: Resource, ${CPU}`), []],
  [
    'no most',
    autoscaler(REF),
    [
      'spec.maxReplicas: Required value: must be set and greater than 0',
      'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`',
    ],
  ],
  [
    'no most up to 1.35',
    autoscaler(REF),
    [
      'spec.maxReplicas: Invalid value: 0: must be greater than 0',
      'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`',
    ],
    '1.35',
  ],
  [
    'less than least',
    autoscaler(`${REF}, minReplicas: 3, maxReplicas: 2`),
    'spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`',
  ],
  [
    'none at all',
    autoscaler(`${REF}, minReplicas: 0, maxReplicas: 2`),
    [
      'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
      'spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas',
    ],
  ],
  [
    'nothing to scale',
    autoscaler('scaleTargetRef: {}, maxReplicas: 2'),
    [
      'spec.scaleTargetRef.kind: Required value',
      'spec.scaleTargetRef.name: Required value',
      'spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group',
    ],
  ],
  [
    'a target without its group',
    autoscaler('scaleTargetRef: {kind: Deployment, name: d}, maxReplicas: 2'),
    'spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group',
  ],
  [
    'a target without its group up to 1.33',
    autoscaler('scaleTargetRef: {kind: Deployment, name: d}, maxReplicas: 2'),
    [],
    '1.33',
  ],
  [
    'the only target without a group',
    autoscaler('scaleTargetRef: {apiVersion: v1, kind: ReplicationController, name: d}, maxReplicas: 2'),
    [],
  ],
  [
    'a target with a slash',
    autoscaler('scaleTargetRef: {apiVersion: a/b/c, kind: Deployment, name: d/e}, maxReplicas: 2'),
    [
      'spec.scaleTargetRef.name: Invalid value: "d/e": may not contain \'/\'',
      'spec.scaleTargetRef.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c',
    ],
  ],
  [
    'a metric of no type',
    metric(CPU),
    [
      `${m0}.type: Required value: must specify a metric source type`,
      `${m0}.type: Unsupported value: "": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"`,
    ],
  ],
  [
    'a metric of another type',
    metric(`type: Pods, ${CPU}`),
    `${m0}.pods: Required value: must populate information for the given metric source`,
  ],
  [
    'two metrics in one',
    metric(`type: Resource, ${CPU}, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 1}}`),
    `${m0}.pods: Forbidden: must populate the given metric source only`,
  ],
  [
    'a resource without a target',
    metric('type: Resource, resource: {name: cpu, target: {}}'),
    [
      `${m0}.resource.target.type: Required value: must specify a metric target type`,
      `${m0}.resource.target.type: Invalid value: "": must be either Utilization, Value, or AverageValue`,
      `${m0}.resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization`,
    ],
  ],
  [
    'a share of nothing',
    metric('type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 0}}'),
    `${m0}.resource.target.averageUtilization: Invalid value: 0: must be greater than 0`,
  ],
  [
    'a metric without a name',
    metric('type: Pods, pods: {metric: {}, target: {type: AverageValue, averageValue: -1}}'),
    [
      `${m0}.pods.metric.name: Required value: must specify a metric name`,
      `${m0}.pods.target.averageValue: Invalid value: "-1": must be positive`,
    ],
  ],
  [
    'a container without a name',
    metric(
      'type: ContainerResource, containerResource: {name: cpu, container: "", target: {type: Utilization, averageUtilization: 50}}',
    ),
    `${m0}.containerResource.container: Required value: must specify a container`,
  ],
  [
    'rules',
    autoscaler(
      `${REF}, maxReplicas: 2, behavior: {scaleUp: {stabilizationWindowSeconds: 4000, selectPolicy: All, policies: [{type: Nodes, value: 0, periodSeconds: 2000}]}}`,
    ),
    [
      'spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 4000: must be less than or equal to 3600',
      'spec.behavior.scaleUp.selectPolicy: Unsupported value: "All": supported values: "Disabled", "Max", "Min"',
      'spec.behavior.scaleUp.policies[0].type: Unsupported value: "Nodes": supported values: "Percent", "Pods"',
      'spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero',
      'spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 2000: must be less than or equal to 1800',
    ],
  ],
];

const limits = (item: string) => `{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{${item}}]}}`;
const priority = (more: string) =>
  `apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: p}\nvalue: 1\n${more}\n`;

const OTHERS: Row[] = [
  [
    'a ratio that the bounds allow',
    limits('type: Container, min: {cpu: 1}, max: {cpu: 2}, maxLimitRequestRatio: {cpu: 2}'),
    [],
  ],
  [
    'a ratio beyond the bounds',
    limits('type: Container, min: {cpu: 1}, max: {cpu: 2}, maxLimitRequestRatio: {cpu: 3}'),
    'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "3": ratio 3 is greater than max/min = 2.000000',
  ],
  ['a preemption policy of nothing', priority('preemptionPolicy: ""'), 'preemptionPolicy: Required value'],
];

describe('faults of limit ranges and priority classes, row by row', () => playRows(OTHERS));

describe('faults of autoscalers, row by row', () => playRows(ROWS));
