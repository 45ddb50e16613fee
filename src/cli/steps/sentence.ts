/** One sentence of the vocabulary, as people look it up. */
export interface Sentence {
  readonly keyword: 'Given' | 'When' | 'Then';
  /** The expression: `{container} starts serving after {duration}`. */
  readonly text: string;
  /** Whether `within 10s …` and `for 5m …` may stand before it. */
  readonly overTime: boolean;
  /** The file of the vocabulary that defines it, without ending: `givenBehaviours`. */
  readonly topic: string;
  /** A line of a feature that uses it. */
  readonly example?: string;
}
