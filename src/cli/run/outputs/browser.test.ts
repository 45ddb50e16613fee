import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { type Browser, chromium, type Page } from 'playwright-core';
import { junitReport } from '../../../report/formats/index';
import { HOSTILE, hostileFeatures, toldOf } from '../../../report/formats/testing';
import { addressOf, CHROMIUM } from '../../../report/html/testBrowser';
import { livenessStory, reportOf } from '../../../report/html/testing';
import { visible } from '../../../report/visible';

const COMMAND = resolve(__dirname, '..', '..', 'podwright.cjs');

describe('Hostile text in Chromium', function () {
  this.timeout(90_000);
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  before(async function () {
    if (!CHROMIUM) {
      console.log('    skipped: there is no Chromium here (apt-get install chromium, or say where it is in CHROMIUM)');
      this.skip();
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('dialog', (dialog) => {
      errors.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });

  after(async () => browser?.close());

  for (const [what, text] of HOSTILE) {
    it(`is read from JUnit XML as it is shown: ${what}`, async () => {
      const { report } = toldOf(hostileFeatures(text), { timeline: text });
      const read = (await page.evaluate(
        `((text) => {
          const xml = new DOMParser().parseFromString(text, 'application/xml');
          const broken = xml.querySelector('parsererror')?.textContent;
          const [test] = xml.querySelectorAll('testcase');
          return { broken, name: test?.getAttribute('name'), failure: test?.querySelector('failure').textContent };
        })(${JSON.stringify(junitReport(report)).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)})`,
      )) as { broken?: string; name: string; failure: string };
      expect(read.broken).to.equal(undefined);
      const { name, attempts } = report.features[0]!.scenarios[0]!;
      expect(read.name).to.equal(`${visible(name)} (line 3)`);
      expect(read.failure).to.contain(visible(attempts[0]!.failure!.message));
    });

    it(`does nothing in the run report: ${what}`, async () => {
      errors.length = 0;
      const features = hostileFeatures(text);
      const story = livenessStory({ forMs: 1000 });
      const lanes = story.lanes.map((lane) => ({ ...lane, name: text.slice(0, 2000), of: text.slice(0, 2000) }));
      const [feature] = features;
      const scenarios = feature!.scenarios.map((scenario) => ({ ...scenario, story: { ...story, lanes } }));
      await page.goto(addressOf(reportOf([{ ...feature!, scenarios }])));
      await page.waitForSelector('body[data-ready]');
      expect(await page.locator('.scenario').count()).to.equal(1);
      expect(errors).to.deep.equal([]);
    });
  }

  it("does nothing in Cucumber's own report, which shows it", async () => {
    errors.length = 0;
    const folder = mkdtempSync(join(tmpdir(), 'podwright-hostile-'));
    const names = HOSTILE.map(([, text]) => text.replace(/\s+/g, ' ').trim());
    const scenario = (name: string) => `  Scenario: ${name}\n    When 1s passes\n    Then pod "${name}" is "Running"\n`;
    writeFileSync(join(folder, 'a.feature'), `Feature: ${names[1]}\n${names.map(scenario).join('')}`);
    spawnSync(process.execPath, [COMMAND, 'run', 'a.feature'], { cwd: folder });
    await page.goto(`file://${join(folder, 'reports', 'cucumber.html')}`);
    await page.waitForSelector('text=</script><script>alert(1)</script>');
    const shown = (await page.locator('body').allInnerTexts()).join();
    expect(shown).to.contain('⟨U+202E⟩gnp.exe').and.contain('␛[31mred').and.contain('more characters)');
    expect(shown).not.to.match(/[\u202a-\u202e\u2066-\u2069\u001b]/);
    expect(errors).to.deep.equal([]);
    rmSync(folder, { recursive: true });
  });
});
