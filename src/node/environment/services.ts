import type { Service } from '../../api/types/index';

/**
 * The variables that point a container to the Services that exist when it starts: of its own namespace (unless
 * `enableServiceLinks: false`) and always the API server's. Headless Services have none.
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
export function serviceEnvironment(services: readonly Service[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const service of services) {
    const ip = service.spec.clusterIP;
    if (!ip || ip === 'None') continue;
    let variables = known.get(service);
    if (!variables) {
      variables = variablesOf(service, ip);
      known.set(service, variables);
    }
    for (const [name, value] of variables) out.set(name, value);
  }
  return out;
}

/** Every container of a namespace gets the variables of every Service in it. */
const known = new WeakMap<Service, readonly [string, string][]>();

function variablesOf(service: Service, ip: string): [string, string][] {
  const ports = service.spec.ports ?? [];
  const first = ports[0];
  if (!first) return [];
  const prefix = variableName(service.metadata.name);
  const out: [string, string][] = [
    [`${prefix}_SERVICE_HOST`, ip],
    [`${prefix}_SERVICE_PORT`, String(first.port)],
  ];
  for (const port of ports) {
    if (port.name) out.push([`${prefix}_SERVICE_PORT_${variableName(port.name)}`, String(port.port)]);
  }
  // The format of Docker's container links, kept for programs from that time.
  ports.forEach((port, index) => {
    const protocol = port.protocol ?? 'TCP';
    const url = `${protocol.toLowerCase()}://${ip}:${port.port}`;
    const portPrefix = `${prefix}_PORT_${port.port}_${protocol}`;
    if (index === 0) out.push([`${prefix}_PORT`, url]);
    out.push(
      [portPrefix, url],
      [`${portPrefix}_PROTO`, protocol.toLowerCase()],
      [`${portPrefix}_PORT`, String(port.port)],
      [`${portPrefix}_ADDR`, ip],
    );
  });
  return out;
}

function variableName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
