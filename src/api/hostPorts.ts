import { sidecarsOf } from './podSpecs';
import type { Pod } from './types/index';

/** A port of the node itself that a pod wants for its own. */
export interface HostPort {
  readonly ip: string;
  readonly port: number;
  readonly protocol: string;
}

const EVERY_ADDRESS = '0.0.0.0';

/** The ports of its node that a pod holds as long as it runs: those of its containers and sidecars. */
export function hostPortsOf({ spec }: Pod): HostPort[] {
  return [...spec.containers, ...sidecarsOf(spec)]
    .flatMap(({ ports }) => ports ?? [])
    .flatMap(({ hostPort, hostIP, protocol = 'TCP' }) =>
      hostPort ? [{ ip: hostIP || EVERY_ADDRESS, port: hostPort, protocol }] : [],
    );
}

/** Whether two pods can't have these ports on one node (scheduler framework, HostPortInfo.CheckConflict). */
export function conflicts(a: HostPort, b: HostPort): boolean {
  if (a.port !== b.port || a.protocol !== b.protocol) return false;
  return a.ip === b.ip || a.ip === EVERY_ADDRESS || b.ip === EVERY_ADDRESS;
}
