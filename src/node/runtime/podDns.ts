import type { Release } from '../../api/index';
import type { Pod, PodSpec } from '../../api/types/index';
import type { ResolverConfig } from '../../world/index';

export const CLUSTER_DOMAIN = 'cluster.local';
const CLUSTER_DNS = '10.96.0.10';
/** What the C library takes notice of: resolv.conf(5), MAXNS. */
const MAX_NAMESERVERS = 3;
const MAX_DOMAIN = 253;

/** Whom a pod asks for names, and how. */
export interface PodDns {
  readonly resolver: ResolverConfig;
  /** What was left out, as the kubelet says it in its event `DNSConfigForming`. */
  readonly omissions: readonly string[];
}

/**
 * The resolver of a pod: what its DNS policy says, with what its `dnsConfig` adds, cut to what resolvers take.
 * @param node of the machine: pods of its network, or with dnsPolicy Default, get that
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/, pkg/kubelet/network/dns/dns.go GetPodDNS
 */
export function podDns(pod: Pod, node: ResolverConfig, release: Release): PodDns {
  const base = byPolicy(pod, node);
  const { nameservers = [], searches = [], options = [] } = pod.spec.dnsConfig ?? {};
  const allServers = unique([...base.nameservers, ...nameservers]);
  const allSearches = unique([...base.search, ...searches]);
  const servers = allServers.slice(0, MAX_NAMESERVERS);
  const search = fittingSearch(allSearches, release);
  const omissions = [
    ...(servers.length < allServers.length
      ? [
          `Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${servers.join(' ')}`,
        ]
      : []),
    ...(search.length < allSearches.length
      ? [
          `Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${search.join(' ')}`,
        ]
      : []),
  ];
  return { resolver: withOptions({ ...base, nameservers: servers, search }, options), omissions };
}

/** `/etc/resolv.conf` as containerd writes it. */
export function resolvConf({ search, nameservers, options = [] }: ResolverConfig): string {
  const lines = [
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
    ...nameservers.map((server) => `nameserver ${server}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function byPolicy(pod: Pod, node: ResolverConfig): ResolverConfig {
  const { dnsPolicy = 'ClusterFirst', hostNetwork } = pod.spec;
  if (dnsPolicy === 'None') return { nameservers: [], search: [], ndots: 1 };
  if (dnsPolicy === 'Default' || (dnsPolicy === 'ClusterFirst' && hostNetwork)) return node;
  const svc = `svc.${CLUSTER_DOMAIN}`;
  const search = [`${pod.metadata.namespace ?? 'default'}.${svc}`, svc, CLUSTER_DOMAIN, ...node.search];
  return { nameservers: [CLUSTER_DNS], search, ndots: 5, options: ['ndots:5'] };
}

/** The first domains, without those that are too long, as many as the line may hold. */
function fittingSearch(domains: readonly string[], release: Release): string[] {
  const fitting = domains.slice(0, release.number('dnsSearchPaths')).filter((domain) => domain.length <= MAX_DOMAIN);
  while (fitting.join(' ').length > release.number('dnsSearchCharacters')) fitting.pop();
  return fitting;
}

/** An option of the pod takes the place of the same one of the policy; what the C library makes of them counts from here on. */
function withOptions(base: ResolverConfig, wished: Options): ResolverConfig {
  const byName = new Map((base.options ?? []).map((option) => option.split(':') as [string, string | undefined]));
  for (const { name = '', value } of wished) byName.set(name, value || undefined);
  const options = [...byName].map(([name, value]) => (value === undefined ? name : `${name}:${value}`));
  const figure = (name: string) => (/^\d+$/.test(byName.get(name) ?? '') ? Number(byName.get(name)) : undefined);
  const [timeoutSeconds, attempts] = [figure('timeout'), figure('attempts')];
  return {
    ...base,
    options,
    // The C library's own limits: resolv.conf(5)
    ...(byName.has('ndots') && { ndots: Math.min(figure('ndots') ?? 1, 15) }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds: Math.min(timeoutSeconds, 30) }),
    ...(attempts !== undefined && { attempts: Math.min(attempts, 5) }),
  };
}

type Options = NonNullable<NonNullable<PodSpec['dnsConfig']>['options']>;

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
