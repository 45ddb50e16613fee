import { expect } from 'chai';
import type { PodMetrics } from '../../api';
import { Cluster } from '../../cluster';

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - {name: web, image: "example/web:1", resources: {limits: {cpu: 500m}}}
  - {name: side, image: "example/side:1"}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
const SERVICE = { kind: 'Service', namespace: 'default', name: 'web' };

/** A cluster with the pod, whose containers start within a second; the first scrape came before. */
function measured(): Cluster {
  const cluster = new Cluster({ readFile: () => POD });
  cluster.installMetricsServer();
  cluster.execute('kubectl create -f web.yaml');
  return cluster;
}

const metricsOf = ({ api }: Cluster) => api.metricsApi?.podMetrics() ?? new Map<string, PodMetrics>();

/** What the pod's containers take, in the order of their names; undefined while it has no metrics. */
function taken(cluster: Cluster): string | undefined {
  const [pod] = [...metricsOf(cluster).values()];
  const containers = pod?.containers.map(({ container, cpuMillis }) => `${container} ${cpuMillis}m`);
  return containers?.sort().join(', ');
}

describe('metrics-server', () => {
  it('nothing is measured until it is installed', () => {
    const cluster = new Cluster({ readFile: () => POD });
    cluster.execute('kubectl create -f web.yaml');
    cluster.advance(60_000);
    expect(metricsOf(cluster).size).to.equal(0);
    cluster.installMetricsServer();
    expect(metricsOf(cluster).size, 'one scrape').to.equal(0);
    cluster.advance(15_001);
    expect(taken(cluster), 'two scrapes').to.equal('side 0m, web 0m');
  });

  it('a container that has run for 10 s is measured from its start', () => {
    const cluster = measured();
    cluster.behaviours.set({ container: 'side' }, { cpuMillis: 30 });
    cluster.advance(13_000);
    expect(taken(cluster)).to.equal(undefined);
    cluster.advance(2000);
    expect(taken(cluster)).to.equal('side 30m, web 0m');
  });

  it('the mean of the window, whenever the load changed in it', () => {
    const cluster = measured();
    cluster.advance(35_000);
    cluster.cpuLoads.put(SERVICE, 300);
    const changedMs = cluster.now;
    while (taken(cluster) === 'side 0m, web 0m') cluster.advance(100);
    const [pod] = [...metricsOf(cluster).values()];
    const share = ((pod?.timestampMs ?? 0) - changedMs) / (pod?.windowMs ?? 1);
    expect(share).to.be.within(0.1, 0.95);
    expect(taken(cluster)).to.equal(`side 0m, web ${Math.ceil(300 * share)}m`);
    cluster.advance(15_000);
    expect(taken(cluster)).to.equal('side 0m, web 300m');
  });

  it('a limit throttles', () => {
    const cluster = measured();
    cluster.cpuLoads.put(SERVICE, 2000);
    cluster.advance(60_000);
    expect(taken(cluster)).to.equal('side 0m, web 500m');
  });

  it('a kubelet that nobody can ask leaves its pods without metrics, and counts on', () => {
    const cluster = measured();
    cluster.cpuLoads.put(SERVICE, 300);
    cluster.advance(60_000);
    cluster.node('k8s-node01').cutNetwork();
    cluster.advance(15_000);
    expect(taken(cluster)).to.equal(undefined);
  });

  it('a container that was started again has a count of its own', () => {
    const cluster = measured();
    cluster.cpuLoads.put(SERVICE, 300);
    cluster.advance(40_000);
    cluster.execute('kubectl exec web -c web -- kill 1');
    cluster.advance(60_000);
    expect(taken(cluster)).to.equal('side 0m, web 300m');
  });
});
