import type { Pod } from '../../api/types/index';
import type { ResolverConfig } from '../../world/index';

const CLUSTER_DOMAIN = 'cluster.local';
const CLUSTER_DNS = '10.96.0.10';

/** What a pod is called and whom it asks for names. */
export interface PodNames {
  readonly hostname: string;
  /** `/etc/hosts` */
  readonly hosts: string;
  /** `/etc/resolv.conf` */
  readonly resolvConf: string;
  readonly resolver: ResolverConfig;
}

/** What the node itself has: pods of its network, or with dnsPolicy Default, get that. */
export interface NodeNames {
  readonly hostname: string;
  readonly resolver: ResolverConfig;
}

/**
 * Host name, `/etc/hosts` and `/etc/resolv.conf` of a pod.
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export function podNames(pod: Pod, ip: string, node: NodeNames): PodNames {
  const { hostNetwork } = pod.spec;
  const namespace = pod.metadata.namespace ?? 'default';
  const hostname = hostNetwork ? node.hostname : (pod.spec.hostname ?? pod.metadata.name).slice(0, 63);
  const entries = hostEntries(pod, ip, hostname, namespace);
  const resolver = resolverOf(pod, namespace, node.resolver);
  const hosts = Object.fromEntries(entries.flatMap(([address, names]) => names.map((name) => [name, address])));
  const comment = `# Kubernetes-managed hosts file${hostNetwork ? ' (host network)' : ''}.\n`;
  return {
    hostname,
    hosts: `${comment}${entries.map(([address, names]) => `${address}\t${names.join('\t')}\n`).join('')}`,
    resolvConf: formatResolver(resolver),
    resolver: { ...resolver, hosts },
  };
}

function hostEntries(pod: Pod, ip: string, hostname: string, namespace: string): [string, string[]][] {
  const { subdomain, hostAliases } = pod.spec;
  const full = `${hostname}.${subdomain}.${namespace}.svc.${CLUSTER_DOMAIN}`;
  return [
    ['127.0.0.1', ['localhost']],
    ['::1', ['localhost ip6-localhost ip6-loopback']],
    ['fe00::0', ['ip6-localnet']],
    ['fe00::0', ['ip6-mcastprefix']],
    ['fe00::1', ['ip6-allnodes']],
    ['fe00::2', ['ip6-allrouters']],
    [ip, subdomain ? [full, hostname] : [hostname]],
    ...(hostAliases ?? []).map((alias): [string, string[]] => [alias.ip, [...(alias.hostnames ?? [])]]),
  ];
}

function resolverOf(pod: Pod, namespace: string, node: ResolverConfig): ResolverConfig {
  const { dnsPolicy = 'ClusterFirst', hostNetwork, dnsConfig } = pod.spec;
  const cluster = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  const svc = `svc.${CLUSTER_DOMAIN}`;
  const base: ResolverConfig = cluster
    ? { nameservers: [CLUSTER_DNS], search: [`${namespace}.${svc}`, svc, CLUSTER_DOMAIN, ...node.search], ndots: 5 }
    : dnsPolicy === 'None'
      ? { nameservers: [], search: [], ndots: 1 }
      : node;
  const ndots = dnsConfig?.options?.find((option) => option.name === 'ndots')?.value;
  return {
    ...base,
    nameservers: unique([...base.nameservers, ...(dnsConfig?.nameservers ?? [])]),
    search: unique([...base.search, ...(dnsConfig?.searches ?? [])]),
    ndots: ndots === undefined ? base.ndots : Number(ndots),
  };
}

function formatResolver({ search, nameservers, ndots }: ResolverConfig): string {
  const lines = [
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
    ...nameservers.map((server) => `nameserver ${server}`),
    ...(ndots === 1 ? [] : [`options ndots:${ndots}`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
