/** Recordings that the simulator tells today, by `release/name`, each with a seed that tells it (`told.json`). */
export interface Told {
  /** By the rows of `kubectl get pods -w`. */
  readonly told: Record<string, number>;
  /** By rows and events. */
  readonly eventsTold: Record<string, number>;
}
