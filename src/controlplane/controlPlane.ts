import type { ApiServer } from '../api';
import type { Kernel } from '../kernel';
import { HorizontalController } from './autoscaling';
import { createDnsService } from './clusterServices';
import { Informers } from './common/informers';
import type { ComponentName, ControlPlaneOptions } from './common/options';
import { CronJobController } from './cronjob';
import { DaemonSetController } from './daemonset';
import { DeploymentController } from './deployment';
import { DisruptionController } from './disruption';
import { ClusterDns } from './dns';
import { startEndpoints } from './endpoints';
import { GarbageCollector, NamespaceController, PodGc, TtlAfterFinished } from './garbage';
import { JobController } from './job';
import { NetworkPolicies } from './networkpolicy';
import { startNodeLifecycle } from './nodelifecycle';
import { ServiceRouter } from './proxy';
import { QuotaController } from './quota';
import { ReplicaSetController } from './replicaset';
import { Scheduler } from './scheduler';
import { StatefulSetController } from './statefulset';
import { startVolumes } from './volume';

interface Context extends ControlPlaneOptions {
  /** Caches of kube-controller-manager. */
  readonly informers: Informers;
}

const COMPONENTS: Readonly<Record<ComponentName, (context: Context) => void>> = {
  scheduler: ({ kernel, api }) => new Scheduler(kernel, api).start(),
  endpoints: ({ kernel, api, informers }) => startEndpoints(kernel, api, informers),
  proxy: ({ kernel, api, network }) => new ServiceRouter(kernel, api, network).start(),
  dns: ({ kernel, api, network }) => new ClusterDns(kernel, api, network).start(),
  'network-policies': ({ kernel, api, network }) => new NetworkPolicies(kernel, api, network).start(),
  'garbage-collector': start(GarbageCollector),
  namespace: start(NamespaceController),
  'pod-gc': start(PodGc),
  ttl: start(TtlAfterFinished),
  'node-lifecycle': ({ kernel, api, informers, heartbeats }) => startNodeLifecycle(kernel, api, informers, heartbeats),
  replicaset: start(ReplicaSetController),
  replicationcontroller: ({ kernel, api, informers }) =>
    new ReplicaSetController(kernel, api, informers, 'ReplicationController').start(),
  deployment: start(DeploymentController),
  job: start(JobController),
  statefulset: start(StatefulSetController),
  daemonset: start(DaemonSetController),
  cronjob: start(CronJobController),
  disruption: start(DisruptionController),
  horizontalpodautoscaling: start(HorizontalController),
  quota: start(QuotaController),
  volumes: ({ kernel, api, informers }) => startVolumes(kernel, api, informers),
};

type ControllerClass = new (kernel: Kernel, api: ApiServer, informers: Informers) => { start(): void };

function start(Class: ControllerClass): (context: Context) => void {
  return ({ kernel, api, informers }) => new Class(kernel, api, informers).start();
}

/**
 * Starts everything of a cluster that is neither API server nor node: scheduler, controllers, cluster DNS (sets
 * `network.resolver`), kube-proxy for each node (sets `network.router`). They see the world through watches alone; a
 * quiet cluster costs no events.
 */
export function startControlPlane(options: ControlPlaneOptions): void {
  const { kernel, api, without = [] } = options;
  const context = { ...options, informers: new Informers(api, 'kube-controller-manager') };
  kernel.spawn('kubeadm', createDnsService(api));
  for (const [name, begin] of Object.entries(COMPONENTS) as [ComponentName, (context: Context) => void][]) {
    if (!without.includes(name)) begin(context);
  }
}
