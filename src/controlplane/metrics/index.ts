/** metrics-server, and what it measures. */
export { MetricsServer } from './metricsServer';
export type { ContainerUsage, NodeUsage } from './usage';
