import type { LatencyTable } from './kernel/index';

/**
 * Every delay that a real cluster has, in milliseconds: fixed, or a range from which the seed draws. The figures were
 * taken from recordings of idle one-node clusters (1.20 and 1.36) where a recording shows them, else from the sources named.
 */
export const LATENCIES: LatencyTable = {
  /** Request to commit, per object. */
  apiWrite: [2, 8],
  apiRead: [1, 3],
  /** Commit to delivery at one watcher. */
  watchDelay: [1, 5],
  /** The same for what a kubelet hears of its own Node, with which it does nothing before its next status. */
  ownNodeDelay: 5,
  /** A machine whose network is back tries again within its next heartbeat, every 10 s (kubelet, onRepeatedHeartbeatFailure). */
  apiReconnect: [1000, 10000],
  /** A provisioner makes a volume (external-provisioner with a local or a cloud disk: one to some seconds). */
  volumeProvision: [1000, 3000],
  /** A driver attaches a disk to a node, or detaches it: some seconds with clouds. */
  volumeAttach: [1500, 6000],
  volumeDetach: [1500, 6000],
  /** systemd ends what else runs on a machine before it is off. */
  machineHalt: [1500, 3000],
  /** One scheduling cycle. */
  schedAlgorithm: [1, 4],
  /**
   * Up to 1.21 nearly every change in a cluster makes the scheduler look at all unschedulable pods again, and a real cluster
   * is never quite quiet: how long until the next such change that has nothing to do with what is played.
   */
  unrelatedChange: [500, 20000],
  /** Watch delivery to the first status write of the pod worker. */
  kubeletAdmit: [5, 20],
  /** Directory and volume work before the sandbox; the kubelet polls every 300 ms. */
  volumeReady: 300,
  sandboxCreate: [60, 200],
  imageCheckPresent: [2, 8],
  /** Policy Always with all layers present: the registry is asked for the digest. */
  imageManifestCheck: [15, 60],
  imagePull: [300, 900],
  /** With the start: 60-320 ms from the sandbox to the first process, median 100-135, in the recordings. */
  containerCreate: [30, 70],
  containerStart: [20, 60],
  /** One exec into a container: set-up cost. */
  execStart: [20, 60],
  /** Fork and exec of one program inside a container. */
  processStart: 1,
  /** A program touches or moves one mebibyte of memory. */
  memoryPerMiB: 8,
  /** Process exit until the runtime knows it. */
  exitSeen: [2, 6],
  /**
   * How long the runtime then takes the container apart before it calls it exited: 35-67 ms from the exit to its note on
   * disk (containerd 2.1.9, events /tasks/exit and /tasks/delete).
   */
  taskDelete: [30, 60],
  sandboxStop: [20, 80],
  plegRelist: [5, 20],
  statusWrite: [5, 20],
  stopSignalDelay: [2, 15],
  endpointsSync: [5, 30],
  proxyApply: [10, 60],
  /** A network plugin has a change of policies, pods or namespaces in its filters on all nodes: no promise of Kubernetes, some tenths of a second with the usual ones. */
  policyApply: [50, 300],
  dnsUpdate: [10, 100],
  dnsQuery: 1,
  podRtt: 0,
  /** Process start to open port, of a program that nobody described and of the servers in the shipped images. */
  appListen: [5, 30],
  /** The same of a server in Go, which has nothing to read first. */
  goListen: [1, 8],
  /** None of the recorded first probes of nginx, 6 to 60 ms after its start, came too early. */
  nginxListen: [1, 4],
  /** Process start until nginx handles signals: it reads its configuration first. */
  nginxSignals: [0, 4],
  httpdListen: [5, 30],
  redisListen: [2, 20],
  /** Of a server that ends on its stop signal: from its last answer to its exit. */
  appStop: [1, 15],
  gcDelay: [50, 400],
  controllerSync: [1, 5],
  /** Start of the kubectl program: reading its configuration and the cached discovery. */
  kubectlStart: [40, 60],
};
