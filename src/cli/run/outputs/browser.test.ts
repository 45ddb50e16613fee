import { expect } from 'chai';
import { type Browser, chromium, type Page } from 'playwright-core';
import { junitReport, reproducible } from '../../../report/formats/index';
import { HOSTILE, hostileFeatures, toldOf } from '../../../report/formats/testing';
import { addressOf, CHROMIUM } from '../../../report/html/testBrowser';
import { livenessStory, reportOf } from '../../../report/html/testing';
import { visible } from '../../../report/visible';
import { rendered } from '../pool/formats';

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

    it(`does nothing in the reports for people: ${what}`, async () => {
      errors.length = 0;
      const features = hostileFeatures(text);
      const story = livenessStory({ forMs: 1000 });
      const lanes = story.lanes.map((lane) => ({ ...lane, name: text.slice(0, 2000), of: text.slice(0, 2000) }));
      const [feature] = features;
      const scenarios = feature!.scenarios.map((scenario) => ({ ...scenario, story: { ...story, lanes } }));
      await page.goto(addressOf(reportOf([{ ...feature!, scenarios }])));
      await page.waitForSelector('body[data-ready]');
      expect(await page.locator('.scenario').count()).to.equal(1);
      const { messages, attachments } = toldOf(features, { timeline: text });
      await page.goto(addressOf(await rendered(reproducible(messages, attachments), 'html')));
      expect(errors).to.deep.equal([]);
    });
  }
});
