import { expect } from 'chai';
import type { Service, ServicePort } from '../api/index';
import { Cluster } from '../cluster';
import {
  answersByPod,
  describeFailures,
  outageMs,
  type RequestFact,
  requests,
  serviceAddress,
  troubleMs,
} from './traffic';

const OK = { ok: true, why: '', served: 'a' } as const;
const LOST = { ok: false, reason: 'refused', why: 'refused by b', chosen: 'b' } as const;

/** Requests in order: the time at which each ended, and what became of it. */
function story(...facts: [t: number, what: typeof OK | typeof LOST][]): RequestFact[] {
  return facts.map(([t, what]) => ({ t, client: 'c', service: 'default/web', latencyMs: 0, tries: 1, ...what }));
}

describe('what clients noticed', () => {
  const rows: [string, RequestFact[], { trouble: number; outage: number }][] = [
    ['nothing', story([0, OK], [10, OK]), { trouble: 0, outage: 0 }],
    ['nobody asked', [], { trouble: 0, outage: 0 }],
    ['one was lost', story([0, OK], [10, LOST], [20, OK]), { trouble: 0, outage: 10 }],
    ['some were lost, others answered', story([0, LOST], [10, OK], [20, LOST], [35, OK]), { trouble: 20, outage: 15 }],
    ['all were lost for a while', story([0, OK], [10, LOST], [20, LOST], [30, OK]), { trouble: 10, outage: 20 }],
    ['the longest time counts', story([0, LOST], [5, OK], [10, LOST], [30, OK]), { trouble: 10, outage: 20 }],
    ['until now', story([0, OK], [10, LOST], [40, LOST]), { trouble: 30, outage: 30 }],
  ];
  for (const [what, all, { trouble, outage }] of rows) {
    it(what, () => {
      expect(troubleMs(all)).to.equal(trouble);
      expect(outageMs(all)).to.equal(outage);
    });
  }

  it('counts who answered, and sums up why others did not', () => {
    const all = story([0, OK], [1, LOST], [2, OK], [3, LOST]);
    expect([...answersByPod(all)]).to.deep.equal([['a', 2]]);
    expect(describeFailures(all)).to.equal('2 of 4 requests failed: 2 refused by b');
  });
});

const WEB = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: web, image: nginx:1.25}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: nobody}
spec:
  clusterIP: None
  selector: {app: web}
  ports: [{port: 8080, targetPort: 80}]
`;

function web(): Cluster {
  const cluster = new Cluster({ readFile: () => WEB });
  cluster.execute('kubectl create -f web.yaml');
  cluster.advance(10_000);
  return cluster;
}

function service(cluster: Cluster, name: string): Service {
  return cluster.api.get<Service>('Service', 'default', name);
}

describe('where clients find a service', () => {
  it('inside at its ClusterIP, a headless one by its name and the port of its containers', () => {
    const cluster = web();
    expect(serviceAddress(cluster, service(cluster, 'web'), 'inside')).to.include({ service: 'default/web', port: 80 });
    expect(serviceAddress(cluster, service(cluster, 'nobody'), 'inside')).to.deep.equal({
      service: 'default/nobody',
      host: 'nobody.default.svc.cluster.local',
      port: 80,
    });
  });

  it('at its first port for TCP', () => {
    const cluster = web();
    const [tcp] = service(cluster, 'web').spec.ports ?? [];
    const udp = { name: 'stats', port: 8125, protocol: 'UDP' as const };
    const withPorts = (...ports: ServicePort[]) => {
      const web = service(cluster, 'web');
      return serviceAddress(cluster, { ...web, spec: { ...web.spec, ports } }, 'inside');
    };
    expect(withPorts(udp, tcp!)).to.include({ port: 80 });
    expect(() => withPorts(udp)).to.throw('service "web" has no port for TCP');
  });

  it('outside at the port of a node', () => {
    const cluster = web();
    const { nodePort } = service(cluster, 'web').spec.ports?.[0] ?? {};
    expect(serviceAddress(cluster, service(cluster, 'web'), 'outside', 'k8s-node01')).to.include({
      host: '192.168.66.12',
      port: nodePort,
    });
    expect(() => serviceAddress(cluster, service(cluster, 'nobody'), 'outside')).to.throw('has no node port');
    expect(() => serviceAddress(cluster, service(cluster, 'web'), 'outside', 'k8s-nod')).to.throw('no node "k8s-nod"');
  });
});

describe('the first lost requests', () => {
  it('are told with their time, why, and what was the matter with the pod', () => {
    const cluster = web();
    const startMs = cluster.now;
    const address = serviceAddress(cluster, service(cluster, 'web'), 'inside');
    cluster.startTraffic({ name: 'c', perSecond: 100, ...address, inside: true });
    cluster.later(1000, () => cluster.run('kubectl delete pod web'));
    cluster.advance(3000);
    const [summary, ...lost] = describeFailures(requests(cluster), cluster, startMs).split('\n');
    expect(summary).to.match(/^\d+ of \d+ requests failed: .*\d+ refused: the service has no endpoint/);
    expect(lost[0]).to.match(
      /^ {2}at 1\.\d+s refused by web, which is in the proxy's table but does not listen; web on k8s-node01 was deleted \d+ms before/,
    );
    expect(lost).to.have.length(3);
  });
});
