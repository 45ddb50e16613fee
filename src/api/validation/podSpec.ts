import { containerAmounts } from '../podAmounts';
import { canonicalQuantity, formatQuantity, parseQuantity } from '../quantity';
import type { PodSpec, PodTemplateSpec } from '../types/index';
import { validateContainers } from './containers';
import { validateDns, validateHostAliases } from './dns';
import type { FieldErrors } from './errors';
import { validateAnnotations, validateLabels } from './metadata';
import type { Path } from './path';
import { validatePodAnnotations } from './podAnnotations';
import { validatePodResource, validateResources } from './resources';
import { validateAffinity, validateGates, validateTolerations } from './scheduling';
import { validatePodSecurity } from './security';
import { validateSpread } from './spread';
import { validateVolumes } from './volumes';

const MAX_INT32 = 2 ** 31 - 1;
const MAX_HOST_NAME = 64;
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/**
 * The specification of a pod, alone or in a template, in the order in which the server looks at it.
 * Source: core validation `ValidatePodSpec`.
 */
export function validatePodSpec(spec: PodSpec, path: Path, errors: FieldErrors): void {
  const volumes = validateVolumes(spec.volumes ?? [], path.child('volumes'), errors);
  validateContainers(spec, volumes, path, errors);
  if (errors.release.has('podLevelResources')) validatePodResources(spec, path.child('resources'), errors);
  validateHostPorts(spec, path.child('containers'), errors);
  errors.oneOf(path.child('restartPolicy'), spec.restartPolicy, ['Always', 'OnFailure', 'Never']);
  errors.oneOf(path.child('dnsPolicy'), spec.dnsPolicy, DNS_POLICIES);
  validateLabels(spec.nodeSelector, path.child('nodeSelector'), errors);
  validatePodSecurity(spec, path.child('securityContext'), errors);
  validateAffinity(spec.affinity, path.child('affinity'), errors);
  validateDns(spec, path.child('dnsConfig'), errors);
  for (const [i, { conditionType = '' }] of (spec.readinessGates ?? []).entries()) {
    errors.qualifiedName(path.child('readinessGates').index(i).child('conditionType'), conditionType);
  }
  validateGates(spec.schedulingGates ?? [], path.child('schedulingGates'), errors);
  validateSpread(spec.topologySpreadConstraints ?? [], path.child('topologySpreadConstraints'), errors);
  validateHostUsers(spec, path, errors);
  validateHostnameOverride(spec, path.child('hostnameOverride'), errors);
  validateReferences(spec, ['serviceAccountName', 'nodeName'], path, errors);
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > MAX_INT32)) {
    errors.invalid(path.child('activeDeadlineSeconds'), deadline, `must be between 1 and ${MAX_INT32}, inclusive`);
  }
  for (const field of ['hostname', 'subdomain'] as const) {
    if (spec[field]) errors.dnsLabel(path.child(field), spec[field]);
  }
  validateTolerations(spec.tolerations ?? [], path.child('tolerations'), errors);
  validateHostAliases(spec, path.child('hostAliases'), errors);
  validateReferences(spec, ['priorityClassName', 'runtimeClassName'], path, errors);
  if (spec.preemptionPolicy) {
    errors.oneOf(path.child('preemptionPolicy'), spec.preemptionPolicy, ['PreemptLowerPriority', 'Never']);
  }
  if (spec.os) validateOs(spec.os.name, path.child('os'), errors);
}

/** A template: labels, annotations and the specification. */
export function validateTemplate(template: PodTemplateSpec | undefined, path: Path, errors: FieldErrors): void {
  validateLabels(template?.metadata?.labels, path.child('labels'), errors);
  validateAnnotations(template?.metadata?.annotations, path.child('annotations'), errors);
  validatePodAnnotations(template?.metadata?.annotations, template?.spec, path.child('annotations'), errors);
  validatePodSpec(template?.spec ?? { containers: [] }, path.child('spec'), errors);
  if (template?.spec?.ephemeralContainers?.length) {
    errors.forbidden(path.child('spec', 'ephemeralContainers'), 'ephemeral containers not allowed in pod template');
  }
}

/** What the pod has as a whole is not less than what its containers have (KEP-2837). */
function validatePodResources(spec: PodSpec, path: Path, errors: FieldErrors): void {
  const { resources, containers } = spec;
  if (!resources) return;
  validateResources(resources, path, errors, validatePodResource);
  for (const [name, sum] of containerAmounts(spec, 'requests')) {
    const request = resources.requests?.[name];
    if (request === undefined || sum <= parseQuantity(request)) continue;
    const format = name === 'cpu' ? 'DecimalSI' : 'BinarySI';
    const detail = `must be greater than or equal to aggregate container requests of ${formatQuantity(sum, format)}`;
    errors.invalid(path.child('requests').key(name), canonicalQuantity(request), detail);
  }
  for (const [i, container] of containers.entries()) {
    for (const [name, limit] of Object.entries(container.resources?.limits ?? {})) {
      const most = resources.limits?.[name];
      if (most === undefined || parseQuantity(limit) <= parseQuantity(most)) continue;
      const where = path.child('containers').index(i).key(name).child('limits');
      const detail = `must be less than or equal to pod limits of ${canonicalQuantity(most)}`;
      errors.invalid(where, canonicalQuantity(limit), detail);
    }
  }
}

/** On the network of its node a container has its ports there. */
function validateHostPorts({ hostNetwork, containers = [] }: PodSpec, path: Path, errors: FieldErrors): void {
  if (!hostNetwork) return;
  for (const [i, { ports = [] }] of containers.entries()) {
    for (const [j, { hostPort, containerPort }] of ports.entries()) {
      // One that is missing is filled in at the latest when a pod is made of the template.
      if (!hostPort || hostPort === containerPort) continue;
      const where = path.index(i).child('ports').index(j);
      const [wrong, value, right] = errors.release.has('hostPortIsBlamed')
        ? (['hostPort', hostPort, 'containerPort'] as const)
        : (['containerPort', containerPort, 'hostPort'] as const);
      errors.invalid(where.child(wrong), value, `must match \`${right}\` when \`hostNetwork\` is true`);
    }
  }
}

/** Users of its own, and a part of the node all the same: that does not go together (KEP-127). */
function validateHostUsers(spec: PodSpec, path: Path, errors: FieldErrors): void {
  if (spec.hostUsers !== false) return;
  const detail = errors.release.text('noHostUsers');
  if (spec.hostNetwork) errors.forbidden(path.child('hostNetwork'), detail);
  if (spec.hostPID) errors.forbidden(path.child('HostPID'), detail);
  if (spec.hostIPC) errors.forbidden(path.child('HostIPC'), detail);
}

/** A name that goes round `hostname` and `subdomain` (KEP-4762). */
function validateHostnameOverride(spec: PodSpec, path: Path, errors: FieldErrors): void {
  const { hostnameOverride: name } = spec;
  if (name === undefined) return;
  if (spec.setHostnameAsFQDN) errors.forbidden(path, 'may not be specified when setHostnameAsFQDN is true');
  if (spec.hostNetwork) errors.forbidden(path, 'may not be specified when hostNetwork is true');
  if (name.length > MAX_HOST_NAME) errors.tooLong(path, MAX_HOST_NAME);
  errors.dnsSubdomain(path, name);
}

type NameField = 'serviceAccountName' | 'nodeName' | 'priorityClassName' | 'runtimeClassName';

function validateReferences(spec: PodSpec, fields: readonly NameField[], path: Path, errors: FieldErrors): void {
  for (const field of fields) if (spec[field]) errors.dnsSubdomain(path.child(field), spec[field]);
}

function validateOs(name: string, path: Path, errors: FieldErrors): void {
  if (name) errors.oneOf(path, name, ['linux', 'windows']);
  else errors.required(path.child('name'), errors.release.text('emptyOsName'));
}
