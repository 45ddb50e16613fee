/** A minor release such as `1.29`. */
export type MinorVersion = `1.${number}`;

/** Something that a release has or lacks: one row for each difference. */
export interface FeatureRow {
  /** First release that has it by default; `off` = no release has it by default yet. */
  readonly from: MinorVersion | 'off';
  /** First release that does not have it any more. */
  readonly until?: MinorVersion;
  /** What differs, in one sentence. */
  readonly what: string;
  /** Where that is written down or was seen. */
  readonly source: string;
}

/** A wording that changed: the newest entry that is not newer than the release counts. `{name}` is filled in. */
export interface TextRow {
  readonly texts: Readonly<Partial<Record<MinorVersion, string>>>;
  readonly what: string;
  readonly source: string;
}

/** A figure that changed; the name of the row ends with its unit. */
export interface NumberRow {
  readonly values: Readonly<Partial<Record<MinorVersion, number>>>;
  readonly what: string;
  readonly source: string;
}

export type FeatureTable = Readonly<Record<string, FeatureRow>>;
export type TextTable = Readonly<Record<string, TextRow>>;
export type NumberTable = Readonly<Record<string, NumberRow>>;

/** The minor part of `1.29`. */
export function minorOf(version: string): number {
  return Number(version.slice(version.indexOf('.') + 1));
}
