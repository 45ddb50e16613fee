/** What a container took, on the mean of a window. */
export interface ContainerMetrics {
  readonly container: string;
  /** Thousandths of a CPU, rounded up. */
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

/** `PodMetrics` of metrics.k8s.io. Times are kernel milliseconds. */
export interface PodMetrics {
  readonly podUid: string;
  readonly timestampMs: number;
  readonly windowMs: number;
  readonly containers: readonly ContainerMetrics[];
}

/** metrics.k8s.io: an API server has it when somebody offers it (`ApiServer.metricsApi`). */
export interface MetricsApi {
  /** What is known of pods that run, by UID. */
  podMetrics(): ReadonlyMap<string, PodMetrics>;
}
