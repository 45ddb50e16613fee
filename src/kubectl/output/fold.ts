/** The column after which go-yaml goes on in a new line where the next space is. */
const BEST_WIDTH = 80;

/** A mapping's line in block style: what is before the key, the key itself, its value. */
const ENTRY = /^( *(?:- )*)((?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^\s'"#{[][^#]*?): )?(\S.*)$/;
const LITERAL = /(?:^|: |- )[|>][-+]?\d*$/;

/**
 * Breaks long scalars as go-yaml does: at the first space beyond column 80, with the rest two columns further in than
 * the key (emitterc.go, yaml_emitter_write_plain_scalar and its neighbours). Literal blocks stay as they are.
 */
export function foldLongLines(yaml: string): string {
  let literalIndent = -1;
  const lines = yaml.split('\n').flatMap((line) => {
    const indent = line.length - line.trimStart().length;
    if (literalIndent >= 0 && (line === '' || indent > literalIndent)) return [line];
    literalIndent = LITERAL.test(line) ? keyColumn(line) : -1;
    return line.length > BEST_WIDTH && literalIndent < 0 ? fold(line) : [line];
  });
  return lines.join('\n');
}

/** Where the key of a line begins, or its item. */
function keyColumn(line: string): number {
  return /^( *(?:- )*)/.exec(line)?.[0].length ?? 0;
}

function fold(line: string): string[] {
  const parts = ENTRY.exec(line);
  if (!parts) return [line];
  const [, before = '', key = '', value = ''] = parts;
  // The text of an item stands where its dash stands; that of an entry where its key does.
  const indent = ' '.repeat(key === '' ? before.length : before.length + 2);
  const lines: string[] = [];
  let current = before + key;
  for (const [i, char] of [...value].entries()) {
    const breaks = char === ' ' && current.length > BEST_WIDTH && value[i - 1] !== ' ' && value[i + 1] !== ' ';
    if (breaks) {
      lines.push(current);
      current = indent;
    } else current += char;
  }
  return [...lines, current];
}
