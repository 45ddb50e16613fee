import type { KubeEvent, Service } from '../../api';
import type { Ingress, IngressBackend } from '../../api/types';
import { type DescribeContext, NONE, writeAnnotations, writeMap } from './common';
import { writeEvents } from './events';
import { addressesBehind, type ServiceBackends } from './service';
import { DescribeWriter } from './writer';

/** The Service of a backend with what stands behind it, or why it could not be read. */
export type BackendFacts =
  | { readonly service: Service; readonly backends: ServiceBackends }
  | { readonly error: string };

/** By the name of the Service. */
export type IngressFacts = ReadonlyMap<string, BackendFacts>;

/** `kubectl describe ingress`. Source: kubectl describe.go, describeIngressV1. */
export function describeIngress(
  { metadata, spec = {}, status }: Ingress,
  facts: IngressFacts,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const { release } = context;
  const out = new DescribeWriter();
  const text = (backend: IngressBackend): string => backendText(backend, facts, context);
  const hasClass = release.has('describeIngressClass');
  const byDefault = spec.defaultBackend ? text(spec.defaultBackend) : defaultText(facts, context);
  out.line(0, `Name:\t${metadata.name}`);
  if (hasClass) writeMap(out, 0, 'Labels', metadata.labels);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  out.line(0, `Address:\t${addressOf(status)}`);
  if (hasClass) out.line(0, `Ingress Class:\t${spec.ingressClassName ?? NONE}`);
  out.line(0, `Default backend:\t${byDefault}`);
  writeTls(out, spec.tls ?? []);
  out.line(0, 'Rules:');
  out.line(0, '  Host\tPath\tBackends');
  out.line(1, '----\t----\t--------');
  const rules = (spec.rules ?? []).filter(({ http }) => http);
  for (const { host, http } of rules) {
    out.line(1, `${host || '*'}\t`);
    for (const { path = '', backend } of http?.paths ?? []) out.line(2, `\t${path} \t${backend ? text(backend) : ''}`);
  }
  if (rules.length === 0) out.line(1, `*\t*\t${byDefault}`);
  writeAnnotations(out, 0, metadata.annotations);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

/** The Services that have to be read: of all backends. */
export function servicesOf({ spec = {} }: Ingress, context: DescribeContext): string[] {
  const paths = (spec.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  const backends = [spec.defaultBackend, ...paths.map(({ backend }) => backend)];
  const names = backends.flatMap((backend) => backend?.service?.name ?? []);
  const isImplied = !spec.defaultBackend && !context.release.has('describeIngressClass');
  return [...new Set(isImplied ? [...names, IMPLIED] : names)];
}

/** What older releases took for the backend of an Ingress without one; it is in kube-system. */
export const IMPLIED = 'default-http-backend';

function defaultText(facts: IngressFacts, context: DescribeContext): string {
  if (context.release.has('describeIngressClass')) return '<default>';
  return backendText({ service: { name: IMPLIED, port: { number: 80 } } }, facts, context);
}

function backendText({ service, resource }: IngressBackend, facts: IngressFacts, context: DescribeContext): string {
  if (resource) {
    const { apiGroup = NONE, kind = '', name = '' } = resource;
    return `APIGroup: ${apiGroup}, Kind: ${kind}, Name: ${name}`;
  }
  if (!service) return '';
  const { name = '', port = {} } = service;
  const shown = `${name}:${port.number || port.name || ''}`;
  const found = facts.get(name);
  if (!found || 'error' in found) {
    const gap = context.release.has('describeServiceBySlices') ? ' ' : '';
    return `${shown}${gap}(<error: ${found?.error ?? ''}>)`;
  }
  const ports = found.service.spec.ports ?? [];
  const isMeant = (own: { name?: string; port: number }): boolean =>
    port.number ? own.port === port.number : port.name !== undefined && own.name === port.name;
  const portName = ports.filter(isMeant).at(-1)?.name ?? '';
  return `${shown} (${addressesBehind(found.backends, portName, context)})`;
}

function addressOf(status: Ingress['status']): string {
  const addresses = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => ip || hostname || []);
  return [...new Set(addresses)].sort().join(',');
}

function writeTls(out: DescribeWriter, tls: readonly { hosts?: string[]; secretName?: string }[]): void {
  if (tls.length > 0) out.line(0, 'TLS:');
  for (const { hosts = [], secretName } of tls)
    out.line(1, `${secretName ? `${secretName} terminates` : 'SNI routes'} ${hosts.join(',')}`);
}
