import type { EndpointSlice, Endpoints, Service } from '../../api';
import { type CellContext, type Column, firstThree, labelText, NONE, nameColumn, orNone } from './column';
import { ageColumn } from './workloads';

export const serviceColumns: Column<Service>[] = [
  nameColumn,
  { name: 'Type', cell: (service) => service.spec.type ?? 'ClusterIP' },
  { name: 'Cluster-IP', cell: (service) => orNone(service.spec.clusterIPs?.[0] ?? service.spec.clusterIP) },
  { name: 'External-IP', cell: externalIp },
  { name: 'Port(s)', cell: ports },
  ageColumn,
  { name: 'Selector', wide: true, cell: (service) => labelText(service.spec.selector) },
];

function externalIp(service: Service, { wide }: CellContext): string {
  const external = service.spec.externalIPs ?? [];
  if (service.spec.type === 'ExternalName') return service.spec.externalName ?? '';
  if (service.spec.type !== 'LoadBalancer') return external.length > 0 ? external.join(',') : NONE;
  const ingress = new Set(
    (service.status?.loadBalancer?.ingress ?? []).map((entry) => entry.ip || entry.hostname || ''),
  );
  const balanced = [...ingress].sort().join(',');
  const clipped = !wide && balanced.length > 16 ? `${balanced.slice(0, 13)}...` : balanced;
  const all = [...(clipped ? [clipped] : []), ...external];
  return all.length > 0 ? all.join(',') : '<pending>';
}

function ports(service: Service): string {
  const texts = (service.spec.ports ?? []).map((port) => {
    const node = port.nodePort ? `:${port.nodePort}` : '';
    return `${port.port}${node}/${port.protocol ?? 'TCP'}`;
  });
  return texts.length > 0 ? texts.join(',') : NONE;
}

export const endpointsColumns: Column<Endpoints>[] = [
  nameColumn,
  { name: 'Endpoints', cell: (endpoints) => endpointsText(endpoints) },
  ageColumn,
];

/** `<none>` says that there are no subsets; those of which nothing is ready leave the cell empty (printers, formatEndpoints). */
export function endpointsText(endpoints: Endpoints | undefined, portName?: string): string {
  if (!endpoints?.subsets?.length) return NONE;
  return firstThree(endpointAddresses(endpoints, portName));
}

/** `ip:port` of the ready addresses, in the order subset, port, address. */
function endpointAddresses(endpoints: Endpoints, portName?: string): string[] {
  return (endpoints.subsets ?? []).flatMap((subset) => {
    const ips = (subset.addresses ?? []).map((address) => address.ip);
    if (!subset.ports?.length) return ips;
    const wanted = subset.ports.filter((port) => portName === undefined || (port.name ?? '') === portName);
    return wanted.flatMap((port) => ips.map((ip) => `${ip}:${port.port}`));
  });
}

export const endpointSliceColumns: Column<EndpointSlice>[] = [
  nameColumn,
  { name: 'AddressType', cell: (slice) => slice.addressType },
  { name: 'Ports', cell: slicePorts },
  { name: 'Endpoints', cell: (slice) => firstThree(slice.endpoints.flatMap((e) => e.addresses)) || '<unset>' },
  ageColumn,
];

function slicePorts(slice: EndpointSlice): string {
  const texts = (slice.ports ?? []).map((port) => String(port.port ?? (port.name || '*')));
  return texts.length > 0 ? firstThree(texts) : '<unset>';
}
