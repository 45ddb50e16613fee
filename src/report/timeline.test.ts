import { expect } from 'chai';
import { Cluster } from '../cluster';
import { renderTimeline } from './timeline';

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - {name: web, image: "example/web:1", readinessProbe: {tcpSocket: {port: 80}}}
`;

describe('the timeline of a cluster', () => {
  it('tells of a warning when it comes, and not when its Event expires', () => {
    const cluster = new Cluster({ readFile: () => POD });
    cluster.execute('kubectl create -f web.yaml');
    cluster.advance(2 * 3_600_000);
    expect(renderTimeline(cluster).match(/Unhealthy: .*/g)).to.have.lengthOf(1);
  });
});
