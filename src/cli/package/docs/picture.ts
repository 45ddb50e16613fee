import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../../../report/html/testBrowser';
import { ROOT } from '../installed';

const FEATURE = `Feature: the shop starts slowly
  Scenario: a start of 40s is survived
    Given the manifest "shop.yaml"
    And container "shop" starts serving after 40s
    When the manifest is created
    And 3m pass
    Then container "shop" has never restarted
`;

/** Makes the picture of the README anew: `node -r ts-node/register src/cli/package/docs/picture.ts`. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-picture-'));
  try {
    copyFileSync(join(ROOT, 'features/gallery/05-slow-start/shop.yaml'), join(folder, 'shop.yaml'));
    writeFileSync(join(folder, 'slow.feature'), FEATURE);
    spawnSync(process.execPath, [join(ROOT, 'src/cli/podwright.cjs'), 'run', 'slow.feature'], { cwd: folder });
    const browser = await chromium.launch({ ...(CHROMIUM && { executablePath: CHROMIUM }), args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: { width: 1200, height: 860 } });
    await page.goto(`file://${join(folder, 'reports/index.html')}`);
    await page.waitForSelector('h1, h2');
    await page.waitForTimeout(1000);
    await page.screenshot({ path: join(ROOT, 'src/report/report.png') });
    await browser.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
