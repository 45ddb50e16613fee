import type {
  ConfigMap,
  CronJob,
  DaemonSet,
  Deployment,
  EndpointSlice,
  Endpoints,
  HorizontalPodAutoscaler,
  Job,
  KubeNode,
  KubeObject,
  LimitRange,
  Namespace,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  PriorityClass,
  ReplicaSet,
  ResourceQuota,
  Secret,
  Service,
  ServiceAccount,
  StatefulSet,
  StorageClass,
} from '../../api';
import type { Ingress, NetworkPolicy } from '../../api/types';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, fileFlags, selectorFlags, text } from '../command/spec';
import { describeAutoscaler } from '../describe/autoscalers';
import { describeIngressClass, describePriorityClass, describeStorageClass } from '../describe/classes';
import type { DescribeContext } from '../describe/common';
import { describeIngress } from '../describe/ingress';
import { describeCronJob, describeJob } from '../describe/jobs';
import { describeLimits, describeNamespace } from '../describe/namespace';
import { describeNetworkPolicy } from '../describe/networkPolicy';
import { describeNode } from '../describe/node';
import {
  describeConfigMap,
  describeEndpointSlice,
  describeEndpoints,
  describeGeneric,
  describeSecret,
  describeServiceAccount,
} from '../describe/others';
import { describePersistentVolume } from '../describe/persistentVolume';
import { describePod } from '../describe/pod';
import { describeBudget, describeClaim, describeQuota } from '../describe/policies';
import { describeBinding, describeRole } from '../describe/rbac';
import { describeService } from '../describe/service';
import {
  describeDaemonSet,
  describeDeployment,
  describeReplicaSet,
  describeStatefulSet,
  type WorkloadFacts,
} from '../describe/workloads';
import { errorText } from '../errors';
import { type Found, load } from '../selection';
import type { Session } from '../session';
import { filterOf, nothingFound, selectionOf } from '../wanted';
import { backendsOf, eventsOf, ingressFacts, nodeFacts, usersOf, workloadFacts } from './describeFacts';
import { warnAboutEndpoints } from './get';

export const describe: CommandSpec = {
  name: 'describe',
  flags: [
    ...fileFlags,
    ...selectorFlags,
    bool('all-namespaces', { short: 'A' }),
    bool('show-events', { value: true }),
    text('chunk-size'),
  ],
  run: runDescribe,
};

function* runDescribe(call: Call): Task<number> {
  const { session } = call;
  const selection = selectionOf(call);
  warnAboutEndpoints(call, selection);
  const { found, errors } = yield* load(session, selection, filterOf(call));
  const all = [...found];
  const missing = errors.slice();
  // A name that does not exist may be the beginning of names that do.
  for (const { resource, name } of errors.length > 0 ? (selection.named ?? []) : []) {
    if (found.some((entry) => entry.resource === resource && entry.object.metadata.name === name)) continue;
    const objects = yield* session.client.list<KubeObject>(resource.kind, { namespace: session.scope(resource) });
    const near = objects.filter((object) => object.metadata.name.startsWith(name));
    all.push(...near.map((object) => ({ resource, object })));
    if (near.length > 0) missing.shift();
  }
  const texts: string[] = [];
  const withEvents = showsEvents(call, found.length === 1 && errors.length === 0);
  for (const entry of all) texts.push(yield* describeOne(session, entry, withEvents));
  if (texts.length > 0) session.io.stdout(texts.join('\n\n'));
  if (all.length === 0 && missing.length === 0) session.error(nothingFound(call, selection));
  for (const error of missing) session.error(errorText(error, session.release));
  return missing.length > 0 ? 1 : 0;
}

/** Newer kubectl shows events by itself only where one object was named or found (describe.go, Run). */
function showsEvents(call: Call, isOne: boolean): boolean {
  const hides = !isOne && !call.given('show-events') && call.session.release.has('describeEventsOfOne');
  return call.flag('show-events') && !hides;
}

/** The description of one object, with what has to be read for it. */
function* describeOne(session: Session, { object }: Found, showEvents: boolean): Task<string> {
  const context: DescribeContext = { nowMs: session.nowMs, release: session.release };
  const events = showEvents ? yield* eventsOf(session, object) : undefined;
  const facts: WorkloadFacts = { ...(yield* workloadFacts(session, object)), events };
  switch (object.kind) {
    case 'Pod':
      return describePod(object as Pod, events, context);
    case 'Deployment':
      return describeDeployment(object as Deployment, facts, context);
    case 'ReplicaSet':
      return describeReplicaSet(object as ReplicaSet, facts, context);
    case 'ReplicationController':
      return describeReplicaSet(withLabelSelector(object), facts, context);
    case 'StatefulSet':
      return describeStatefulSet(object as StatefulSet, facts, context);
    case 'DaemonSet':
      return describeDaemonSet(object as DaemonSet, facts, context);
    case 'Job':
      return describeJob(object as Job, events, context);
    case 'CronJob':
      return describeCronJob(object as CronJob, events, context);
    case 'Service':
      return describeService(object as Service, yield* backendsOf(session, object as Service), events, context);
    case 'Node':
      return describeNode(
        object as KubeNode,
        { ...(yield* nodeFacts(session, object.metadata.name)), events },
        context,
      );
    case 'ConfigMap':
      return describeConfigMap(object as ConfigMap, events, context);
    case 'Secret':
      return describeSecret(object as Secret);
    case 'Namespace':
      return describeNamespace(
        object as Namespace,
        yield* session.client.list<ResourceQuota>('ResourceQuota', { namespace: object.metadata.name }),
        yield* session.client.list<LimitRange>('LimitRange', { namespace: object.metadata.name }),
        context,
      );
    case 'LimitRange':
      return describeLimits(object as LimitRange);
    case 'PodDisruptionBudget':
      return describeBudget(object as PodDisruptionBudget, events, context);
    case 'ResourceQuota':
      return describeQuota(object as ResourceQuota);
    case 'PersistentVolumeClaim': {
      const claim = object as PersistentVolumeClaim;
      return describeClaim(claim, yield* usersOf(session, claim), events, context);
    }
    case 'PersistentVolume':
      return describePersistentVolume(object as PersistentVolume, events, context);
    case 'NetworkPolicy':
      return describeNetworkPolicy(object as NetworkPolicy);
    case 'Ingress':
      return describeIngress(
        object as Ingress,
        yield* ingressFacts(session, object as Ingress, context),
        events,
        context,
      );
    case 'IngressClass':
      return describeIngressClass(object, events, context);
    case 'StorageClass':
      return describeStorageClass(object as StorageClass, events, context);
    case 'PriorityClass':
      return describePriorityClass(object as PriorityClass, events, context);
    case 'Role':
    case 'ClusterRole':
      return describeRole(object);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return describeBinding(object);
    case 'EndpointSlice':
      return describeEndpointSlice(object as EndpointSlice, events, context);
    case 'Endpoints':
      return describeEndpoints(object as Endpoints, events, context);
    case 'HorizontalPodAutoscaler':
      return describeAutoscaler(object as HorizontalPodAutoscaler, events, context);
    case 'ServiceAccount':
      return describeServiceAccount(object as ServiceAccount, events, context);
    default:
      return describeGeneric(object, events, context);
  }
}

/** A ReplicationController is a ReplicaSet whose selector is nothing but labels. */
function withLabelSelector(object: KubeObject): ReplicaSet {
  const controller = object as KubeObject & { spec: { selector?: Record<string, string> } };
  return {
    ...controller,
    spec: { ...controller.spec, selector: { matchLabels: controller.spec.selector } },
  } as ReplicaSet;
}
