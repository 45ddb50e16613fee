import { lineAt } from './syntaxFault';

/** Where a text stands: its first line has this number. */
export interface Site {
  readonly line: number;
}

/** ash counts the lines of the argument of `-c` from 0. */
export const ABOVE_FIRST_LINE: Site = { line: 0 };

/** A position in a text, which may itself stand in another; its line is only counted for a message. */
export class TextSite implements Site {
  constructor(
    readonly source: string,
    readonly position: number,
    /** Where the text stands; undefined: it is the whole of a script. */
    readonly above: Site | undefined,
  ) {}

  get line(): number {
    return lineAt(this.source, this.position) + linesAbove(this.above);
  }
}

/** How many lines are in front of a text that stands there. */
export function linesAbove(site: Site | undefined): number {
  return site ? site.line - 1 : 0;
}
