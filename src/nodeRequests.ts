import type { ApiServer, Pod, Service } from './api/index';
import type { Kernel, Task } from './kernel/index';
import type { KubeletNode } from './node/index';
import { datagramRequest, httpRequest, NetError, type NetHost, type Network } from './world/index';

/** As long as the clients of Kubernetes' own tests wait (test/images/agnhost/netexec, dialUDP). */
const DATAGRAM_PATIENCE_MS = 5000;
const PAGE_PATIENCE_MS = 30_000;
/** Longer than either, so that a request ends in its own words. */
const LONGEST_REQUEST_MS = 60_000;

/** What comes back for a datagram: an answer, or why there is none. */
export interface DatagramReply {
  readonly data: string;
  /** `Connection refused`: nothing has the port. `Connection timed out`: nobody has said anything. */
  readonly error?: string;
}

/** The answer to a GET; without one, `status` is 0 and `error` says why. */
export interface Page {
  readonly status: number;
  readonly body: string;
  readonly error?: string;
}

/** Who is asked, from where; a text says why nobody can be. */
type Way = { readonly node: KubeletNode; readonly host: string } | string;

/** Single requests that somebody on a node makes; time passes until they are answered. */
export class NodeRequests {
  constructor(
    private readonly cluster: {
      readonly kernel: Kernel;
      readonly api: ApiServer;
      readonly network: Network;
      readonly nodes: ReadonlyMap<string, KubeletNode>;
      node(name: string): KubeletNode;
    },
  ) {}

  /** From the node of a pod to its address. */
  toPod(pod: string): Way {
    const { status, spec } = this.cluster.api.get<Pod>('Pod', ...partsOf(pod));
    if (!status?.podIP) return 'the pod has no address yet';
    return { node: this.cluster.node(spec.nodeName ?? ''), host: status.podIP };
  }

  /** From the first node to the address of a service. */
  toService(service: string): Way {
    const { spec } = this.cluster.api.get<Service>('Service', ...partsOf(service));
    const [node] = this.cluster.nodes.values();
    return node && spec.clusterIP ? { node, host: spec.clusterIP } : 'the service has no address';
  }

  /** @param path on port 80 unless it begins with `:8080/` */
  page(way: Way, path: string): Page {
    const [, port = '80', rest = path] = /^:(\d+)(\/.*)$/.exec(path) ?? [];
    const answer = this.ask(way, `GET ${path}`, (from, host) => {
      const call = { scheme: 'http', host, port: Number(port), path: rest, timeoutMs: PAGE_PATIENCE_MS } as const;
      return httpRequest(from.network, from, call);
    });
    if (typeof answer === 'string') return { status: 0, body: '', error: answer };
    return { status: answer.status, body: answer.body };
  }

  datagram(way: Way, port: number, data: string): DatagramReply {
    const answer = this.ask(way, `datagram to port ${port}`, function* (from, host): Task<DatagramReply | NetError> {
      const call = { host, port, data, timeoutMs: DATAGRAM_PATIENCE_MS };
      const reply = yield* datagramRequest(from.network, from, call);
      return reply instanceof NetError ? reply : { data: reply };
    });
    return typeof answer === 'string' ? { data: '', error: answer } : answer;
  }

  /** Runs a request to its end; a text says why there is no answer. */
  private ask<T extends object>(way: Way, name: string, request: (from: NetHost, host: string) => Task<T | NetError>) {
    if (typeof way === 'string') return way;
    const { kernel, network } = this.cluster;
    const from = network.hostAt(way.node.ip);
    if (!from) return `node ${way.node.name} is down`;
    const client = kernel.spawn(`${name} of ${way.host}`, request(from, way.host));
    kernel.runUntil(kernel.now + LONGEST_REQUEST_MS, () => !client.isAlive);
    const answer = client.outcome?.how === 'returned' ? client.outcome.value : undefined;
    if (answer === undefined) return 'no answer';
    return answer instanceof NetError ? answer.explained : answer;
  }
}

/** The two parts of `namespace/name`. */
export function partsOf(object: string): [namespace: string, name: string] {
  const [namespace = 'default', name = ''] = object.split('/');
  return [namespace, name];
}
