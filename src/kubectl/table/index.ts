import type { KubeObject, Release } from '../../api';
import { bindingColumns } from './access';
import { autoscalerColumns } from './autoscalers';
import {
  claimColumns,
  configMapColumns,
  leaseColumns,
  namespaceColumns,
  nodeColumns,
  priorityClassColumns,
  resourceQuotaColumns,
  secretColumns,
  serviceAccountColumns,
  storageClassColumns,
  volumeColumns,
} from './cluster';
import { type CellContext, type Column, createdColumns, nameColumn } from './column';
import { eventColumns } from './events';
import { cronJobColumns, jobColumns } from './jobs';
import { ingressClassColumns, ingressColumns, networkPolicyColumns } from './networking';
import { podColumns } from './pods';
import { endpointSliceColumns, endpointsColumns, serviceColumns } from './services';
import {
  ageColumn,
  controllerRevisionColumns,
  daemonSetColumns,
  deploymentColumns,
  podDisruptionBudgetColumns,
  replicaSetColumns,
  replicationControllerColumns,
  statefulSetColumns,
} from './workloads';

export type { CellContext, Column } from './column';
export { TableLayout } from './layout';
export { type PodCells, podRow } from './podRow';

const TABLES = {
  ClusterRole: createdColumns,
  ClusterRoleBinding: bindingColumns,
  ConfigMap: configMapColumns,
  ControllerRevision: controllerRevisionColumns,
  CronJob: cronJobColumns,
  DaemonSet: daemonSetColumns,
  Deployment: deploymentColumns,
  Endpoints: endpointsColumns,
  EndpointSlice: endpointSliceColumns,
  Event: eventColumns,
  HorizontalPodAutoscaler: autoscalerColumns,
  Ingress: ingressColumns,
  IngressClass: ingressClassColumns,
  Job: jobColumns,
  Lease: leaseColumns,
  LimitRange: createdColumns,
  Namespace: namespaceColumns,
  NetworkPolicy: networkPolicyColumns,
  Node: nodeColumns,
  PersistentVolume: volumeColumns,
  PersistentVolumeClaim: claimColumns,
  Pod: podColumns,
  PodDisruptionBudget: podDisruptionBudgetColumns,
  PriorityClass: priorityClassColumns,
  ReplicaSet: replicaSetColumns,
  ReplicationController: replicationControllerColumns,
  ResourceQuota: resourceQuotaColumns,
  Role: createdColumns,
  RoleBinding: bindingColumns,
  Secret: secretColumns,
  Service: serviceColumns,
  ServiceAccount: serviceAccountColumns,
  StatefulSet: statefulSetColumns,
  StorageClass: storageClassColumns,
};

/** The columns that a release shows for a kind; kinds without a table of their own have NAME and AGE. */
export function columnsOf(kind: string, release: Release, wide: boolean): Column[] {
  const all = (TABLES as unknown as Record<string, Column[]>)[kind] ?? [nameColumn, ageColumn];
  return all.filter((column) => (wide || !column.wide) && (!column.feature || release.has(column.feature)));
}

/** The cells of one object. */
export function cellsOf(columns: readonly Column[], object: KubeObject, context: CellContext): string[] {
  return columns.map((column) => column.cell(object, context));
}
