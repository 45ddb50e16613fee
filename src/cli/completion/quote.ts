/** A word as each of the three shells takes it literally: in single quotes, where it needs any. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The first sentence of a description on one line: completion lists have no room for more. */
export function brief(says: string): string {
  return says.replaceAll(/\s+/g, ' ').split(/[;:] /)[0] as string;
}
