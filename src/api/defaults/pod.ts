import { containerAmounts } from '../podAmounts';
import { allContainers } from '../podSpecs';
import { formatQuantity } from '../quantity';
import type { Release } from '../release/index';
import type {
  Container,
  EnvVar,
  Lifecycle,
  LifecycleHandler,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Probe,
  ProbeHandler,
} from '../types/index';
import { defaultPullPolicy } from './images';
import { defaultVolume, dropImageVolumes } from './volumes';

/** What a pod that says nothing gets. Source: kubernetes.io API reference of Pod, "Defaults to …". */
export function defaultPod(pod: Pod, release: Release): void {
  defaultPodSpec(pod.spec, release);
  // Whoever asks for less than nothing gets the shortest grace that there is; a template may say what it likes.
  const isNegative = (pod.spec.terminationGracePeriodSeconds as number) < 0;
  if (isNegative && release.has('negativeGraceIsOne')) pod.spec.terminationGracePeriodSeconds = 1;
  pod.spec.enableServiceLinks ??= true;
  if (pod.spec.hostNetwork) defaultHostPorts(pod.spec);
  for (const container of allContainers(pod.spec)) requestWhatIsLimited(container);
  requestForPod(pod.spec);
}

/** The same in the template of a workload; some defaults come only when a pod is made of it. */
export function defaultTemplate(template: PodTemplateSpec | undefined, release: Release): void {
  if (!template) return;
  template.spec ??= {} as PodSpec;
  defaultPodSpec(template.spec, release);
  if (template.spec.hostNetwork && release.has('hostPortsInTemplates')) defaultHostPorts(template.spec);
}

function defaultPodSpec(spec: PodSpec, release: Release): void {
  spec.restartPolicy ??= 'Always';
  spec.terminationGracePeriodSeconds ??= 30;
  spec.dnsPolicy ??= 'ClusterFirst';
  spec.securityContext ??= {};
  spec.schedulerName ??= 'default-scheduler';
  // The old name of the account mirrors the new one in everything the server shows.
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  if (account) spec.serviceAccountName = spec.serviceAccount = account;
  for (const volume of spec.volumes ?? []) defaultVolume(volume);
  spec.containers ??= [];
  if (!release.has('imageVolumes')) dropImageVolumes(spec);
  if (!release.has('sidecarContainers')) dropSidecars(spec);
  for (const container of spec.initContainers ?? []) defaultContainer(container, release);
  for (const container of spec.containers) defaultContainer(container, release);
  for (const container of spec.ephemeralContainers ?? []) defaultContainer(container, release);
}

/** Before there are sidecars, the field is dropped of init containers alone: elsewhere it is refused. Source: pkg/api/pod/util.go `dropDisabledFields`, 1.28. */
function dropSidecars({ initContainers = [] }: PodSpec): void {
  for (const container of initContainers) delete container.restartPolicy;
}

/** Also used for an ephemeral container that joins a running pod. */
export function defaultContainer(container: Container, _release: Release): void {
  for (const port of container.ports ?? []) port.protocol ??= 'TCP';
  for (const variable of container.env ?? []) defaultVariable(variable);
  container.resources ??= {};
  defaultProbe(container.livenessProbe);
  defaultProbe(container.readinessProbe);
  defaultProbe(container.startupProbe);
  defaultHooks(container.lifecycle);
  container.terminationMessagePath ??= '/dev/termination-log';
  container.terminationMessagePolicy ??= 'File';
  container.imagePullPolicy ??= defaultPullPolicy(container.image ?? '');
}

function defaultVariable({ valueFrom }: EnvVar): void {
  if (valueFrom?.fieldRef) valueFrom.fieldRef.apiVersion ??= 'v1';
  if (valueFrom?.resourceFieldRef) valueFrom.resourceFieldRef.divisor ??= '0';
}

/** Zero means "not said": the fields have no way to tell the two apart. */
function defaultProbe(probe: Probe | undefined): void {
  if (!probe) return;
  defaultHandler(probe);
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  if (probe.initialDelaySeconds === 0) delete probe.initialDelaySeconds;
  if (probe.grpc) probe.grpc.service ??= '';
}

function defaultHooks(lifecycle: Lifecycle | undefined): void {
  if (lifecycle?.postStart) defaultHandler(lifecycle.postStart);
  if (lifecycle?.preStop) defaultHandler(lifecycle.preStop);
}

/** What is no pointer inside the server is written in any case. */
function defaultHandler({ httpGet, ...handler }: ProbeHandler | LifecycleHandler): void {
  if ('sleep' in handler && handler.sleep) handler.sleep.seconds ??= 0;
  if (!httpGet) return;
  for (const header of httpGet.httpHeaders ?? []) header.value ??= '';
  httpGet.path ||= '/';
  httpGet.scheme ||= 'HTTP';
}

function defaultHostPorts(spec: PodSpec): void {
  for (const container of allContainers(spec)) {
    for (const port of container.ports ?? []) port.hostPort ||= port.containerPort;
  }
}

/** A limit without a request is a request. */
function requestWhatIsLimited({ resources }: Container): void {
  if (!resources?.limits) return;
  for (const [name, limit] of Object.entries(resources.limits)) {
    resources.requests ??= {};
    resources.requests[name] ??= limit;
  }
}

/**
 * A pod that is limited as a whole (KEP-2837) asks for what its containers ask for, and for the limit where they ask for
 * nothing. Source: core/v1 `defaultPodRequests`.
 */
function requestForPod(spec: PodSpec): void {
  const { resources } = spec;
  if (!resources?.limits || Object.keys(resources.limits).length === 0) return;
  const requests = { ...resources.requests };
  for (const [name, sum] of containerAmounts(spec, 'requests')) {
    if (name === 'cpu' || name === 'memory')
      requests[name] ??= formatQuantity(sum, name === 'cpu' ? 'DecimalSI' : 'BinarySI');
  }
  for (const [name, limit] of Object.entries(resources.limits)) {
    if (name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')) requests[name] ??= limit;
  }
  resources.requests = requests;
}
