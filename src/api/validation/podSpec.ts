import type { PodSpec, PodTemplateSpec } from '../types/index';
import { validateContainers } from './containers';
import type { FieldErrors } from './errors';
import { validateAnnotations, validateLabels } from './metadata';
import { dnsLabelFaults, dnsSubdomainFaults, ipFaults, qualifiedNameFaults } from './names';
import type { Path } from './path';
import { validateScheduling } from './scheduling';
import { shownStruct } from './values';
import { validateVolumes } from './volumes';

const MAX_INT32 = 2 ** 31 - 1;
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** The specification of a pod, alone or in a template. Source: core validation `ValidatePodSpec`. */
export function validatePodSpec(spec: PodSpec, path: Path, errors: FieldErrors): void {
  const volumes = validateVolumes(spec.volumes ?? [], path.child('volumes'), errors);
  validateContainers(spec, volumes, path, errors);
  errors.oneOf(path.child('restartPolicy'), spec.restartPolicy, ['Always', 'OnFailure', 'Never']);
  validateDns(spec, path, errors);
  validateHost(spec, path, errors);
  validateScheduling(spec, path, errors);
  validateReferences(spec, path, errors);
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > MAX_INT32)) {
    errors.invalid(path.child('activeDeadlineSeconds'), deadline, `must be between 1 and ${MAX_INT32}, inclusive`);
  }
  for (const field of ['hostname', 'subdomain'] as const) {
    const name = spec[field];
    if (name) errors.invalidAll(path.child(field), name, dnsLabelFaults(name));
  }
  validateHostnameOverride(spec, path, errors);
  for (const [i, { ip }] of (spec.hostAliases ?? []).entries()) {
    errors.invalidAll(path.child('hostAliases').index(i).child('ip'), ip ?? '', ipFaults(ip ?? ''));
  }
  for (const [i, { conditionType = '' }] of (spec.readinessGates ?? []).entries()) {
    const where = path.child('readinessGates').index(i).child('conditionType');
    errors.invalidAll(where, conditionType, qualifiedNameFaults(conditionType));
  }
  if (spec.os) errors.oneOf(path.child('os'), spec.os.name, ['linux', 'windows']);
  if (spec.preemptionPolicy) {
    errors.oneOf(path.child('preemptionPolicy'), spec.preemptionPolicy, ['Never', 'PreemptLowerPriority']);
  }
}

/** A template: labels, annotations and the specification. */
export function validateTemplate(template: PodTemplateSpec | undefined, path: Path, errors: FieldErrors): void {
  validateLabels(template?.metadata?.labels, path.child('metadata', 'labels'), errors);
  validateAnnotations(template?.metadata?.annotations, path.child('metadata', 'annotations'), errors);
  validatePodSpec(template?.spec ?? { containers: [] }, path.child('spec'), errors);
  if (template?.spec?.ephemeralContainers?.length) {
    errors.forbidden(path.child('spec', 'ephemeralContainers'), 'ephemeral containers not allowed in pod template');
  }
}

function validateDns({ dnsPolicy, dnsConfig }: PodSpec, path: Path, errors: FieldErrors): void {
  errors.oneOf(path.child('dnsPolicy'), dnsPolicy, DNS_POLICIES);
  const nameservers = dnsConfig?.nameservers ?? [];
  const where = path.child('dnsConfig', 'nameservers');
  if (dnsPolicy === 'None' && !dnsConfig) {
    errors.required(path.child('dnsConfig'), 'must provide `dnsConfig` when `dnsPolicy` is None');
  } else if (dnsPolicy === 'None' && nameservers.length === 0) {
    errors.required(where, 'must provide at least one DNS nameserver when `dnsPolicy` is None');
  }
  if (nameservers.length > 3) {
    errors.invalid(where, shownStruct('[]string', nameservers), 'must not have more than 3 nameservers');
  }
  for (const [i, server] of nameservers.entries()) errors.invalidAll(where.index(i), server, ipFaults(server));
}

/** A name that goes round `hostname` and `subdomain` (KEP-4762). */
function validateHostnameOverride(spec: PodSpec, path: Path, errors: FieldErrors): void {
  const { hostnameOverride: name } = spec;
  if (name === undefined) return;
  const where = path.child('hostnameOverride');
  errors.invalidAll(where, name, dnsSubdomainFaults(name));
  if (name.length > 64) errors.invalid(where, name, 'must be no more than 64 characters');
  if (spec.setHostnameAsFQDN) errors.invalid(where, name, 'may not be set together with setHostnameAsFQDN');
  if (spec.hostNetwork) errors.invalid(where, name, 'may not be set together with hostNetwork');
}

/** The pod's share of its node. */
function validateHost(spec: PodSpec, path: Path, errors: FieldErrors): void {
  if (spec.hostNetwork) {
    for (const [i, { ports = [] }] of (spec.containers ?? []).entries()) {
      for (const [j, { hostPort, containerPort }] of ports.entries()) {
        // One that is missing is filled in at the latest when a pod is made of the template.
        if (!hostPort || hostPort === containerPort) continue;
        const where = path.child('containers').index(i).child('ports').index(j);
        const [wrong, value, right] = errors.release.has('hostPortIsBlamed')
          ? (['hostPort', hostPort, 'containerPort'] as const)
          : (['containerPort', containerPort, 'hostPort'] as const);
        errors.invalid(where.child(wrong), value, `must match \`${right}\` when \`hostNetwork\` is true`);
      }
    }
  }
  if (spec.shareProcessNamespace && spec.hostPID) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.invalid(path.child('securityContext', 'shareProcessNamespace'), true, detail);
  }
  const { runAsUser, runAsGroup, fsGroup } = spec.securityContext ?? {};
  for (const [field, id] of Object.entries({ fsGroup, runAsUser, runAsGroup })) {
    if (id !== undefined && (id < 0 || id > MAX_INT32)) {
      errors.invalid(path.child('securityContext', field), id, `must be between 0 and ${MAX_INT32}, inclusive`);
    }
  }
}

function validateReferences(spec: PodSpec, path: Path, errors: FieldErrors): void {
  for (const field of ['serviceAccountName', 'nodeName', 'priorityClassName', 'runtimeClassName'] as const) {
    const name = spec[field];
    if (name) errors.invalidAll(path.child(field), name, dnsSubdomainFaults(name));
  }
  for (const [i, { name }] of (spec.imagePullSecrets ?? []).entries()) {
    if (!name) errors.required(path.child('imagePullSecrets').index(i).child('name'));
  }
}
