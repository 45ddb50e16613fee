/**
 * How lists and maps are owned, where it is not as a whole (lists) or member by member (maps and structs).
 * Source: the schema of applied objects, client-go 0.34 applyconfigurations/internal/internal.go.
 */

const CONTAINER = {
  env: ['name'],
  ports: ['containerPort', 'protocol'],
  volumeDevices: ['devicePath'],
  volumeMounts: ['mountPath'],
};
const CONDITIONS = { conditions: ['type'] };

type Keys = Readonly<Record<string, readonly string[]>>;

/** By struct and field: the members that tell the elements of a list apart. */
const KEYED: Readonly<Record<string, Keys>> = {
  Container: CONTAINER,
  EphemeralContainer: CONTAINER,
  ContainerStatus: { allocatedResourcesStatus: ['name'], volumeMounts: ['mountPath'] },
  ObjectMeta: { ownerReferences: ['uid'] },
  PodSpec: {
    containers: ['name'],
    ephemeralContainers: ['name'],
    hostAliases: ['ip'],
    imagePullSecrets: ['name'],
    initContainers: ['name'],
    resourceClaims: ['name'],
    schedulingGates: ['name'],
    topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
    volumes: ['name'],
  },
  PodStatus: { ...CONDITIONS, podIPs: ['ip'], hostIPs: ['ip'], resourceClaimStatuses: ['name'] },
  ResourceRequirements: { claims: ['name'] },
  ServiceAccount: { secrets: ['name'] },
  ServiceSpec: { ports: ['port', 'protocol'] },
  NodeStatus: { ...CONDITIONS, addresses: ['type'] },
  ServiceStatus: CONDITIONS,
  NamespaceStatus: CONDITIONS,
  DeploymentStatus: CONDITIONS,
  ReplicaSetStatus: CONDITIONS,
  ReplicationControllerStatus: CONDITIONS,
  StatefulSetStatus: CONDITIONS,
  DaemonSetStatus: CONDITIONS,
  HorizontalPodAutoscalerStatus: CONDITIONS,
  PersistentVolumeClaimStatus: CONDITIONS,
  PodDisruptionBudgetStatus: CONDITIONS,
};

/** Lists of plain values of which each is owned for itself. */
const SETS: ReadonlySet<string> = new Set([
  'Endpoint.addresses',
  'NodeSpec.podCIDRs',
  'ObjectMeta.finalizers',
  'PodFailurePolicyOnExitCodesRequirement.values',
  'UncountedTerminatedPods.failed',
  'UncountedTerminatedPods.succeeded',
]);

/** Structs that are owned as a whole. */
const WHOLE_STRUCTS: ReadonlySet<string> = new Set(
  `ConfigMapKeySelector EndpointAddress EndpointPort FileKeySelector LabelSelector LocalObjectReference NodeSelector
   NodeSelectorTerm ObjectFieldSelector ObjectReference OwnerReference ResourceFieldSelector RoleRef ScopeSelector
   SecretKeySelector SecretReference ServiceBackendPort Subject TypedLocalObjectReference`.split(/\s+/),
);

/** Maps that are owned as a whole. */
const WHOLE_MAPS: ReadonlySet<string> = new Set([
  'PodSpec.nodeSelector',
  'ReplicationControllerSpec.selector',
  'Scheduling.nodeSelector',
  'ServiceSpec.selector',
]);

export const keysOf = (struct: string, field: string): readonly string[] | undefined => KEYED[struct]?.[field];
export const isSet = (struct: string, field: string): boolean => SETS.has(`${struct}.${field}`);
export const isWhole = (struct: string): boolean => WHOLE_STRUCTS.has(struct);
export const isWholeMap = (struct: string, field: string): boolean => WHOLE_MAPS.has(`${struct}.${field}`);
