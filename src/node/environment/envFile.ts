/** A line that says nothing: blank, or a comment. */
const NOTHING = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
/** `NAME='value'`: nothing around the equals sign, single quotes, nothing escaped in them; a comment may follow. */
const VARIABLE = /[ \t]*([^\s='#]+)='([^']*)'(?:[ \t]+#[^\n]*|[ \t]*)(?:\n|$)/y;

/**
 * The value of a key in a file of variables, as an init container writes it for `fileKeyRef`: the first that has its name.
 * @returns undefined when there is none
 * @throws SyntaxError at a line before it that is none of those that such a file may have
 * Source: KEP-3721; kubernetes.io, "Define Environment Variable Values Using An Init Container".
 */
export function valueInEnvFile(text: string, key: string): string | undefined {
  for (let at = 0; at < text.length; ) {
    VARIABLE.lastIndex = at;
    const [line, name, value] = VARIABLE.exec(text) ?? [];
    if (name === key) return value;
    NOTHING.lastIndex = at;
    const length = line?.length ?? NOTHING.exec(text)?.[0].length ?? 0;
    if (length === 0) throw new SyntaxError(`no variable and no comment at ${at}`);
    at += length;
  }
  return undefined;
}
