export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR';

export type Rcode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';

/** What a name server says about one name that was asked as it stands, without search list. */
export interface DnsAnswer {
  /** The name that was asked, without trailing dot. */
  readonly name: string;
  readonly rcode: Rcode;
  /** In the order of the answer. Empty with NOERROR: the name exists but has no record of this type. */
  readonly addresses: readonly string[];
  /** The name that `name` is an alias of. */
  readonly cname?: string;
  /** Records of other types, as text: `0 100 80 web-0.web.default.svc.cluster.local` … */
  readonly records?: readonly string[];
  /** The server is the authority for the zone: nslookup prints no `Non-authoritative answer:`. */
  readonly authoritative?: boolean;
  /** The server never answers; the asker finds out by waiting. */
  readonly silent?: boolean;
}

/** The cluster's DNS, or the world's: asked by hosts whose resolv.conf names it. */
export type Resolver<From> = (from: From, name: string, type: DnsType) => DnsAnswer;

/** A host's `/etc/resolv.conf` and `/etc/hosts`. */
export interface ResolverConfig {
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  /** A name with fewer dots is tried with the search list first. Default of the C library: 1; of a pod: 5. */
  readonly ndots: number;
  /** The `options` line, as it is written. */
  readonly options?: readonly string[];
  /** Seconds before a silent server is asked again. Default 5. */
  readonly timeoutSeconds?: number;
  /** How often all servers are tried. Default 2. */
  readonly attempts?: number;
  /** Lines of `/etc/hosts`: name to address. */
  readonly hosts?: Readonly<Record<string, string>>;
}
