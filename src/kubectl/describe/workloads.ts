import type { Condition, DaemonSet, Deployment, KubeEvent, Pod, ReplicaSet, StatefulSet } from '../../api';
import { selectorText } from '../selector';
import { describeTime } from '../time';
import { type DescribeContext, labelsText, writeAnnotations, writeController, writeMap } from './common';
import { writeEvents } from './events';
import { writeTemplate } from './template';
import { DescribeWriter } from './writer';

/** What a describer of a controller is told besides the object. */
export interface WorkloadFacts {
  /** Pods that the selector finds and that the controller owns. */
  readonly pods: readonly Pod[];
  /** ReplicaSets of a Deployment. */
  readonly replicaSets: readonly ReplicaSet[];
  readonly events: readonly KubeEvent[] | undefined;
}

export function describeDeployment(object: Deployment, facts: WorkloadFacts, context: DescribeContext): string {
  const { metadata, spec, status = {} } = object;
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  out.line(0, `CreationTimestamp:\t${describeTime(metadata.creationTimestamp)}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, `Selector:\t${selectorText(spec.selector)}`);
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status;
  out.line(
    0,
    `Replicas:\t${spec.replicas ?? 1} desired | ${updatedReplicas} updated | ${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`,
  );
  out.line(0, `StrategyType:\t${spec.strategy?.type ?? ''}`);
  out.line(0, `MinReadySeconds:\t${spec.minReadySeconds ?? 0}`);
  const rolling = spec.strategy?.rollingUpdate;
  if (rolling) {
    out.line(0, `RollingUpdateStrategy:\t${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`);
  }
  writeTemplate(out, spec.template, context);
  writeConditions(out, status.conditions);
  writeReplicaSets(out, object, facts.replicaSets);
  if (facts.events) writeEvents(out, facts.events, context);
  return out.toString();
}

function writeConditions(out: DescribeWriter, conditions: readonly Condition[] | undefined): void {
  if (!conditions?.length) return;
  out.line(0, 'Conditions:');
  out.line(1, 'Type\tStatus\tReason');
  out.line(1, '----\t------\t------');
  for (const { type, status, reason } of conditions) out.line(1, `${type} \t${status}\t${reason ?? ''}`);
}

/** The newest ReplicaSet is the one whose template is the Deployment's, which its revision tells. */
function writeReplicaSets(out: DescribeWriter, deployment: Deployment, sets: readonly ReplicaSet[]): void {
  if (sets.length === 0) return;
  const revision = (object: Deployment | ReplicaSet): number =>
    Number(object.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  const newest = sets.find((set) => revision(set) === revision(deployment) && revision(set) > 0);
  const old = sets.filter((set) => set !== newest);
  out.line(0, `OldReplicaSets:\t${old.map(replicaSetText).join(', ') || '<none>'}`);
  out.line(0, `NewReplicaSet:\t${newest ? replicaSetText(newest) : '<none>'}`);
}

const replicaSetText = ({ metadata, spec, status }: ReplicaSet): string =>
  `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`;

export function describeReplicaSet(object: ReplicaSet, facts: WorkloadFacts, context: DescribeContext): string {
  const { metadata, spec, status } = object;
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  out.line(0, `Selector:\t${selectorText(spec.selector)}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  writeController(out, object);
  out.line(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec.replicas ?? 0} desired`);
  out.line(0, `Pods Status:\t${podsStatus(facts.pods)}`);
  writeTemplate(out, spec.template, context);
  writeConditions(out, status?.conditions);
  if (facts.events) writeEvents(out, facts.events, context);
  return out.toString();
}

export function describeStatefulSet(object: StatefulSet, facts: WorkloadFacts, context: DescribeContext): string {
  const { metadata, spec, status } = object;
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  out.line(0, `CreationTimestamp:\t${describeTime(metadata.creationTimestamp)}`);
  out.line(0, `Selector:\t${selectorText(spec.selector)}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, `Replicas:\t${spec.replicas ?? 1} desired | ${status?.replicas ?? 0} total`);
  out.line(0, `Update Strategy:\t${spec.updateStrategy?.type ?? ''}`);
  const partition = spec.updateStrategy?.rollingUpdate?.partition;
  if (partition !== undefined) out.line(1, `Partition:\t${partition}`);
  out.line(0, `Pods Status:\t${podsStatus(facts.pods)}`);
  writeTemplate(out, spec.template, context);
  writeClaims(out, spec.volumeClaimTemplates);
  if (facts.events) writeEvents(out, facts.events, context);
  return out.toString();
}

function writeClaims(out: DescribeWriter, claims: StatefulSet['spec']['volumeClaimTemplates']): void {
  if (!claims?.length) {
    out.line(0, 'Volume Claims:\t<none>');
    return;
  }
  out.line(0, 'Volume Claims:');
  for (const claim of claims) {
    const {
      storageClassName = '',
      accessModes = [],
      resources,
    } = (
      claim as {
        spec?: { storageClassName?: string; accessModes?: string[]; resources?: { requests?: Record<string, string> } };
      }
    ).spec ?? {};
    out.line(1, `Name:\t${claim.metadata.name}`);
    out.line(1, `StorageClass:\t${storageClassName}`);
    writeMap(out, 1, 'Labels', claim.metadata.labels);
    writeMap(out, 1, 'Annotations', claim.metadata.annotations);
    out.line(1, `Capacity:\t${resources?.requests?.['storage'] ?? '<default>'}`);
    out.line(1, `Access Modes:\t[${accessModes.join(' ')}]`);
  }
}

export function describeDaemonSet(object: DaemonSet, facts: WorkloadFacts, context: DescribeContext): string {
  const { metadata, spec, status } = object;
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  if (context.release.has('describeDaemonSetNamespace')) out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  out.line(0, `Selector:\t${selectorText(spec.selector)}`);
  out.line(0, `Node-Selector:\t${labelsText(spec.template.spec.nodeSelector)}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`);
  out.line(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`);
  out.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`);
  out.line(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`);
  out.line(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`);
  out.line(0, `Pods Status:\t${podsStatus(facts.pods)}`);
  writeTemplate(out, spec.template, context);
  if (facts.events) writeEvents(out, facts.events, context);
  return out.toString();
}

/** Pods by phase; Pending is called Waiting. */
function podsStatus(pods: readonly Pod[]): string {
  const count = (phase: string): number => pods.filter((pod) => pod.status?.phase === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}
