import type { Row, RowsFile, Verdict } from './types';

/** A file of rows that can't be used: which one, and why. */
export class RowsError extends Error {}

const VERDICTS: readonly Verdict[] = ['holds', 'differs', 'version'];
const FILE_KEYS = ['title', 'about', 'sources', 'rows'];
const ROW_KEYS = ['id', 'text', 'group', 'verdict', 'note', 'from', 'tags', 'gap'];

/**
 * Reads a file of rows, strictly: a misspelt key would be a row that nobody sees.
 * @param file its name, for messages
 * @throws RowsError
 */
export function parseRows(text: string, file: string): RowsFile {
  const fail = (why: string): never => {
    throw new RowsError(`${file}: ${why}; "podwright run --help" shows an example of such a file`);
  };
  const document = parsed(text, fail);
  if (!isObject(document)) return fail('it is no object with a title and rows');
  const strange = Object.keys(document).find((key) => !FILE_KEYS.includes(key));
  if (strange !== undefined) return fail(`it may have ${FILE_KEYS.join(', ')}, but not "${strange}"`);
  const { title, about = '', sources = {}, rows } = document;
  if (!isText(title)) return fail('it has no title');
  if (typeof about !== 'string') return fail('"about" is no text');
  if (!isObject(sources) || !Object.values(sources).every(isText))
    return fail('"sources" are not texts by short names');
  if (!Array.isArray(rows)) return fail('its rows are no list');
  const read = rows.map((row: unknown, i) => rowOf(row, (why) => fail(`row ${i + 1} ${why}`), sources));
  const twice = read.find(({ id }, i) => read.findIndex((other) => other.id === id) !== i);
  if (twice) return fail(`two rows have the id "${twice.id}"`);
  return { title, about, sources: sources as Record<string, string>, rows: read };
}

function parsed(text: string, fail: (why: string) => never): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(`it is no JSON (${(error as Error).message})`);
  }
}

function rowOf(row: unknown, fail: (why: string) => never, sources: object): Row {
  if (!isObject(row)) return fail('is no object');
  const { id, text, verdict, from = [], tags = [] } = row;
  if (!isText(id) || /[\s@]/.test(id)) return fail('has no id that could be a tag');
  const failed = (why: string) => fail(`("${id}") ${why}`);
  if (!isText(text)) return failed('has no text');
  const strange = Object.keys(row).find((key) => !ROW_KEYS.includes(key));
  if (strange !== undefined) return failed(`may have ${ROW_KEYS.join(', ')}, but not "${strange}"`);
  if (verdict !== undefined && !VERDICTS.includes(verdict as Verdict))
    return failed(`has the verdict "${String(verdict)}", which is none of ${VERDICTS.join(', ')}`);
  const unreadable = ['group', 'note', 'gap'].find((key) => row[key] !== undefined && !isText(row[key]));
  if (unreadable) return failed(`has a "${unreadable}" that is no text`);
  if (!Array.isArray(from) || !from.every(isText)) return failed('has a "from" that is no list of short names');
  const unknown = from.find((name) => !(name in sources));
  if (unknown !== undefined) return failed(`is from "${unknown}", which "sources" does not have`);
  if (!Array.isArray(tags) || !tags.every((tag) => isText(tag) && !/[\s@]/.test(tag)))
    return failed('has "tags" that are no list of tags, each without the @');
  return row as unknown as Row;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
