import type { Shell } from '../shell';

/** Variables as `set`, `export` and `declare -p` print them: the values quoted, so that they could be read again. */
export function listVariables(shell: Shell, prefix: string, which: (name: string) => boolean): string {
  const bash = shell.dialect.kind === 'bash' && prefix !== '';
  const shown = (value: string) =>
    bash ? `"${value.replace(/[\\"$`]/g, '\\$&')}"` : `'${value.replace(/'/g, `'\\''`)}'`;
  return shell.variables
    .names()
    .filter(which)
    .map((name) => {
      const value = shell.variables.get(name);
      return `${prefix}${name}${value === undefined ? '' : `=${shown(value)}`}\n`;
    })
    .join('');
}
