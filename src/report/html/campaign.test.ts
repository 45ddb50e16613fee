import { inflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type CampaignData, campaignDocument } from './campaign';
import { layoutOf } from './page/campaign/layout';
import { addressOf, CHROMIUM, seriousFindings } from './testBrowser';

const HOSTILE = '</script><img src=x onerror="window.broken=1">';

const TRANSITIONS = {
  'created → Pending': 10,
  'Pending → Running': 9,
  'Running → Error': 4,
  'Error → CrashLoopBackOff': 4,
  'CrashLoopBackOff → Running': 3,
  'Running → Terminating': 5,
  'Pending → Terminating': 1,
  'Terminating → gone': 6,
};

const DATA: CampaignData = {
  title: 'What 10 runs visited',
  version: '1.2.3',
  runs: 10,
  facts: [['Seed', '1']],
  failure: {
    says: 'no request is lost',
    seen: `Pod/default/web: ${HOSTILE}`,
    feature: `Feature: f\n  Scenario: ${HOSTILE}`,
    replay: 'podwright run counterexamples/x',
  },
  states: { Pending: 10, Running: 9, Error: 4, CrashLoopBackOff: 4, Terminating: 6, gone: 6 },
  transitions: TRANSITIONS,
  neverStates: ['Evicted', 'OOMKilled'],
  notes: ['Not in the files and taken for granted: Secret shop.'],
  parts: [
    { title: 'Events', tally: { Scheduled: 10, Killing: 5 }, never: ['Evicted'] },
    { title: 'What happened', tally: {}, never: [] },
  ],
};

describe('The graph of states', () => {
  it('goes from left to right as most runs went, with the ends at the right', () => {
    const { places } = layoutOf(TRANSITIONS);
    const columns = places.map(({ name, column, row }) => `${name} ${column}.${row}`);
    expect(columns).to.deep.equal([
      'created 0.0',
      'Pending 1.0',
      'Running 2.0',
      'Terminating 3.0',
      'Error 3.1',
      'CrashLoopBackOff 4.0',
      'gone 5.0',
    ]);
  });

  it('has a place for every state that can be reached, and no two in one', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name, fc.integer({ min: 1, max: 9 }))), (steps) => {
        const all = steps.filter(([from, to]) => from !== to).map(([from, to, runs]) => [`${from} → ${to}`, runs]);
        const { places } = layoutOf(Object.fromEntries([['created → a', 9], ...all]));
        const spots = places.map(({ column, row }) => `${column} ${row}`);
        expect(new Set(spots).size).to.equal(spots.length);
        expect(new Set(places.map((place) => place.name)).size).to.equal(places.length);
        expect(places.map((place) => place.name)).to.include.members(['created', 'a']);
      }),
    );
  });
});

describe('The page of a campaign', () => {
  it('needs nothing from anywhere else, and holds its data where it can be no markup', () => {
    const html = campaignDocument(DATA);
    expect(html).to.contain("default-src 'none'").and.not.contain(HOSTILE);
    expect(html.match(/<(?:script|img|link|iframe)[^>]*(?:src|href)=/g)).to.equal(null);
    const [, packed = ''] = /id="campaign">([^<]*)</.exec(html) ?? [];
    expect(JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString())).to.deep.equal(DATA);
    expect(campaignDocument(DATA)).to.equal(html);
  });
});

describe('The page of a campaign in Chromium', function () {
  this.timeout(90_000);
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  before(async function () {
    if (!CHROMIUM) this.skip();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(addressOf(campaignDocument(DATA)));
    await page.waitForSelector('body[data-ready]');
  });
  after(async () => browser?.close());
  afterEach(() => expect(errors).to.deep.equal([]));

  const text = async (selector: string): Promise<string> =>
    ((await page.locator(selector).allInnerTexts())[0] ?? '').replace(/\s+/g, ' ').trim();

  it('shows what broke, as text', async () => {
    expect(await text('.failure'))
      .to.contain('Broken: no request is lost')
      .and.contain(HOSTILE);
    expect(await page.evaluate('window.broken')).to.equal(undefined);
  });

  it('draws the states, and tells the ways in and out of the one that is chosen', async () => {
    expect(await page.locator('.state-graph .state').count()).to.equal(7);
    expect(await page.locator('.state-graph .arrow').count()).to.equal(8);
    await page.click('[data-state=Running]');
    expect(await text('.graph-told')).to.equal(
      'Running: from Pending (9), CrashLoopBackOff (3); to Terminating (5), Error (4).',
    );
    expect(await page.locator('.arrow.near').count()).to.equal(4);
    await page.click('[data-state=Running]');
    expect(await page.locator('.chosen').count()).to.equal(0);
  });

  it('says honestly what was never reached', async () => {
    expect(await text('.never')).to.equal('Never reached (2) Evicted OOMKilled');
    expect(await text('.figures'))
      .to.contain('States 6, 2 never')
      .and.contain('Events 2, 1 never');
  });

  it('says what was taken for granted', async () => {
    expect(await text('main > p')).to.equal('Not in the files and taken for granted: Secret shop.');
  });

  it('has tables that can be searched', async () => {
    await page.fill('input[type=search]', 'evic');
    expect(await page.locator('.tallies tbody tr').count()).to.equal(0);
    expect(await text('.tallies')).to.equal('Events What Runs Share Never reached (1) Evicted');
    await page.fill('input[type=search]', 'pending');
    expect(await text('.tallies')).to.contain('Pending → Running 9 90.0 %');
    await page.fill('input[type=search]', '');
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has no serious finding of axe, ${colorScheme}, and fits on a phone`, async () => {
      await page.emulateMedia({ colorScheme });
      for (const width of [1400, 360]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await seriousFindings(page), String(width)).to.deep.equal([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(width);
      }
    });
});
