/** A word as `set -x` and `jobs` show it: quoted where the shell would need it. */
export function quoteWord(word: string): string {
  if (word === '') return "''";
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}
