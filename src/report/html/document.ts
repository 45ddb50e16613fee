import { pageScript, pageStyles } from './assets';
import { packed } from './chunks';
import type { RunIndex, WallClock } from './types';

export interface ReportData {
  readonly index: RunIndex;
  readonly wall: WallClock;
  /** Packed stories. */
  readonly chunks: readonly string[];
}

/**
 * No request leaves the page, whatever a log or a name holds: everything is inline, and the policy forbids the rest.
 */
export const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** The report as one file. Only `wall` differs between two runs of the same features with the same seed. */
export function reportDocument({ index, wall, chunks }: ReportData): string {
  const blocks = chunks.map((data, i) => `<script type="text/plain" id="chunk-${i}">${data}</script>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="podwright ${escaped(index.version)}">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Podwright report</title>
<style>
${pageStyles()}</style>
</head>
<body>
<noscript>This report shows what happened at every moment of a run: it needs JavaScript, but no network.</noscript>
<script type="application/json" id="wall">${json(wall)}</script>
<script type="text/plain" id="index">${packed(JSON.stringify(index))}</script>
${blocks.join('\n')}
<script>
${pageScript()}
</script>
</body>
</html>
`;
}

/** JSON that may stand in a script element. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/** Text in an element or an attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
