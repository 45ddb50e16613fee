import type { ConfigMap, EndpointSlice, Endpoints, KubeEvent, KubeObject, Secret, ServiceAccount } from '../../api';
import { describeTime } from '../time';
import { type DescribeContext, NONE, writeAnnotations, writeMap } from './common';
import { writeEvents } from './events';
import { DescribeWriter } from './writer';

/** Name, Namespace, Labels and Annotations: how most descriptions begin. */
export function begin(object: KubeObject): DescribeWriter {
  const out = new DescribeWriter();
  out.line(0, `Name:\t${object.metadata.name}`);
  if (object.metadata.namespace) out.line(0, `Namespace:\t${object.metadata.namespace}`);
  writeMap(out, 0, 'Labels', object.metadata.labels);
  writeAnnotations(out, 0, object.metadata.annotations);
  return out;
}

export function describeConfigMap(
  map: ConfigMap,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const out = begin(map);
  out.line(0, '');
  out.line(0, 'Data');
  out.line(0, '====');
  for (const [key, value] of Object.entries(map.data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
    out.line(0, `${key}:`);
    out.line(0, '----');
    for (const line of value.split('\n')) out.line(0, line);
    if (context.release.has('describeConfigMapSpaced')) out.line(0, '');
  }
  if (context.release.has('describeBinaryData')) {
    out.line(0, '');
    out.line(0, 'BinaryData');
    out.line(0, '====');
    for (const [key, value] of Object.entries(map.binaryData ?? {})) out.line(0, `${key}: ${byteCount(value)} bytes`);
    out.line(0, '');
  }
  if (events) writeEvents(out, events, context);
  return out.toString();
}

const byteCount = (base64: string): number => Buffer.from(base64, 'base64').length;

export function describeSecret(secret: Secret): string {
  const out = begin(secret);
  out.line(0, '');
  out.line(0, `Type:\t${secret.type ?? 'Opaque'}`);
  out.line(0, '');
  out.line(0, 'Data');
  out.line(0, '====');
  for (const [key, value] of Object.entries(secret.data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
    out.line(0, `${key}:\t${byteCount(value)} bytes`);
  }
  return out.toString();
}

export function describeEndpointSlice(
  slice: EndpointSlice,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const out = begin(slice);
  out.line(0, `AddressType:\t${slice.addressType}`);
  if (!slice.ports?.length) out.line(0, 'Ports: <unset>');
  else {
    out.line(0, 'Ports:');
    out.line(1, 'Name\tPort\tProtocol');
    out.line(1, '----\t----\t--------');
    for (const { name, port, protocol } of slice.ports)
      out.line(1, `${name || '<unset>'}\t${port ?? '*'}\t${protocol ?? 'TCP'}`);
  }
  out.line(0, slice.endpoints.length > 0 ? 'Endpoints:' : 'Endpoints: <none>');
  for (const { addresses, conditions, hostname, targetRef, nodeName, zone } of slice.endpoints) {
    out.line(1, `- Addresses:\t${addresses.join(', ')}`);
    out.line(2, 'Conditions:');
    out.line(3, `Ready:\t${conditions?.ready ?? '<unset>'}`);
    out.line(2, `Hostname:\t${hostname || '<unset>'}`);
    if (targetRef) out.line(2, `TargetRef:\t${targetRef.kind}/${targetRef.name}`);
    out.line(2, `NodeName:\t${nodeName || '<unset>'}`);
    out.line(2, `Zone:\t${zone || '<unset>'}`);
  }
  if (events) writeEvents(out, events, context);
  return out.toString();
}

export function describeEndpoints(
  endpoints: Endpoints,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const out = begin(endpoints);
  out.line(0, 'Subsets:');
  for (const { addresses, notReadyAddresses, ports } of endpoints.subsets ?? []) {
    const text = (each: typeof addresses): string => (each ?? []).map(({ ip }) => ip).join(',') || NONE;
    out.line(1, `Addresses:\t${text(addresses)}`);
    out.line(1, `NotReadyAddresses:\t${text(notReadyAddresses)}`);
    if (ports?.length) {
      out.line(1, 'Ports:');
      out.line(2, 'Name\tPort\tProtocol');
      out.line(2, '----\t----\t--------');
      for (const { name, port, protocol } of ports) out.line(2, `${name || '<unset>'}\t${port}\t${protocol ?? 'TCP'}`);
    }
    out.line(0, '');
  }
  if (events) writeEvents(out, events, context);
  return out.toString();
}

export function describeServiceAccount(
  account: ServiceAccount,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const out = begin(account);
  const names = (references: readonly { name?: string }[] | undefined) =>
    (references ?? []).map(({ name = '' }) => name);
  writeNames(out, 'Image pull secrets:', names(account.imagePullSecrets));
  if (context.release.has('describeAccountSecrets')) {
    writeNames(out, 'Mountable secrets: ', names(account.secrets));
    writeNames(out, 'Tokens:            ', names(account.secrets));
  }
  if (events) writeEvents(out, events, context);
  return out.toString();
}

/** Names under each other. */
function writeNames(out: DescribeWriter, title: string, names: readonly string[]): void {
  if (names.length === 0) out.line(0, `${title}\t${NONE}`);
  for (const [i, name] of names.entries()) out.line(0, `${i === 0 ? title : ' '.repeat(title.length)}\t${name}`);
}

/** Kinds without a description of their own: their fields, as kubectl shows them. */
export function describeGeneric(
  object: KubeObject,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const out = begin(object);
  out.line(0, `API Version:\t${object.apiVersion}`);
  out.line(0, `Kind:\t${object.kind}`);
  const { apiVersion: _v, kind: _k, metadata, ...rest } = object as KubeObject & Record<string, unknown>;
  out.line(0, 'Metadata:');
  out.line(1, `Creation Timestamp:\t${metadata.creationTimestamp ? describeTime(metadata.creationTimestamp) : NONE}`);
  if (metadata.resourceVersion) out.line(1, `Resource Version:\t${metadata.resourceVersion}`);
  if (metadata.uid) out.line(1, `UID:\t${metadata.uid}`);
  writeFields(out, 0, rest);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

function writeFields(out: DescribeWriter, level: number, fields: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const title = titleOf(key);
    if (Array.isArray(value)) {
      out.line(level, `${title}:`);
      for (const item of value) {
        if (typeof item === 'object' && item !== null) writeFields(out, level + 1, item as Record<string, unknown>);
        else out.line(level + 1, String(item));
      }
    } else if (typeof value === 'object' && value !== null) {
      out.line(level, `${title}:`);
      writeFields(out, level + 1, value as Record<string, unknown>);
    } else if (value !== undefined) out.line(level, `${title}:\t${value}`);
  }
}

/** `minAvailable` → `Min Available`. */
function titleOf(field: string): string {
  const spaced = field.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
