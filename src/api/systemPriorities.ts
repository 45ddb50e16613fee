/** The PriorityClasses that every cluster has (kubernetes.io, Guaranteed Scheduling For Critical Add-On Pods). */
export const SYSTEM_PRIORITIES = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
} as const;
