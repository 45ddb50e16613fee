/**
 * What an object of a kind has before anybody has written anything: Go writes structs that are no pointers even when they
 * are empty, so they belong to nobody. Source: k8s.io/api, the fields that are neither pointers nor omitted.
 */
const TEMPLATE = { metadata: {}, spec: { containers: [] } };
const WORKLOAD = { metadata: {}, status: {} };

const EMPTY: Readonly<Record<string, Record<string, unknown>>> = {
  Pod: { spec: { containers: [] } },
  Deployment: { ...WORKLOAD, spec: { strategy: {}, template: TEMPLATE } },
  ReplicaSet: { ...WORKLOAD, spec: { template: TEMPLATE } },
  StatefulSet: { ...WORKLOAD, spec: { template: TEMPLATE, updateStrategy: {} } },
  DaemonSet: { ...WORKLOAD, spec: { template: TEMPLATE, updateStrategy: {} } },
  Job: { ...WORKLOAD, spec: { template: TEMPLATE } },
  CronJob: { ...WORKLOAD, spec: { jobTemplate: { metadata: {}, spec: { template: TEMPLATE } } } },
  PersistentVolumeClaim: { spec: { resources: {} } },
  HorizontalPodAutoscaler: { spec: { scaleTargetRef: {} } },
  Service: { status: { loadBalancer: {} } },
  Ingress: { status: { loadBalancer: {} } },
  Node: { status: { daemonEndpoints: { kubeletEndpoint: {} }, nodeInfo: {} } },
};

/** An object of the kind with nothing in it. */
export function emptyObject(kind: string): Record<string, unknown> {
  return { metadata: {}, spec: {}, status: {}, ...EMPTY[kind] };
}
