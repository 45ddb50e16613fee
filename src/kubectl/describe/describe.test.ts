import { expect } from 'chai';
import { type Deployment, type Job, type KubeEvent, type Pod, Release, type Service } from '../../api';
import { describeJob } from './jobs';
import { describePod } from './pod';
import { describeService } from './service';
import { describeDeployment } from './workloads';
import { DescribeWriter } from './writer';

const NOW_MS = 1_795_219_320_000; // 2026-11-21T00:02:00Z
const CREATED = '2026-11-21T00:00:00Z';
const context = (release: string) => ({ nowMs: NOW_MS, release: Release.of(release) });

const event = (more: Partial<KubeEvent>): KubeEvent => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'p.1', namespace: 'dev' },
  involvedObject: { kind: 'Pod', name: 'p' },
  type: 'Normal',
  count: 1,
  firstTimestamp: CREATED,
  lastTimestamp: CREATED,
  source: { component: 'kubelet', host: 'n1' },
  ...more,
});

const EVENTS = [
  event({
    type: 'Warning',
    reason: 'Unhealthy',
    message: 'Liveness probe failed: \n',
    count: 3,
    lastTimestamp: '2026-11-21T00:01:50Z',
    involvedObject: { fieldPath: 'spec.containers{c}' },
  }),
  event({ reason: 'Started', message: 'Container started', involvedObject: { fieldPath: 'spec.containers{c}' } }),
  event({
    reason: 'Scheduled',
    message: 'Successfully assigned dev/p to n1',
    count: 0,
    firstTimestamp: null,
    lastTimestamp: null,
    eventTime: '2026-11-21T00:00:00.100000Z',
    source: {},
    reportingComponent: 'default-scheduler',
  }),
];

const POD: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'p',
    namespace: 'dev',
    labels: { b: '2', a: '1' },
    annotations: { note: 'x', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
  },
  spec: {
    priority: 0,
    serviceAccountName: 'default',
    nodeName: 'n1',
    containers: [
      {
        name: 'c',
        image: 'nginx:1',
        args: ['-v'],
        ports: [{ containerPort: 80, name: 'http', protocol: 'TCP' }],
        resources: { limits: { cpu: '500m', memory: '64Mi' } },
        env: [
          { name: 'A', value: 'x' },
          { name: 'IP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } } },
          { name: 'K', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
        ],
        livenessProbe: {
          exec: { command: ['test', '-e', '/tmp/live'] },
          timeoutSeconds: 1,
          periodSeconds: 3,
          successThreshold: 1,
          failureThreshold: 3,
        },
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
      },
    ],
    volumes: [{ name: 'v', emptyDir: {} }],
    tolerations: [{ key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }],
  },
  status: {
    phase: 'Running',
    hostIP: '10.0.0.1',
    podIP: '10.244.0.5',
    podIPs: [{ ip: '10.244.0.5' }],
    startTime: CREATED,
    qosClass: 'Burstable',
    conditions: [
      { type: 'Ready', status: 'False' },
      { type: 'PodScheduled', status: 'True' },
    ],
    containerStatuses: [
      {
        name: 'c',
        image: 'nginx:1',
        imageID: 'nginx@sha256:1',
        containerID: 'containerd://1',
        ready: false,
        restartCount: 2,
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'not shown' } },
        lastState: {
          terminated: { exitCode: 137, reason: 'Error', startedAt: CREATED, finishedAt: '2026-11-21T00:01:00Z' },
        },
      },
    ],
  },
};

const POD_1_36 = `Name:             p
Namespace:        dev
Priority:         0
Service Account:  default
Node:             n1/10.0.0.1
Start Time:       Sat, 21 Nov 2026 00:00:00 +0000
Labels:           a=1
                  b=2
Annotations:      note: x
Status:           Running
IP:               10.244.0.5
IPs:
  IP:  10.244.0.5
Containers:
  c:
    Container ID:  containerd://1
    Image:         nginx:1
    Image ID:      nginx@sha256:1
    Port:          80/TCP (http)
    Host Port:     0/TCP (http)
    Args:
      -v
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Exit Code:    137
      Started:      Sat, 21 Nov 2026 00:00:00 +0000
      Finished:     Sat, 21 Nov 2026 00:01:00 +0000
    Ready:          False
    Restart Count:  2
    Limits:
      cpu:     500m
      memory:  64Mi
    Liveness:  exec [test -e /tmp/live] delay=0s timeout=1s period=3s #success=1 #failure=3
    Environment:
      A:   x
      IP:   (v1:status.podIP)
      K:   <set to the key 'k' in secret 's'>  Optional: false
    Mounts:
      /v from v (rw)
Conditions:
  Type           Status
  Ready          False 
  PodScheduled   True 
Volumes:
  v:
    Type:        EmptyDir (a temporary directory that shares a pod's lifetime)
    Medium:      
    SizeLimit:   <unset>
QoS Class:       Burstable
Node-Selectors:  <none>
Tolerations:     k:NoExecute op=Exists for 300s
Events:
  Type     Reason     Age               From               Message
  ----     ------     ----              ----               -------
  Normal   Scheduled  119s              default-scheduler  Successfully assigned dev/p to n1
  Normal   Started    2m                kubelet            spec.containers{c}: Container started
  Warning  Unhealthy  10s (x3 over 2m)  kubelet            spec.containers{c}: Liveness probe failed:
`;

describe('kubectl/describe', () => {
  it('a pod, whole', () => {
    expect(describePod(POD, EVENTS, context('1.36'))).to.equal(POD_1_36);
  });

  it('a pod in 1.20: no Service Account, no port names, events without their container', () => {
    const text = describePod(POD, EVENTS, context('1.20'));
    expect(text).to.match(/^Name: {9}p\nNamespace: {4}dev\n/);
    expect(text).not.to.contain('Service Account');
    expect(text).to.contain('    Port:          80/TCP\n');
    expect(text).to.contain('kubelet            Container started\n');
  });

  it('a pod that is being deleted lasts <invalid> until its grace period is over', () => {
    const deleting = {
      ...POD,
      metadata: { ...POD.metadata, deletionTimestamp: '2026-11-21T00:02:20Z', deletionGracePeriodSeconds: 30 },
    };
    const text = describePod(deleting, undefined, context('1.36'));
    expect(text).to.contain(
      'Status:                    Terminating (lasts <invalid>)\nTermination Grace Period:  30s\n',
    );
    expect(text).not.to.contain('Events');
  });

  it('couples lines that nothing separates', () => {
    const none: Pod = { ...POD, spec: { ...POD.spec, volumes: [] } };
    const text = describePod(none, [], context('1.36'));
    expect(text).to.contain('  Ready          False \n  PodScheduled   True \nVolumes:         <none>\n');
    expect(text).to.contain('\nEvents:          <none>\n');
  });

  it('a deployment', () => {
    const deployment: Deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'web',
        namespace: 'dev',
        creationTimestamp: CREATED,
        annotations: { 'deployment.kubernetes.io/revision': '1' },
      },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
      },
      status: {
        replicas: 2,
        updatedReplicas: 2,
        availableReplicas: 1,
        unavailableReplicas: 1,
        conditions: [{ type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' }],
      },
    };
    const set = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet' as const,
      metadata: { name: 'web-1', annotations: { 'deployment.kubernetes.io/revision': '1' } },
      spec: { replicas: 2, selector: {} },
      status: { replicas: 2 },
    };
    expect(
      describeDeployment(deployment, { pods: [], replicaSets: [set], events: [] }, context('1.36')),
    ).to.equal(`Name:                   web
Namespace:              dev
CreationTimestamp:      Sat, 21 Nov 2026 00:00:00 +0000
Labels:                 <none>
Annotations:            deployment.kubernetes.io/revision: 1
Selector:               app=web
Replicas:               2 desired | 2 updated | 2 total | 1 available | 1 unavailable
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  25% max unavailable, 25% max surge
Pod Template:
  Labels:  app=web
  Containers:
   c:
    Image:         nginx
    Port:          <none>
    Host Port:     <none>
    Environment:   <none>
    Mounts:        <none>
  Volumes:         <none>
  Node-Selectors:  <none>
  Tolerations:     <none>
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
OldReplicaSets:  <none>
NewReplicaSet:   web-1 (2/2 replicas created)
Events:          <none>
`);
  });

  it('a job, by release', () => {
    const job: Job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j', namespace: 'dev' },
      spec: {
        parallelism: 1,
        completions: 1,
        backoffLimit: 6,
        completionMode: 'NonIndexed',
        suspend: false,
        template: { spec: { containers: [{ name: 'c' }] } },
      },
      status: { active: 1, ready: 1 },
    };
    const [old, middle, now] = ['1.20', '1.23', '1.36'].map((release) => describeJob(job, undefined, context(release)));
    const uncounted = describeJob({ ...job, status: { active: 1 } }, undefined, context('1.23'));
    expect(old).to.contain('Pods Statuses:  1 Running / 0 Succeeded / 0 Failed\n');
    expect(old).not.to.contain('Completion Mode');
    expect(middle).to.contain('Completion Mode:  NonIndexed\nPods Statuses:    1 Active (1 Ready) / 0 Succeeded');
    expect(uncounted).to.contain('Pods Statuses:    1 Active / 0 Succeeded');
    expect(now).to.contain('Completion Mode:  NonIndexed\nSuspend:          false\nBackoff Limit:    6\n');
    expect(now).to.contain('Pods Statuses:    1 Active (1 Ready) / 0 Succeeded / 0 Failed\n');
  });

  it('a service with what is ready behind it', () => {
    const service: Service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's', namespace: 'dev' },
      spec: {
        type: 'NodePort',
        clusterIP: '10.96.0.9',
        clusterIPs: ['10.96.0.9'],
        selector: { app: 'web' },
        ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
      },
    };
    const endpoint = (ip: string, ready: boolean) => ({ addresses: [ip], conditions: { ready } });
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice' as const,
      metadata: { name: 's-1' },
      addressType: 'IPv4' as const,
      ports: [{ name: '', port: 8080 }],
      endpoints: ['1', '2', '3', '4', '5'].map((last) => endpoint(`10.0.0.${last}`, last !== '2')),
    };
    const text = describeService(service, { slices: [slice], endpoints: undefined }, undefined, context('1.36'));
    expect(text).to.contain(
      'Port:              <unset>  80/TCP\nTargetPort:        8080/TCP\nNodePort:          <unset>  30080/TCP\n',
    );
    expect(text).to.contain('Endpoints:         10.0.0.1:8080,10.0.0.3:8080,10.0.0.4:8080 + 1 more...\n');
  });

  it('aligns only what stands together', () => {
    const out = new DescribeWriter();
    out.line(0, 'A:\tx');
    out.line(0, 'Longer:\ty');
    out.line(0, 'Header:');
    out.line(1, 'B:\tz');
    expect(out.toString()).to.equal('A:       x\nLonger:  y\nHeader:\n  B:  z\n');
  });
});
