/** metrics-server, and what it measures. */
export { type ContainerMetrics, MetricsServer, type PodMetrics } from './metricsServer';
export type { ContainerUsage, NodeUsage } from './usage';
