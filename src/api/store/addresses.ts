import type { RandomStream } from '../../kernel/index';
import { type FieldError, invalid } from '../errors';
import type { Release } from '../release/index';
import type { KubeObject, Service, ServicePort } from '../types/index';

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
   * @throws StatusError 422 when an address or port that it asks for can't be had
   */
  allocate(service: Service): void {
    const others = this.services().filter((other) => other.metadata.uid !== service.metadata.uid) as Service[];
    const errors: FieldError[] = [];
    if (service.spec.type !== 'ExternalName') this.allocateIp(service, others, errors);
    this.allocatePorts(service, others, errors);
    if (errors.length > 0) throw invalid('Service', '', service.metadata.name, errors);
  }

  private allocateIp(service: Service, others: readonly Service[], errors: FieldError[]): void {
    const { spec } = service;
    spec.clusterIP ||= spec.clusterIPs?.[0] ?? '';
    if (spec.clusterIP !== 'None') {
      const taken = new Set(others.map((other) => other.spec.clusterIP));
      if (spec.clusterIP) this.checkIp(spec.clusterIP, taken, errors);
      else spec.clusterIP = this.freeIp(taken);
    }
    spec.clusterIPs = [spec.clusterIP];
    if (!this.release.has('dualStackServices')) return;
    spec.ipFamilies ??= ['IPv4'];
    spec.ipFamilyPolicy ??= 'SingleStack';
  }

  private checkIp(ip: string, taken: ReadonlySet<string | undefined>, errors: FieldError[]): void {
    const offset = ipToNumber(ip) - this.base;
    const value = this.release.has('invalidValuesAsJson') ? `["${ip}"]` : `[]string{"${ip}"}`;
    const refuse = (why: string) => {
      const message = `Invalid value: ${value}: failed to allocate IP ${ip}: ${why}`;
      errors.push({ field: 'spec.clusterIPs', reason: 'FieldValueInvalid', message });
    };
    if (!(offset > 0 && offset < this.size - 1)) {
      refuse(`the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${this.cidr}`);
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

  private allocatePorts(service: Service, others: readonly Service[], errors: FieldError[]): void {
    const { type, ports = [], allocateLoadBalancerNodePorts } = service.spec;
    const wanted = type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false);
    const taken = new Set(others.flatMap((other) => (other.spec.ports ?? []).map((port) => port.nodePort)));
    ports.forEach((port, i) => {
      if (port.nodePort) this.checkPort(port, i, taken, errors);
    });
    if (!wanted) return;
    for (const port of ports) {
      if (port.nodePort) continue;
      const own = new Set(ports.map((other) => other.nodePort));
      port.nodePort = this.freePort((n) => taken.has(n) || own.has(n));
    }
  }

  private checkPort(
    { nodePort = 0 }: ServicePort,
    index: number,
    taken: ReadonlySet<number | undefined>,
    errors: FieldError[],
  ): void {
    const range = `${this.firstPort}-${this.lastPort}`;
    const refuse = (why: string) => {
      const field = `spec.ports[${index}].nodePort`;
      errors.push({ field, reason: 'FieldValueInvalid', message: `Invalid value: ${nodePort}: ${why}` });
    };
    if (nodePort < this.firstPort || nodePort > this.lastPort) {
      refuse(`provided port is not in the valid range. The range of valid ports is ${range}`);
    } else if (taken.has(nodePort)) {
      refuse('provided port is already allocated');
    }
  }

  private freePort(taken: (port: number) => boolean): number {
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

/**
 * An update that does not mention what was allocated keeps it, and a change of type gives back what the new type does
 * not have. Source: registry/core/service `patchAllocatedValues`, `dropTypeDependentFields`.
 */
export function keepAllocated(service: Service, old: Service): void {
  const { spec } = service;
  const hadIp = old.spec.type !== 'ExternalName';
  const hasIp = spec.type !== 'ExternalName';
  if (hadIp && hasIp && !spec.clusterIP) {
    if (old.spec.clusterIP) spec.clusterIP = old.spec.clusterIP;
    if (old.spec.clusterIPs) spec.clusterIPs = [...old.spec.clusterIPs];
  }
  if (hadIp && !hasIp && spec.clusterIP === old.spec.clusterIP) {
    delete spec.clusterIP;
    delete spec.clusterIPs;
    delete spec.ipFamilies;
    delete spec.ipFamilyPolicy;
  }
  const hadPorts = old.spec.type === 'NodePort' || old.spec.type === 'LoadBalancer';
  const hasPorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  if (hadPorts && !hasPorts && spec.externalTrafficPolicy === old.spec.externalTrafficPolicy)
    delete spec.externalTrafficPolicy;
  for (const port of spec.ports ?? []) {
    const before = (old.spec.ports ?? []).find((p) => p.port === port.port && p.protocol === port.protocol);
    if (hadPorts && hasPorts && !port.nodePort && before?.nodePort) port.nodePort = before.nodePort;
    if (hadPorts && !hasPorts && port.nodePort === before?.nodePort) delete port.nodePort;
  }
}

function ipToNumber(ip: string): number {
  const parts = ip.split('.').map(Number);
  if (parts.length !== 4) return Number.NaN;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function numberToIp(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
