import { type EndpointSlice, matchesLabelSelector, type Pod, type Service } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { Deadlines } from './deadlines';
import { atWrites, type Invariant, seconds, writeOf } from './invariant';
import type { Past } from './past';

export const podIpUnique: Invariant = {
  name: 'network/pod-address-is-its-own',
  says: 'No two pods that live have the same address, unless it is that of their node.',
  source: 'kubernetes.io, Services, Load Balancing, and Networking, The Kubernetes network model',
  observe(past) {
    const owners = new Map<string, string>();
    return {
      'sandbox-started': ({ object, detail }: Fact) => {
        const life = past.pods.get(object);
        if (!life || life.isBlurred || life.pod.spec.hostNetwork) return undefined;
        const ip = String(detail['ip']);
        const name = owners.get(ip);
        const other = name === undefined || name === object ? undefined : past.pods.get(name);
        owners.set(ip, object);
        const lives = other && !other.isRemoved && !other.hasEnded && other.pod.status?.podIP === ip;
        return lives ? `got the address ${ip}, which ${name} has` : undefined;
      },
    };
  },
};

export const clusterIpStays: Invariant = {
  name: 'service/cluster-ip-stays',
  says: 'A service keeps its cluster IP as long as it has one, and no other service has it.',
  source: 'kubernetes.io, Service, Virtual IPs and service proxies; Choosing your own IP address',
  observe(past) {
    const owners = new Map<string, string>();
    return atWrites<Service>(['Service'], ({ verb, object, before }) => {
      const ip = object.spec.clusterIP;
      const name = `${object.metadata.namespace}/${object.metadata.name}`;
      const was = before?.spec.clusterIP;
      if (was && (verb === 'removed' || ip !== was)) owners.delete(was);
      if (verb === 'removed' || !ip || ip === 'None') return undefined;
      const other = owners.get(ip);
      owners.set(ip, name);
      if (other !== undefined && other !== name) return `got the cluster IP ${ip}, which ${other} has`;
      return was && was !== 'None' && was !== ip ? `cluster IP ${ip} after ${was}` : undefined;
    })(past);
  },
};

/** The slice controller writes at its own pace, and tries again with a growing wait. */
const BOUND_MS = 10_000;

export const readyPodsAreEndpoints: Invariant = {
  name: 'service/ready-pods-are-endpoints',
  says: 'A pod that is Ready and that a service selects is its ready endpoint within 10 s.',
  source: 'kubernetes.io, EndpointSlices; Service, Services with selectors',
  observe(past) {
    const deadlines = new Deadlines();
    const listed = new Map<string, Map<string, ReadonlySet<string>>>();
    const services = new Map<string, { service: Service; sinceMs: number }>();
    return {
      Pod: ({ object, t }) => {
        const life = past.pods.get(object);
        deadlines.met(object);
        if (life?.isReady && life.isActive) deadlines.set(object, Math.max(t, life.readinessMs) + BOUND_MS);
        return undefined;
      },
      Service: (fact) => {
        const write = writeOf<Service>(fact, 'Service');
        if (!write || write.verb === 'removed') services.delete(fact.object);
        else services.set(fact.object, { service: write.object, sinceMs: fact.t });
        return undefined;
      },
      EndpointSlice: (fact) => {
        note(listed, fact);
        return undefined;
      },
      time: ({ t }) => {
        for (const name of deadlines.passed(t)) {
          const missing = serviceWithout(name, t, past, services.values(), listed);
          if (missing) return `${name} is ready and no endpoint of service ${missing} after ${seconds(BOUND_MS)}`;
        }
        return undefined;
      },
    };
  },
};

type Listed = Map<string, Map<string, ReadonlySet<string>>>;

function note(listed: Listed, fact: Fact): void {
  const write = writeOf<EndpointSlice>(fact, 'EndpointSlice');
  if (!write) return;
  const { metadata, endpoints } = write.object;
  const service = `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name']}`;
  const slices = listed.get(service) ?? new Map<string, ReadonlySet<string>>();
  listed.set(service, slices);
  if (write.verb === 'removed') slices.delete(fact.object);
  else {
    const ready = (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false);
    slices.set(fact.object, new Set(ready.map(({ targetRef }) => `Pod/${metadata.namespace}/${targetRef?.name}`)));
  }
}

function serviceWithout(
  name: string,
  t: number,
  past: Past,
  services: Iterable<{ service: Service; sinceMs: number }>,
  listed: Listed,
): string | undefined {
  const life = past.pods.get(name);
  if (!life?.isReady || !life.isActive || !past.find('Node', undefined, life.pod.spec.nodeName ?? '')) return undefined;
  const { namespace, labels } = life.pod.metadata;
  for (const { service, sinceMs } of services) {
    const { selector, type } = service.spec;
    const selects = selector && Object.keys(selector).length > 0 && type !== 'ExternalName' && t - sinceMs > BOUND_MS;
    if (
      service.metadata.namespace !== namespace ||
      !selects ||
      !matchesLabelSelector({ matchLabels: selector }, labels)
    )
      continue;
    const slices = listed.get(`${namespace}/${service.metadata.name}`);
    if (![...(slices?.values() ?? [])].some((pods) => pods.has(name)) && hasPort(service, life.pod))
      return service.metadata.name;
  }
  return undefined;
}

/** A port that is named and that the pod does not have makes no endpoint. */
function hasPort({ spec }: Service, pod: Pod): boolean {
  const names = pod.spec.containers.flatMap(({ ports = [] }) => ports.map((port) => port.name));
  return (spec.ports ?? []).every(({ targetPort }) => typeof targetPort !== 'string' || names.includes(targetPort));
}
