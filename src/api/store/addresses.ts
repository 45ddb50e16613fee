import type { RandomStream } from '../../kernel/index';
import { type FieldError, internalError, invalid } from '../errors';
import type { Release } from '../release/index';
import { hasNodePorts, needsHealthCheck } from '../services';
import type { KubeObject, Service } from '../types/index';
import { chooseFamilies } from './families';

export interface AddressOptions {
  /** CIDR of ClusterIPs. Default 10.96.0.0/12, as kubeadm has it. */
  readonly serviceCidr?: string;
  /** Both ends included. Default 30000-32767. */
  readonly nodePortRange?: readonly [first: number, last: number];
}

const DEFAULT_CIDR = '10.96.0.0/12';
const DEFAULT_NODE_PORTS = [30_000, 32_767] as const;

/**
 * Hands out ClusterIPs and node ports. The lower part of both ranges is left to those who ask for a number, as long as
 * the upper part lasts (KEP-3070, KEP-3668). What is taken is read from the Services themselves.
 */
export class ServiceAddresses {
  private readonly cidr: string;
  private readonly base: number;
  private readonly size: number;
  private readonly firstPort: number;
  private readonly lastPort: number;

  constructor(
    private readonly services: () => readonly KubeObject[],
    private readonly random: RandomStream,
    private readonly release: Release,
    options: AddressOptions = {},
  ) {
    this.cidr = options.serviceCidr ?? DEFAULT_CIDR;
    const [network = '', bits = '32'] = this.cidr.split('/');
    this.base = ipToNumber(network);
    this.size = 2 ** (32 - Number(bits));
    [this.firstPort, this.lastPort] = options.nodePortRange ?? DEFAULT_NODE_PORTS;
  }

  /** The address of the Service `kubernetes`: the first of the range. */
  get first(): string {
    return numberToIp(this.base + 1);
  }

  /**
   * Completes a new or changed Service in place.
   * @param old what a changed one replaces: what it had is its own
   * @throws StatusError 422 when an address or port that it asks for can't be had: the first of them is told
   */
  allocate(service: Service, old?: Service): void {
    const { uid, name } = service.metadata;
    const others = this.services().filter((other) => other.metadata.uid !== uid) as Service[];
    const errors: FieldError[] = [];
    const refuseAny = (): void => {
      if (errors.length > 0) throw invalid('Service', '', name, errors);
    };
    if (service.spec.type !== 'ExternalName') {
      if (this.release.has('dualStackServices')) chooseFamilies(service.spec, old?.spec, errors);
      refuseAny();
      this.allocateIp(service, others, errors);
      refuseAny();
    }
    const taken = new Set(others.flatMap((other) => portsOf(other.spec)));
    this.allocatePorts(service.spec, old?.spec, taken, errors);
    refuseAny();
    if (!needsHealthCheck(service.spec)) return;
    service.spec.healthCheckNodePort = this.healthCheckPort(service.spec, old?.spec, taken);
  }

  private allocateIp({ spec }: Service, others: readonly Service[], errors: FieldError[]): void {
    spec.clusterIP ||= spec.clusterIPs?.[0] ?? '';
    if (spec.clusterIP !== 'None') {
      const taken = new Set(others.map((other) => other.spec.clusterIP));
      if (spec.clusterIP) this.checkIp(spec.clusterIP, taken, errors);
      else spec.clusterIP = this.freeIp(taken);
    }
    spec.clusterIPs = [spec.clusterIP];
  }

  private checkIp(ip: string, taken: ReadonlySet<string | undefined>, errors: FieldError[]): void {
    const offset = ipToNumber(ip) - this.base;
    const value = this.release.has('invalidValuesAsJson') ? `["${ip}"]` : `[]string{"${ip}"}`;
    const refuse = (why: string) => {
      const message = `Invalid value: ${value}: failed to allocate IP ${ip}: ${why}`;
      errors.push({ field: 'spec.clusterIPs', reason: 'FieldValueInvalid', message });
    };
    if (!(offset > 0 && offset < this.size - 1)) {
      refuse(this.release.text('clusterIPOutside', { ip, range: this.cidr }));
    } else if (taken.has(ip)) {
      refuse('provided IP is already allocated');
    }
  }

  private freeIp(taken: ReadonlySet<string | undefined>): string {
    const reserved = Math.min(Math.max(16, Math.floor(this.size / 16)), 256);
    const offset =
      this.free(reserved + 1, this.size - 2, (n) => taken.has(numberToIp(this.base + n))) ??
      this.free(1, Math.min(reserved, this.size - 2), (n) => taken.has(numberToIp(this.base + n)));
    if (offset === undefined) throw new Error(`there is no free ClusterIP left in ${this.cidr}`);
    return numberToIp(this.base + offset);
  }

  /** Ports with one number, of TCP and of UDP, get one node port. Source: service storage `initNodePorts`. */
  private allocatePorts(
    spec: Service['spec'],
    old: Service['spec'] | undefined,
    taken: ReadonlySet<number>,
    errors: FieldError[],
  ): void {
    if (!hasNodePorts(spec)) return;
    const { ports = [] } = spec;
    const wanted = spec.allocateLoadBalancerNodePorts !== false || spec.type === 'NodePort';
    const own = new Set(old ? portsOf(old) : []);
    for (const [i, port] of ports.entries()) {
      if (!port.nodePort && wanted) {
        const twin = old ? undefined : ports.find((other) => other.port === port.port && other.nodePort);
        port.nodePort = twin?.nodePort ?? this.freePort(new Set([...taken, ...own, ...portsOf(spec)]));
      }
      const why = port.nodePort && !own.has(port.nodePort) ? this.fault(port.nodePort, taken) : undefined;
      if (why === undefined) continue;
      const message = `Invalid value: ${port.nodePort}: ${why}`;
      errors.push({ field: `spec.ports[${i}].nodePort`, reason: 'FieldValueInvalid', message });
      return;
    }
  }

  private healthCheckPort(spec: Service['spec'], old: Service['spec'] | undefined, taken: ReadonlySet<number>): number {
    const wanted = spec.healthCheckNodePort;
    const all = new Set([...taken, ...portsOf({ ...spec, healthCheckNodePort: 0 })]);
    if (!wanted) return this.freePort(all);
    if (old && needsHealthCheck(old) && old.healthCheckNodePort === wanted) return wanted;
    const why = this.fault(wanted, all);
    if (why === undefined) return wanted;
    throw internalError(`failed to allocate requested HealthCheck NodePort ${wanted}: ${why}`);
  }

  private fault(port: number, taken: ReadonlySet<number>): string | undefined {
    if (port < this.firstPort || port > this.lastPort) {
      return `provided port is not in the valid range. The range of valid ports is ${this.firstPort}-${this.lastPort}`;
    }
    return taken.has(port) ? 'provided port is already allocated' : undefined;
  }

  private freePort(ports: ReadonlySet<number>): number {
    const taken = (port: number): boolean => ports.has(port);
    const size = this.lastPort - this.firstPort + 1;
    const reserved = Math.min(Math.max(16, Math.floor(size / 32)), 128);
    const { firstPort, lastPort } = this;
    const port =
      this.free(firstPort + Math.min(reserved, size - 1), lastPort, taken) ??
      this.free(firstPort, firstPort + reserved - 1, taken);
    if (port === undefined) throw new Error(`there is no free node port left in ${firstPort}-${lastPort}`);
    return port;
  }

  /** A number that is not taken: at random, and the next free one from there. */
  private free(min: number, max: number, taken: (n: number) => boolean): number | undefined {
    if (max < min) return undefined;
    const start = this.random.integer(min, max);
    for (let n = start; n <= max; n++) if (!taken(n)) return n;
    for (let n = min; n < start; n++) if (!taken(n)) return n;
    return undefined;
  }
}

/** All ports of the nodes that a Service has. */
function portsOf({ ports = [], healthCheckNodePort }: Service['spec']): number[] {
  return [...ports.map(({ nodePort }) => nodePort ?? 0), healthCheckNodePort ?? 0].filter((port) => port > 0);
}

function ipToNumber(ip: string): number {
  const parts = ip.split('.').map(Number);
  if (parts.length !== 4) return Number.NaN;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function numberToIp(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
