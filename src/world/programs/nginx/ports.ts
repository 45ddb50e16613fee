import type { NginxConfig, NginxListen, VirtualServer } from './config';

/** An address and port, and the servers that share it. */
export interface NginxPort {
  readonly listen: NginxListen;
  /** The first answers where none has the name that is asked for. */
  readonly servers: readonly VirtualServer[];
}

/** What nginx binds to, in the order of its configuration. */
export function portsOf({ servers }: NginxConfig): NginxPort[] {
  const ports = new Map<string, { listen: NginxListen; servers: VirtualServer[] }>();
  for (const server of servers) {
    for (const listen of server.listens) {
      const key = `${listen.address}:${listen.port}`;
      const port = ports.get(key) ?? { listen, servers: [] };
      port.servers.push(server);
      ports.set(key, port);
    }
  }
  return [...ports.values()];
}
