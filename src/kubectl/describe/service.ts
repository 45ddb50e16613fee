import type { EndpointSlice, Endpoints, KubeEvent, Service, ServicePort } from '../../api';
import { firstThree } from '../table/column';
import { endpointsText } from '../table/services';
import { type DescribeContext, labelsText, NONE, writeAnnotations, writeMap } from './common';
import { writeEvents } from './events';
import { DescribeWriter } from './writer';

/** What stands behind a service: its slices, or its Endpoints object in older releases. */
export interface ServiceBackends {
  readonly slices: readonly EndpointSlice[];
  readonly endpoints: Endpoints | undefined;
}

export function describeService(
  service: Service,
  backends: ServiceBackends,
  events: readonly KubeEvent[] | undefined,
  context: DescribeContext,
): string {
  const { metadata, spec, status } = service;
  const out = new DescribeWriter();
  const set = (title: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') out.line(0, `${title}:\t${value}`);
  };
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  writeMap(out, 0, 'Labels', metadata.labels);
  writeAnnotations(out, 0, metadata.annotations);
  out.line(0, `Selector:\t${labelsText(spec.selector)}`);
  out.line(0, `Type:\t${spec.type ?? 'ClusterIP'}`);
  set('IP Family Policy', spec.ipFamilyPolicy);
  set('IP Families', spec.ipFamilies?.join(','));
  out.line(0, `IP:\t${spec.clusterIP ?? ''}`);
  out.line(0, `IPs:\t${spec.clusterIPs?.join(',') || NONE}`);
  set('External IPs', spec.externalIPs?.join(','));
  const bySlices = context.release.has('describeServiceBySlices');
  set(bySlices ? 'Desired LoadBalancer IP' : 'IP', spec['loadBalancerIP'] as string | undefined);
  set('External Name', spec.externalName);
  set(
    'LoadBalancer Ingress',
    status?.loadBalancer?.ingress?.map(({ ip, hostname }) => ip || hostname || '').join(', '),
  );
  for (const port of spec.ports ?? []) writePort(out, port, service, backends, context);
  out.line(0, `Session Affinity:\t${spec.sessionAffinity ?? 'None'}`);
  set('External Traffic Policy', spec.externalTrafficPolicy);
  if (bySlices) set('Internal Traffic Policy', spec.internalTrafficPolicy);
  if (spec.healthCheckNodePort) out.line(0, `HealthCheck NodePort:\t${spec.healthCheckNodePort}`);
  set('LoadBalancer Source Ranges', (spec['loadBalancerSourceRanges'] as string[] | undefined)?.join(','));
  if (context.release.has('describeTrafficDistribution'))
    set('Traffic Distribution', spec['trafficDistribution'] as string | undefined);
  if (events) writeEvents(out, events, context);
  return out.toString();
}

function writePort(
  out: DescribeWriter,
  port: ServicePort,
  service: Service,
  backends: ServiceBackends,
  context: DescribeContext,
): void {
  const name = port.name || '<unset>';
  const protocol = port.protocol ?? 'TCP';
  out.line(0, `Port:\t${name}\t${port.port}/${protocol}`);
  const target = port.targetPort ?? port.port;
  out.line(0, `TargetPort:\t${target}/${protocol}`);
  const { type } = service.spec;
  if ((type === 'NodePort' || type === 'LoadBalancer') && port.nodePort) {
    out.line(0, `NodePort:\t${name}\t${port.nodePort}/${protocol}`);
  }
  out.line(0, `Endpoints:\t${addressesBehind(backends, port.name ?? '', context)}`);
}

/** What is ready behind the port with this name: the first three, and how many more. */
export function addressesBehind(backends: ServiceBackends, portName: string, { release }: DescribeContext): string {
  return release.has('describeServiceBySlices')
    ? firstThree(sliceAddresses(backends.slices, portName))
    : endpointsText(backends.endpoints, portName);
}

/** `ip:port` of what is ready behind the port with this name. */
function sliceAddresses(slices: readonly EndpointSlice[], portName: string): string[] {
  return slices.flatMap((slice) => {
    const ports = (slice.ports ?? []).filter((port) => (port.name ?? '') === portName);
    const ready = slice.endpoints.filter((endpoint) => endpoint.conditions?.ready !== false);
    return ports.flatMap((port) => ready.flatMap((e) => e.addresses.map((address) => `${address}:${port.port}`)));
  });
}
