import { pageScript, pageStyles } from './assets';
import { packed } from './chunks';
import type { RunIndex, WallClock } from './types';

export interface ReportData {
  readonly index: RunIndex;
  readonly wall: WallClock;
  /** Packed stories. */
  readonly chunks: readonly string[];
}

/** A page that is one file: its styles and its script stand in it. */
interface Page {
  readonly title: string;
  /** Of Podwright. */
  readonly version: string;
  /** For readers whose browser runs no scripts. */
  readonly noscript: string;
  /** Elements with the data that the script shows. */
  readonly data: readonly string[];
  readonly script: string;
}

/**
 * No request leaves the page, whatever a log or a name holds: everything is inline, and the policy forbids the rest.
 */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** The report as one file. Only `wall` differs between two runs of the same features with the same seed. */
export function reportDocument({ index, wall, chunks }: ReportData): string {
  return pageOf({
    title: 'Podwright report',
    version: index.version,
    noscript: 'This report shows what happened at every moment of a run: it needs JavaScript, but no network.',
    data: [
      `<script type="application/json" id="wall">${json(wall)}</script>`,
      `<script type="text/plain" id="index">${packed(JSON.stringify(index))}</script>`,
      chunks.map((data, i) => `<script type="text/plain" id="chunk-${i}">${data}</script>`).join('\n'),
    ],
    script: pageScript(),
  });
}

/** The HTML of a page; nothing in it can end an element before its time. */
export function pageOf({ title, version, noscript, data, script }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="podwright ${escaped(version)}">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escaped(title)}</title>
<style>
${pageStyles()}</style>
</head>
<body>
<noscript>${noscript}</noscript>
${data.join('\n')}
<script>
${script}
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
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
