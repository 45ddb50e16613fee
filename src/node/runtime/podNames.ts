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
  const hostname = hostNetwork ? node.hostname : ownName(pod);
  const domain = pod.spec.subdomain && !pod.spec.hostnameOverride ? domainOf(pod.spec.subdomain, namespace) : undefined;
  const full = domain === undefined ? hostname : `${hostname}.${domain}`;
  const entries = hostEntries(ip, [...new Set([full, hostname])]);
  const aliases = aliasEntries(pod);
  const resolver = resolverOf(pod, namespace, node.resolver);
  const hosts = Object.fromEntries(
    [...entries, ...aliases].flatMap(([address, names]) => names.map((name) => [name, address])),
  );
  const comment = `# Kubernetes-managed hosts file${hostNetwork ? ' (host network)' : ''}.\n`;
  return {
    hostname: pod.spec.setHostnameAsFQDN ? full : hostname,
    hosts: `${comment}${linesOf(entries)}${aliases.length > 0 ? `\n# Entries added by HostAliases.\n${linesOf(aliases)}` : ''}`,
    resolvConf: formatResolver(resolver),
    resolver: { ...resolver, hosts },
  };
}

function linesOf(entries: readonly [string, string[]][]): string {
  return entries.map(([address, names]) => `${address}\t${names.join('\t')}\n`).join('');
}

/** The override is taken as it is, and has no domain (KEP-4762). */
function ownName({ spec, metadata }: Pod): string {
  return spec.hostnameOverride || (spec.hostname || metadata.name).slice(0, 63);
}

function domainOf(subdomain: string, namespace: string): string {
  return `${subdomain}.${namespace}.svc.${CLUSTER_DOMAIN}`;
}

/** The pod's own wishes (pkg/kubelet/kubelet_pods.go hostsEntriesFromHostAliases). */
function aliasEntries({ spec: { hostAliases = [] } }: Pod): [string, string[]][] {
  return hostAliases.map(({ ip, hostnames = [] }) => [ip, [...hostnames]]);
}

function hostEntries(ip: string, names: string[]): [string, string[]][] {
  return [
    ['127.0.0.1', ['localhost']],
    ['::1', ['localhost ip6-localhost ip6-loopback']],
    ['fe00::0', ['ip6-localnet']],
    ['fe00::0', ['ip6-mcastprefix']],
    ['fe00::1', ['ip6-allnodes']],
    ['fe00::2', ['ip6-allrouters']],
    [ip, names],
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
