import { sleep, type Task } from '../../kernel';
import type { DnsAnswer, DnsType } from './dnsTypes';
import { NetError } from './error';
import type { NetHost } from './host';
import { isAddress } from './ip';
import type { Network } from './network';
import type { Sent } from './types';

const DNS_PORT = 53;

/** The DNS outside the cluster: what the nodes' own name server knows. */
export interface Names {
  add(name: string, ip: string): void;
  remove(name: string): void;
  query(name: string, type: DnsType): DnsAnswer;
}

export class UpstreamNames implements Names {
  private readonly table = new Map<string, string[]>();

  add(name: string, ip: string): void {
    const key = canonical(name);
    this.table.set(key, [...(this.table.get(key) ?? []), ip]);
  }

  remove(name: string): void {
    this.table.delete(canonical(name));
  }

  query(name: string, type: DnsType): DnsAnswer {
    const addresses = this.table.get(canonical(name));
    if (!addresses) return { name, rcode: 'NXDOMAIN', addresses: [] };
    return { name, rcode: 'NOERROR', addresses: type === 'A' ? addresses : [] };
  }
}

/** Lower case, without trailing dot. */
export function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Names that `name` stands for, in the order in which the C library asks for them (resolv.conf(5)). */
export function searchOrder(name: string, config: { search: readonly string[]; ndots: number }): string[] {
  if (name.endsWith('.')) return [canonical(name)];
  const expanded = config.search.map((domain) => `${name}.${domain}`);
  const dots = name.split('.').length - 1;
  return dots >= config.ndots ? [name, ...expanded] : [...expanded, name];
}

/**
 * One question to the host's name servers; a silent one is asked again, then the next (resolv.conf(5): timeout, attempts).
 * @param untilMs virtual time from which on nobody waits any more. Default never.
 */
export function* queryName(
  network: Network,
  from: NetHost,
  name: string,
  type: DnsType,
  untilMs = Number.POSITIVE_INFINITY,
): Task<DnsAnswer> {
  const question = canonical(name);
  const silence: DnsAnswer = { name: question, rcode: 'SERVFAIL', addresses: [], silent: true };
  const { timeoutSeconds = 5, attempts = 2, nameservers } = from.dns;
  if (nameservers.length === 0) return silence;
  for (let attempt = 0; attempt < attempts; attempt++) {
    for (const server of nameservers) {
      const answer = ask(network, from, server, question, type);
      if (answer.silent) {
        yield* sleep(Math.min(timeoutSeconds * 1000, untilMs - network.kernel.now));
        if (network.kernel.now >= untilMs) return silence;
      } else {
        yield* sleep(network.kernel.latency('dnsQuery'));
        return answer;
      }
    }
  }
  return silence;
}

function questionTo(server: string, from: NetHost): Sent {
  return { from, address: server, port: DNS_PORT, protocol: 'UDP' };
}

function ask(network: Network, from: NetHost, server: string, name: string, type: DnsType): DnsAnswer {
  const silent: DnsAnswer = { name, rcode: 'SERVFAIL', addresses: [], silent: true };
  if (!from.reachable || network.droppedBy(questionTo(server, from), undefined)) return silent;
  if (server === network.clusterDns) return network.askDns(from, name, type) ?? silent;
  const host = network.hostAt(server);
  if (host && !host.reachable) return silent;
  return network.names.query(name, type);
}

/** @param limitMs how long the caller waits: then the error is a `timeout` of phase `lookup` */
export function* resolveName(
  network: Network,
  from: NetHost,
  name: string,
  limitMs: number,
): Task<{ readonly name: string; readonly addresses: readonly string[] } | NetError> {
  if (isAddress(name)) return { name, addresses: [name] };
  const listed = from.dns.hosts?.[name] ?? (name === 'localhost' ? '127.0.0.1' : undefined);
  if (listed) return { name, addresses: [listed] };
  const untilMs = network.kernel.now + limitMs;
  for (const candidate of searchOrder(name, from.dns)) {
    const answer = yield* queryName(network, from, candidate, 'A', untilMs);
    if (answer.silent) return unanswered(network, from, name, network.kernel.now >= untilMs);
    if (answer.rcode === 'NOERROR' && answer.addresses.length > 0) {
      return { name: candidate, addresses: answer.addresses };
    }
  }
  return new NetError('name', { phase: 'lookup', address: name });
}

function unanswered(network: Network, from: NetHost, name: string, isLate: boolean): NetError {
  const [server = ''] = from.dns.nameservers;
  return new NetError(isLate ? 'timeout' : 'name', {
    phase: 'lookup',
    address: name,
    detail: 'no answer',
    ...network.droppedBy(questionTo(server, from), undefined),
  });
}
