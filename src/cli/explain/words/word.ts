/** A word that kubectl shows, for people who meet it for the first time. */
export interface Word {
  readonly word: string;
  /** Where it is seen. */
  readonly kind:
    | 'STATUS'
    | 'waiting reason'
    | 'terminated reason'
    | 'reason of a pod'
    | 'reason of a condition'
    | 'event';
  readonly means: string;
  /** What brings it about. */
  readonly causes: readonly string[];
  /** What to look at or to change. */
  readonly look: readonly string[];
  /** Ids of the simulator's rules that lead to it. */
  readonly rules: readonly string[];
  readonly source: string;
}
