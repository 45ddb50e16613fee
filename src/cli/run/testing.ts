/** What tests of reports share. */

/** A report without its one block that tells when it was made: the rest is the same for the same run. */
export function withoutWallClock(text: string): string {
  return (
    text
      // index.html
      .replace(/(id="wall">)[^<]*/, '$1')
      // junit.xml
      .replace(/<!-- wall clock: .* -->/, '')
      // report.json
      .replace(/^ "wallClock":.*$/m, '')
      // summary.md
      .replace(/^<sub>.*, took .*<\/sub>$/m, '')
      // messages.ndjson, cucumber.html
      .replace(/\{"testRunStarted":.*?\}\}/, '')
      .replace(/\{"testRunFinished":.*?\}.*?\}\}/, '')
  );
}
