import type { Release } from '../../api/index';
import type { Pod } from '../../api/types/index';
import type { ResolverConfig } from '../../world/index';
import { CLUSTER_DOMAIN, podDns, resolvConf } from './podDns';

/** Of a host name: RFC 1123. */
const MAX_LABEL = 63;
/** What the kernel's name of a machine may have. */
const MAX_KERNEL_NAME = 64;

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
export function podNames(pod: Pod, ip: string, node: NodeNames, release: Release): PodNames {
  const { hostNetwork } = pod.spec;
  const hostname = hostNetwork ? node.hostname : ownName(pod);
  const full = fullName(pod, hostname);
  const entries = hostEntries(ip, [...new Set([full, hostname])]);
  const aliases = aliasEntries(pod);
  const { resolver } = podDns(pod, node.resolver, release);
  const hosts = Object.fromEntries(
    [...entries, ...aliases].flatMap(([address, names]) => names.map((name) => [name, address])),
  );
  const comment = `# Kubernetes-managed hosts file${hostNetwork ? ' (host network)' : ''}.\n`;
  return {
    hostname: pod.spec.setHostnameAsFQDN ? full : hostname,
    hosts: `${comment}${linesOf(entries)}${aliases.length > 0 ? `\n# Entries added by HostAliases.\n${linesOf(aliases)}` : ''}`,
    resolvConf: resolvConf(resolver),
    resolver: { ...resolver, hosts },
  };
}

function linesOf(entries: readonly [string, string[]][]): string {
  return entries.map(([address, names]) => `${address}\t${names.join('\t')}\n`).join('');
}

/** The override is taken as it is, and has no domain (KEP-4762). */
function ownName({ spec, metadata }: Pod): string {
  return spec.hostnameOverride || (spec.hostname || metadata.name).slice(0, MAX_LABEL).replace(/[-.]+$/, '');
}

function fullName({ spec, metadata }: Pod, hostname: string): string {
  if (!spec.subdomain || spec.hostnameOverride) return hostname;
  return `${hostname}.${spec.subdomain}.${metadata.namespace ?? 'default'}.svc.${CLUSTER_DOMAIN}`;
}

/** Why the kernel can't have a pod's name (pkg/kubelet/util/util.go GetNodenameForKernel); undefined: it can. */
export function hostnameFault(pod: Pod): string | undefined {
  if (!pod.spec.setHostnameAsFQDN || pod.spec.hostNetwork) return undefined;
  const full = fullName(pod, ownName(pod));
  if (full.length <= MAX_KERNEL_NAME) return undefined;
  return `failed to construct FQDN from pod hostname and cluster domain, FQDN ${full} is too long (${MAX_KERNEL_NAME} characters is the max, ${full.length} characters requested)`;
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
