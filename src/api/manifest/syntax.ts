import type { YAMLError } from 'yaml';

/** A syntax error in our words and in kubectl's. */
export interface SyntaxProblem {
  readonly message: string;
  /** `yaml: line 4: did not find expected ',' or ']'`. */
  readonly kubectl: string;
}

interface Wording {
  readonly test: RegExp;
  readonly ours: string;
  readonly theirs: string;
  /** go-yaml counts lines of its scanner from 1 and those of its parser from 0, and leaves out line 0. */
  readonly stage: 'scanner' | 'parser';
  /** Where libyaml notices it; our parser often says where it began. */
  readonly noticed?: 'end' | 'next-line' | 'end-of-file';
}

const WORDINGS: readonly Wording[] = [
  {
    test: /RESOURCE_EXHAUSTION/,
    ours: 'The document is nested deeper than anybody can read.',
    theirs: 'exceeded max depth of 10000',
    stage: 'parser',
  },
  {
    test: /TAB_AS_INDENT after a value/,
    ours: 'The line is indented with a tab; YAML allows spaces only.',
    theirs: 'found a tab character that violates indentation',
    stage: 'scanner',
  },
  {
    test: /TAB_AS_INDENT/,
    ours: 'The line is indented with a tab; YAML allows spaces only.',
    theirs: 'found character that cannot start any token',
    stage: 'scanner',
  },
  {
    test: /BAD_SCALAR_START/,
    ours: 'A value cannot start with this character; put the value into quotes.',
    theirs: 'found character that cannot start any token',
    stage: 'scanner',
  },
  {
    test: /BAD_DQ_ESCAPE/,
    ours: 'In double quotes this backslash escape means nothing; use single quotes or \\\\.',
    theirs: 'found unknown escape character',
    stage: 'scanner',
  },
  {
    test: /Missing closing .*quote/,
    ours: 'The quoted text is never closed.',
    theirs: 'found unexpected end of stream',
    stage: 'scanner',
    noticed: 'end-of-file',
  },
  {
    test: /[Ff]low sequence|end with a \]/,
    ours: 'The list opened with [ is not closed here, or a comma is missing.',
    theirs: "did not find expected ',' or ']'",
    stage: 'parser',
  },
  {
    test: /[Ff]low map|end with a \}|Missing , between|BLOCK_IN_FLOW/,
    ours: 'The map opened with { is not closed here, or a comma is missing.',
    theirs: "did not find expected ',' or '}'",
    stage: 'parser',
  },
  {
    test: /followed by map values/,
    ours: 'This looks like a key without its colon.',
    theirs: "could not find expected ':'",
    stage: 'scanner',
    noticed: 'next-line',
  },
  {
    test: /IMPLICIT_KEY at a list item|without - indicator/,
    ours: 'The indentation does not match the lines above.',
    theirs: 'did not find expected key',
    stage: 'parser',
  },
  {
    test: /BLOCK_AS_IMPLICIT_KEY|MULTILINE_IMPLICIT_KEY/,
    noticed: 'end',
    ours: 'A second "key:" cannot start inside this value; check the indentation, or put the value into quotes.',
    theirs: 'mapping values are not allowed in this context',
    stage: 'scanner',
  },
  {
    test: /block-seq-ind on same line/,
    ours: 'A list item cannot start here; put it on a line of its own.',
    theirs: 'block sequence entries are not allowed in this context',
    stage: 'scanner',
  },
  {
    test: /same column|MULTILINE|both a mapping and a sequence|BAD_COLLECTION_TYPE|BAD_INDENT/,
    ours: 'The indentation does not match the lines above.',
    theirs: 'did not find expected key',
    stage: 'parser',
  },
  {
    test: /./,
    ours: 'This is not valid YAML here.',
    theirs: 'did not find expected node content',
    stage: 'parser',
  },
];

/**
 * Puts the first error of a document into words.
 * @param text the document as kubectl cuts it out of the file: its lines count from the separator
 */
export function syntaxProblem(errors: readonly YAMLError[], text: string): SyntaxProblem & { readonly offset: number } {
  const error = errors[0]!;
  const described = `${error.code}${circumstance(error, text)} ${error.message}`;
  const wording = WORDINGS.find(({ test }) => test.test(described))!;
  const last = Math.max(
    ...errors.map((each) => (each.code === 'MULTILINE_IMPLICIT_KEY' ? each.pos[1] : 0)),
    error.pos[1],
  );
  const offset = wording.noticed === 'end' ? last - 1 : error.pos[0];
  const noticedOnLine =
    wording.noticed === 'end-of-file'
      ? lineOf(text, text.length)
      : lineOf(text, offset) + (wording.noticed === 'next-line' ? 1 : 0);
  const where = noticedOnLine === 0 ? '' : `line ${wording.stage === 'scanner' ? noticedOnLine + 1 : noticedOnLine}: `;
  return { message: wording.ours, kubectl: `yaml: ${where}${wording.theirs}`, offset };
}

function circumstance(error: YAMLError, text: string): string {
  const before = text.slice(0, error.pos[0]).trimEnd();
  if (error.code === 'TAB_AS_INDENT') return before === '' || /[:-]$/.test(before) ? '' : ' after a value';
  return /^-\s/.test(text.slice(error.pos[0], error.pos[0] + 2)) ? ' at a list item' : '';
}

/** Counted from 0. */
function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
