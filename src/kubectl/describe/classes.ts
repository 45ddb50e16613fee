import type { KubeEvent, KubeObject, PriorityClass, StorageClass } from '../../api';
import { type DescribeContext, labelsText, NONE, writeAnnotations, writeMap } from './common';
import { writeEvents } from './events';
import { DescribeWriter } from './writer';

type Events = readonly KubeEvent[] | undefined;

/** `kubectl describe storageclass`. Source: kubectl describe.go, describeStorageClass. */
export function describeStorageClass(storage: StorageClass, events: Events, context: DescribeContext): string {
  const { metadata, provisioner, allowVolumeExpansion, reclaimPolicy, volumeBindingMode } = storage;
  const { parameters, mountOptions = [] } = storage as { parameters?: Record<string, string>; mountOptions?: string[] };
  const out = new DescribeWriter();
  const isDefault = metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `IsDefaultClass:\t${isDefault ? 'Yes' : 'No'}`);
  out.line(0, `Annotations:\t${labelsText(metadata.annotations)}`);
  out.line(0, `Provisioner:\t${provisioner}`);
  out.line(0, `Parameters:\t${labelsText(parameters)}`);
  out.line(0, `AllowVolumeExpansion:\t${expansionText(allowVolumeExpansion)}`);
  out.line(0, mountOptions.length === 0 ? `MountOptions:\t${NONE}` : 'MountOptions:');
  for (const option of mountOptions) out.line(1, option);
  if (reclaimPolicy) out.line(0, `ReclaimPolicy:\t${reclaimPolicy}`);
  if (volumeBindingMode) out.line(0, `VolumeBindingMode:\t${volumeBindingMode}`);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

function expansionText(allowed: boolean | undefined): string {
  if (allowed === undefined) return '<unset>';
  return allowed ? 'True' : 'False';
}

/** `kubectl describe priorityclass`. Source: kubectl describe.go, describePriorityClass. */
export function describePriorityClass(priority: PriorityClass, events: Events, context: DescribeContext): string {
  const { metadata, value, globalDefault = false, preemptionPolicy = '', description = '' } = priority;
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Value:\t${value}`);
  out.line(0, `GlobalDefault:\t${globalDefault}`);
  if (context.release.has('describePreemptionPolicy')) out.line(0, `PreemptionPolicy:\t${preemptionPolicy}`);
  out.line(0, `Description:\t${description}`);
  out.line(0, `Annotations:\t${labelsText(metadata.annotations)}`);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

/** Of networking.k8s.io/v1, as far as it is described. */
type IngressClass = KubeObject & {
  readonly spec?: {
    readonly controller?: string;
    readonly parameters?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  };
};

/** `kubectl describe ingressclass`. Source: kubectl describe.go, describeIngressClassV1. */
export function describeIngressClass(
  { metadata, spec = {} }: IngressClass,
  events: Events,
  context: DescribeContext,
): string {
  const { controller = '', parameters } = spec;
  const out = new DescribeWriter();
  out.line(0, `Name:\t${metadata.name}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, `Controller:\t${controller}`);
  if (parameters) {
    out.line(0, 'Parameters:');
    if (parameters.apiGroup !== undefined) out.line(1, `APIGroup:\t${parameters.apiGroup}`);
    out.line(1, `Kind:\t${parameters.kind}`);
    out.line(1, `Name:\t${parameters.name}`);
  }
  if (events) writeEvents(out, events, context);
  return out.toString();
}
