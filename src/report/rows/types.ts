/** What somebody says of the thing that a row tells: true; not true; true of some releases only. */
export type Verdict = 'holds' | 'differs' | 'version';

/** A file `rows.json`: things that features are to show, one a row. */
export interface RowsFile {
  /** The name of its page in the report. */
  readonly title: string;
  readonly about: string;
  /** Where rows come from, by short name: documents, a specification, tickets. */
  readonly sources: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
  /** Only some of the features that it belongs to were read. */
  readonly partial?: boolean;
}

export interface Row {
  /** Scenarios that show it have it as a tag. */
  readonly id: string;
  readonly text: string;
  readonly group?: string;
  readonly verdict?: Verdict;
  /** What is true instead, or since when. */
  readonly note?: string;
  /** Short names of sources. */
  readonly from?: readonly string[];
  /** Other tags whose scenarios show it too, without the @. */
  readonly tags?: readonly string[];
  /** Why no scenario shows it. */
  readonly gap?: string;
}

/**
 * What a run says of a row: all scenarios that show it passed; one of them did not; none was played this time; nothing
 * shows it, for a reason that the row gives; nothing shows it.
 */
export type RowResult = 'shown' | 'broken' | 'idle' | 'gap' | 'missing';

export interface JudgedRow extends Row {
  readonly result: RowResult;
  /** Ids of the scenarios of this run that show it. */
  readonly scenarios: readonly string[];
}

/** The rows of a file with what a run says of them. */
export interface RowsPage extends Omit<RowsFile, 'rows' | 'partial'> {
  readonly rows: readonly JudgedRow[];
}
