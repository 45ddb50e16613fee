/** How often each thing was seen, by its name: in how many runs. */
export type Tally = Readonly<Record<string, number>>;

/** What the page of a campaign shows. The same for the same campaign. */
export interface CampaignData {
  /** `400 runs of seed 1`. */
  readonly title: string;
  /** Version of Podwright. */
  readonly version: string;
  readonly runs: number;
  /** Short facts with their names: how it ended, how much cluster time. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Sentences about the campaign as a whole, such as what was taken for granted. */
  readonly notes: readonly string[];
  /** What broke, with the smallest story that shows it. */
  readonly failure?: {
    readonly says: string;
    readonly seen: string;
    readonly advice?: string;
    readonly feature: string;
    readonly replay?: string;
  };
  /** What the column STATUS showed, and `Pending → Running`. */
  readonly states: Tally;
  readonly transitions: Tally;
  /** Everything else that was counted. */
  readonly parts: readonly Part[];
  /** States that a pod can be in and that were never reached. */
  readonly neverStates: readonly string[];
}

export interface Part {
  readonly title: string;
  readonly tally: Tally;
  /** What is known to exist and was never reached. */
  readonly never: readonly string[];
}
