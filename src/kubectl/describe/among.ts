import type {
  CronJob,
  DaemonSet,
  Deployment,
  EndpointSlice,
  Endpoints,
  Job,
  KubeObject,
  Pod,
  ReplicaSet,
  Service,
  StatefulSet,
} from '../../api';
import type { DescribeContext } from './common';
import { describeCronJob, describeJob } from './jobs';
import { describePod } from './pod';
import { describeService } from './service';
import {
  describeDaemonSet,
  describeDeployment,
  describeReplicaSet,
  describeStatefulSet,
  type WorkloadFacts,
} from './workloads';

/** Objects of a kind that one has at hand, such as those of a moment that is over. */
export type ObjectsAtHand = <T extends KubeObject>(kind: string) => Iterable<T>;

const SERVICE_NAME = 'kubernetes.io/service-name';

/**
 * What `kubectl describe` says of an object among others, without its events. It asks no API server, so it can tell of
 * any moment of which the objects are known.
 * @returns undefined for kinds that it does not know
 */
export function describeAmong(object: KubeObject, others: ObjectsAtHand, context: DescribeContext): string | undefined {
  switch (object.kind) {
    case 'Pod':
      return describePod(object as Pod, undefined, context);
    case 'Deployment':
      return describeDeployment(object as Deployment, factsOf(object, others), context);
    case 'ReplicaSet':
      return describeReplicaSet(object as ReplicaSet, factsOf(object, others), context);
    case 'StatefulSet':
      return describeStatefulSet(object as StatefulSet, factsOf(object, others), context);
    case 'DaemonSet':
      return describeDaemonSet(object as DaemonSet, factsOf(object, others), context);
    case 'Job':
      return describeJob(object as Job, undefined, context);
    case 'CronJob':
      return describeCronJob(object as CronJob, undefined, context);
    case 'Service':
      return describeService(object as Service, backendsOf(object, others, context), undefined, context);
    default:
      return undefined;
  }
}

function factsOf({ kind, metadata: { uid } }: KubeObject, others: ObjectsAtHand): WorkloadFacts {
  const owned = <T extends KubeObject>(of: string): T[] =>
    [...others<T>(of)].filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid));
  return {
    pods: owned<Pod>('Pod'),
    replicaSets: kind === 'Deployment' ? owned<ReplicaSet>('ReplicaSet') : [],
    events: undefined,
  };
}

function backendsOf(
  { metadata: { name, namespace } }: KubeObject,
  others: ObjectsAtHand,
  { release }: DescribeContext,
) {
  const near = <T extends KubeObject>(kind: string): T[] =>
    [...others<T>(kind)].filter(({ metadata }) => metadata.namespace === namespace);
  if (!release.has('describeServiceBySlices'))
    return { slices: [], endpoints: near<Endpoints>('Endpoints').find(({ metadata }) => metadata.name === name) };
  const slices = near<EndpointSlice>('EndpointSlice').filter(
    ({ metadata }) => metadata.labels?.[SERVICE_NAME] === name,
  );
  return { slices, endpoints: undefined };
}
