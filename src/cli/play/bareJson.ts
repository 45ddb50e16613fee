/**
 * A kubectl line of a play may hold JSON without quotes around it, as people paste it: `-p {"spec":{"paused":true}}`. A shell
 * would eat the quotes inside; so JSON that stands where a word (or a flag's value) begins is quoted before a shell sees it.
 */
export function quoteBareJson(commandLine: string): string {
  let out = '';
  for (let i = 0; i < commandLine.length; ) {
    const char = commandLine[i] as string;
    const skipped = char === "'" || char === '"' ? quotedEnd(commandLine, i) : i;
    if (skipped > i) {
      out += commandLine.slice(i, skipped);
      i = skipped;
      continue;
    }
    const json = /[{[]/.test(char) && /(?:^|[\s=])$/.test(out) ? jsonAt(commandLine, i) : undefined;
    out += json === undefined ? char : `'${json.replaceAll("'", `'\\''`)}'`;
    i += json?.length ?? 1;
  }
  return out;
}

/** Just behind the closing quote of what begins at `start`. */
function quotedEnd(text: string, start: number): number {
  const end = text.indexOf(text[start] as string, start + 1);
  return end < 0 ? start + 1 : end + 1;
}

/** The longest text from `start` on that is JSON and ends where a word ends. */
function jsonAt(text: string, start: number): string | undefined {
  for (let end = text.length; end > start + 1; end--) {
    if (!/[}\]]/.test(text[end - 1] as string) || /\S/.test(text[end] ?? ' ')) continue;
    const candidate = text.slice(start, end);
    try {
      JSON.parse(candidate);
      return candidate;
    } catch {
      // not JSON up to here: try a shorter one
    }
  }
  return undefined;
}
