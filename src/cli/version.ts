/** Of the package, as `--version` and reports say it. */
export function version(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return (require(path) as { version: string }).version;
    } catch {
      // compiled code stands one folder deeper
    }
  }
  return '0.0.0';
}
