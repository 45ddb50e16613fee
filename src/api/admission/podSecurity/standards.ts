import { hostNamespaces, hostPorts, hostProcess, hostsOfHandlers } from './host';
import { allowPrivilegeEscalation, capabilities, fewCapabilities, privileged, procMount } from './privileges';
import { appArmor, seccomp, seccompAnnotations, seccompNeeded, seLinuxOptions } from './profiles';
import { sysctls } from './sysctls';
import type { Check, VersionedCheck } from './types';
import { runAsNonRoot, runAsUser } from './users';
import { hostPathVolumes, restrictedVolumes } from './volumes';

/** What only Linux has is not missing on Windows. */
function exceptOnWindows(check: Check): Check {
  return (pod, release) => (pod.spec.os?.name === 'windows' ? undefined : check(pod, release));
}

/** Root of a user namespace is nobody on the node (KEP-127). */
function exceptInUserNamespace(check: Check): Check {
  return (pod, release) => (pod.spec.hostUsers === false ? undefined : check(pod, release));
}

const CONTAINER_TYPES = ['container_t', 'container_init_t', 'container_kvm_t'] as const;

/** Keeps a pod from taking over its node. In the order in which it is told. Source: policy/check_*.go. */
export const BASELINE: readonly VersionedCheck[] = [
  { id: 'appArmorProfile', versions: [[0, appArmor]] },
  { id: 'capabilities_baseline', versions: [[0, capabilities]] },
  { id: 'hostNamespaces', versions: [[0, hostNamespaces]] },
  { id: 'hostPathVolumes', versions: [[0, hostPathVolumes]] },
  { id: 'hostPorts', versions: [[0, hostPorts]] },
  { id: 'hostProbesAndHostLifecycle', versions: [[34, hostsOfHandlers]] },
  { id: 'privileged', versions: [[0, privileged]] },
  {
    id: 'procMount',
    versions: [
      [35, exceptInUserNamespace(procMount)],
      [0, procMount],
    ],
  },
  {
    id: 'seLinuxOptions',
    versions: [
      [31, seLinuxOptions(...CONTAINER_TYPES, 'container_engine_t')],
      [0, seLinuxOptions(...CONTAINER_TYPES)],
    ],
  },
  {
    id: 'seccompProfile_baseline',
    versions: [
      [19, seccomp],
      [0, seccompAnnotations],
    ],
  },
  { id: 'sysctls', versions: [32, 29, 27, 0].map((version) => [version, sysctls(version)] as const) },
  { id: 'windowsHostProcess', versions: [[0, hostProcess]] },
];

/** Good practice, beside what baseline says. In the order in which it is told. Source: policy/check_*.go. */
export const RESTRICTED: readonly VersionedCheck[] = [
  {
    id: 'allowPrivilegeEscalation',
    versions: [
      [25, exceptOnWindows(allowPrivilegeEscalation)],
      [8, allowPrivilegeEscalation],
    ],
  },
  {
    id: 'capabilities_restricted',
    overrides: 'capabilities_baseline',
    versions: [
      [25, exceptOnWindows(fewCapabilities)],
      [22, fewCapabilities],
    ],
  },
  { id: 'procMount_restricted', overrides: 'procMount', versions: [[35, procMount]] },
  { id: 'restrictedVolumes', overrides: 'hostPathVolumes', versions: [[0, restrictedVolumes]] },
  {
    id: 'runAsNonRoot',
    versions: [
      [35, exceptInUserNamespace(runAsNonRoot)],
      [0, runAsNonRoot],
    ],
  },
  {
    id: 'runAsUser',
    versions: [
      [35, exceptInUserNamespace(runAsUser)],
      [23, runAsUser],
    ],
  },
  {
    id: 'seccompProfile_restricted',
    overrides: 'seccompProfile_baseline',
    versions: [
      [25, exceptOnWindows(seccompNeeded)],
      [19, seccompNeeded],
    ],
  },
];
