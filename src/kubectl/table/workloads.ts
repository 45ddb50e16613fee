import type {
  ControllerRevision,
  DaemonSet,
  Deployment,
  KubeObject,
  LabelSelector,
  PodDisruptionBudget,
  PodTemplateSpec,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../api';
import { selectorText } from '../selector';
import { ageOf } from '../time';
import { type Column, labelText, nameColumn, orNone } from './column';

export const ageColumn: Column = {
  name: 'Age',
  cell: (object, { nowMs }) => ageOf(object.metadata.creationTimestamp, nowMs),
};

/** Containers, Images and Selector: the wide columns of everything that makes pods. */
export function templateColumns<T extends KubeObject>(
  template: (object: T) => PodTemplateSpec | undefined,
  selector?: (object: T) => LabelSelector | undefined,
): Column<T>[] {
  const containers = (object: T) => template(object)?.spec.containers ?? [];
  const columns: Column<T>[] = [
    {
      name: 'Containers',
      wide: true,
      cell: (object) =>
        containers(object)
          .map((c) => c.name)
          .join(','),
    },
    {
      name: 'Images',
      wide: true,
      cell: (object) =>
        containers(object)
          .map((c) => c.image ?? '')
          .join(','),
    },
  ];
  if (selector) columns.push({ name: 'Selector', wide: true, cell: (object) => selectorText(selector(object)) });
  return columns;
}

const number = (value: number | undefined): string => String(value ?? 0);

export const deploymentColumns: Column<Deployment>[] = [
  nameColumn,
  { name: 'Ready', cell: (d) => `${number(d.status?.readyReplicas)}/${number(d.spec.replicas)}` },
  { name: 'Up-to-date', cell: (d) => number(d.status?.updatedReplicas) },
  { name: 'Available', cell: (d) => number(d.status?.availableReplicas) },
  ageColumn,
  ...templateColumns<Deployment>(
    (d) => d.spec.template,
    (d) => d.spec.selector,
  ),
];

export const replicaSetColumns: Column<ReplicaSet>[] = [
  nameColumn,
  { name: 'Desired', cell: (rs) => number(rs.spec.replicas) },
  { name: 'Current', cell: (rs) => number(rs.status?.replicas) },
  { name: 'Ready', cell: (rs) => number(rs.status?.readyReplicas) },
  ageColumn,
  ...templateColumns<ReplicaSet>(
    (rs) => rs.spec.template,
    (rs) => rs.spec.selector,
  ),
];

export const replicationControllerColumns: Column<ReplicationController>[] = [
  nameColumn,
  { name: 'Desired', cell: (rc) => number(rc.spec.replicas) },
  { name: 'Current', cell: (rc) => number(rc.status?.replicas) },
  { name: 'Ready', cell: (rc) => number(rc.status?.readyReplicas) },
  ageColumn,
  ...templateColumns<ReplicationController>(
    (rc) => rc.spec.template,
    (rc) => ({ matchLabels: rc.spec.selector }),
  ),
];

export const statefulSetColumns: Column<StatefulSet>[] = [
  nameColumn,
  { name: 'Ready', cell: (s) => `${number(s.status?.readyReplicas)}/${number(s.spec.replicas)}` },
  ageColumn,
  ...templateColumns<StatefulSet>((s) => s.spec.template),
];

export const daemonSetColumns: Column<DaemonSet>[] = [
  nameColumn,
  { name: 'Desired', cell: (d) => number(d.status?.desiredNumberScheduled) },
  { name: 'Current', cell: (d) => number(d.status?.currentNumberScheduled) },
  { name: 'Ready', cell: (d) => number(d.status?.numberReady) },
  { name: 'Up-to-date', cell: (d) => number(d.status?.updatedNumberScheduled) },
  { name: 'Available', cell: (d) => number(d.status?.numberAvailable) },
  { name: 'Node Selector', cell: (d) => labelText(d.spec.template.spec.nodeSelector) },
  ageColumn,
  ...templateColumns<DaemonSet>(
    (d) => d.spec.template,
    (d) => d.spec.selector,
  ),
];

export const podDisruptionBudgetColumns: Column<PodDisruptionBudget>[] = [
  nameColumn,
  { name: 'Min Available', cell: (pdb) => String(pdb.spec.minAvailable ?? 'N/A') },
  { name: 'Max Unavailable', cell: (pdb) => String(pdb.spec.maxUnavailable ?? 'N/A') },
  { name: 'Allowed Disruptions', cell: (pdb) => number(pdb.status?.disruptionsAllowed) },
  ageColumn,
];

export const controllerRevisionColumns: Column<ControllerRevision>[] = [
  nameColumn,
  {
    name: 'Controller',
    cell: (revision) => {
      const owner = revision.metadata.ownerReferences?.find((reference) => reference.controller);
      const group = owner?.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
      return orNone(owner && `${owner.kind.toLowerCase()}${group}/${owner.name}`);
    },
  },
  { name: 'Revision', cell: (revision) => String(revision.revision) },
  ageColumn,
];
