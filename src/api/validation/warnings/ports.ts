import type { ContainerPort } from '../../types/index';
import type { Path } from '../path';
import type { Placed } from './pods';

/** Ports of all containers together: they share one network. Source: `warningsForPodSpecAndMeta`, since 1.28. */
export function portWarnings(containers: readonly Placed[]): string[] {
  const taken = new Map<string, { port: ContainerPort; where: Path }[]>();
  const warnings: string[] = [];
  for (const { port, where } of portsOf(containers)) {
    if (port.hostIP && !port.hostPort) warnings.push(`${where}: hostIP set without hostPort: ${shown(port)}`);
    const key = `${port.containerPort}/${port.protocol ?? 'TCP'}`;
    const others = taken.get(key) ?? [];
    for (const other of others) {
      const what = clash(port, other.port);
      if (what) warnings.push(`${where}: ${what} port definition with ${other.where}`);
    }
    taken.set(key, [...others, { port, where }]);
  }
  return warnings;
}

/** As Go prints a struct. */
function shown({ name = '', containerPort, protocol = 'TCP', hostIP }: ContainerPort): string {
  return `{Name:${name} HostPort:0 ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}

function clash(
  { hostIP = '', hostPort = 0 }: ContainerPort,
  { hostIP: otherIp = '', hostPort: otherPort = 0 }: ContainerPort,
): string | undefined {
  if (hostIP === otherIp && hostPort === otherPort) return 'duplicate';
  if (hostPort === 0 || otherPort === 0) return 'overlapping';
  return hostPort === otherPort && (hostIP === '') !== (otherIp === '') ? 'dangerously ambiguous' : undefined;
}

/** A Service or a probe that asks for a name takes the first port that has it. */
export function portNameWarnings(containers: readonly Placed[]): string[] {
  const seen = new Map<string, Path>();
  const warnings: string[] = [];
  for (const { port, where } of portsOf(containers)) {
    if (!port.name) continue;
    const first = seen.get(port.name);
    if (!first) seen.set(port.name, where);
    else {
      const who = 'services and probes that select ports by name will use';
      warnings.push(`${where}: duplicate port name "${port.name}" with ${first}, ${who} ${first}`);
    }
  }
  return warnings;
}

function portsOf(containers: readonly Placed[]): { port: ContainerPort; where: Path }[] {
  return containers.flatMap(({ container, where }) =>
    (container.ports ?? []).map((port, i) => ({ port, where: where.child('ports').index(i) })),
  );
}
