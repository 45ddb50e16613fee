import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { testFolder } from './testFolder';

/** Where Debian, Ubuntu and Google put Chromium; CHROMIUM names another one. */
const PLACES = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of this machine; undefined where there is none. */
export const CHROMIUM = PLACES.find((path) => path && existsSync(path));

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Writes a page to be opened from disk. @returns its address */
export function addressOf(html: string): string {
  const path = join(testFolder(), 'index.html');
  writeFileSync(path, html);
  return `file://${path}`;
}

/** What axe says of a page that somebody could not use. @param options of `axe.run`, as source */
export async function seriousFindings(page: Page, options = '{}'): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(`axe.run(document, ${options})`)) as { violations: Finding[] };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => {
      const places = nodes.slice(0, 3).map(({ html }) => html);
      return `${id}: ${places.join(' ')}`;
    });
}
