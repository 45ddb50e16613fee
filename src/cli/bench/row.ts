/** One line of the table: what was measured against what, and the ratio or figure that we ask of it. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly asked: string;
  readonly holds: boolean;
}
