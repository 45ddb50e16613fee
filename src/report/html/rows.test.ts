import { expect } from 'chai';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { RowsFile, Verdict } from '../rows/index';
import { matchingRows, NO_FILTER, placeOfPage, rowOf } from './page/rows/matching';
import { addressOf, CHROMIUM, seriousFindings } from './testBrowser';
import { reportOf, rowsOf, type ToldFeature } from './testing';

const FEATURES: readonly ToldFeature[] = [
  {
    uri: 'features/a.feature',
    name: 'Claims',
    scenarios: [
      { name: 'it is so', tags: ['@c-1', '@c-5'], steps: [{ text: 'a' }] },
      { name: 'it is not so', tags: ['@c-2'], steps: [{ text: 'a' }] },
      { name: 'it was so', tags: ['@c-3'], steps: [{ text: 'b', status: 'FAILED', message: 'expected: x\nseen: y' }] },
      ...Array.from({ length: 7 }, (_, i) => ({ name: `example ${i}`, tags: ['@c-5'], steps: [{ text: 'c' }] })),
    ],
  },
];

const row = (id: string, text: string, group: string, more: object = {}) => ({ id, text, group, ...more });
const FILES: readonly RowsFile[] = [
  {
    title: 'Claims & <more>',
    about: 'What books say.',
    sources: { A: 'a book', B: 'another one' },
    rows: [
      row('c-1', 'Pods run', 'pods', { verdict: 'holds', from: ['A'] }),
      row('c-2', 'Pods fly', 'pods', { verdict: 'differs', note: 'They have no wings.', from: ['A', 'B'] }),
      row('c-3', 'Pods sing', 'pods', { verdict: 'version', from: ['B'] }),
      row('c-4', '<img src=x onerror="window.broken=1"> is a name', 'names', { gap: 'nobody is called so' }),
      row('c-5', 'Names are short', 'names'),
      row('c-6', 'Names are long', 'names'),
    ],
  },
  { title: 'Tickets', about: '', sources: {}, rows: [{ id: 'c-1', text: 'the same tag, on another page' }] },
];

const pages = rowsOf(FEATURES, FILES);
const rows = pages[0]?.rows ?? [];

describe('Rows that are looked for', () => {
  const TABLE: [string, Partial<typeof NO_FILTER>, string][] = [
    ['nothing', {}, 'c-1 c-2 c-3 c-4 c-5 c-6'],
    ['a word', { text: 'WINGS' }, 'c-2'],
    ['all words', { text: 'pods sing' }, 'c-3'],
    ['an id', { text: 'c-5' }, 'c-5'],
    ['a group', { text: 'names' }, 'c-4 c-5 c-6'],
    ['why there is a gap', { text: 'nobody' }, 'c-4'],
    ['a result', { results: new Set(['broken', 'gap'] as const) }, 'c-3 c-4'],
    ['a verdict', { verdicts: new Set<Verdict>(['differs']) }, 'c-2'],
    ['a source', { source: 'B' }, 'c-2 c-3'],
    ['several of these', { source: 'B', text: 'pods', verdicts: new Set<Verdict>(['version']) }, 'c-3'],
  ];
  for (const [what, change, ids] of TABLE)
    it(`by ${what}`, () => {
      const found = matchingRows(rows, { ...NO_FILTER, ...change });
      expect(found.map(({ id }) => id).join(' ')).to.equal(ids);
    });

  it('have addresses that can be sent', () => {
    expect(pages.map(placeOfPage)).to.deep.equal(['rows/claims-more', 'rows/tickets']);
    expect(rowOf(pages, '@c-2')).to.deep.equal({ href: '#rows/claims-more?row=c-2', text: 'Pods fly' });
    expect(rowOf(pages, '@slow')).to.equal(undefined);
  });
});

describe('Pages of rows in Chromium', function () {
  this.timeout(90_000);
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  const url = CHROMIUM ? addressOf(reportOf(FEATURES, { rows: FILES })) : '';

  before(async function () {
    if (!CHROMIUM) this.skip();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  after(async () => browser?.close());

  beforeEach(async () => {
    errors.length = 0;
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('pageerror', (error) => errors.push(error.message));
  });
  afterEach(async () => {
    await page?.close();
    expect(errors).to.deep.equal([]);
  });

  const open = async (place: string) => {
    await page.goto('about:blank');
    await page.goto(url + place);
    await page.waitForSelector('body[data-ready]');
  };
  const text = async (selector: string): Promise<string> =>
    ((await page.locator(selector).allInnerTexts())[0] ?? '').replace(/\s+/g, ' ').trim();
  const listed = async () => page.locator('table.rows .row code').allInnerTexts();

  it('tell how many rows were shown, and which scenarios show each', async () => {
    await open('#rows/claims-more');
    expect(await text('h1')).to.equal('Claims & <more>');
    expect(await text('.rows-page .proportions')).to.equal(
      '1 not holding 1 shown by nothing 1 gap, with a reason 3 shown',
    );
    expect(await listed()).to.deep.equal(['c-1', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6']);
    expect(await text('#row-c-2'))
      .to.contain('Pods fly They have no wings. c-2 A B')
      .and.contain('it is not so');
    expect(await text('#row-c-4')).to.contain('nobody is called so');
    expect(await page.locator('.rows-map .cell').count()).to.equal(6);
    expect(await page.evaluate('window.broken')).to.equal(undefined);
  });

  it('lead into scenarios, and tags of scenarios lead back', async () => {
    await open('#rows/claims-more');
    await page.click('#row-c-3 a');
    await page.waitForSelector('.scenario');
    expect(await text('.scenario h1')).to.equal('failed: it was so');
    await page.click('a.tag');
    await page.waitForSelector('table.rows');
    expect(await page.evaluate('document.activeElement.id')).to.equal('row-c-3');
  });

  it('show what is looked for', async () => {
    await open('#rows/claims-more');
    await page.keyboard.press('/');
    await page.keyboard.type('pods');
    expect(await listed()).to.deep.equal(['c-1', 'c-2', 'c-3']);
    await page.click('.rows-filters .chip:has-text("differs")');
    expect(await listed()).to.deep.equal(['c-2']);
    expect(await text('.rows-page [role=status]')).to.equal('1 of 6 rows');
    await page.click('.rows-map .cell.gap');
    expect(await page.evaluate('document.activeElement.id')).to.equal('row-c-4');
  });

  it('show few of many scenarios until somebody asks', async () => {
    await open('#rows/claims-more');
    expect(await page.locator('#row-c-5 a:visible').count()).to.equal(4);
    await page.click('#row-c-5 summary');
    expect(await page.locator('#row-c-5 a:visible').count()).to.equal(8);
  });

  it('are told of where the run is', async () => {
    await open('#overview');
    expect(await text('.rows-pages')).to.contain('Claims & <more> 1 not holding');
    await page.click('.rows-pages a >> nth=1');
    await page.waitForSelector('table.rows');
    expect(await page.getAttribute('.pages a[aria-current]', 'href')).to.equal('#rows/tickets');
  });

  it('are not there when nothing was to be shown', async () => {
    await page.goto(addressOf(reportOf(FEATURES)));
    await page.waitForSelector('body[data-ready]');
    expect(await page.locator('.pages, .rows-pages, a.tag').count()).to.equal(0);
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`have no serious finding of axe, ${colorScheme}, nor on a phone`, async () => {
      await page.emulateMedia({ colorScheme });
      await open('#rows/claims-more');
      expect(await seriousFindings(page)).to.deep.equal([]);
      await open('#overview');
      expect(await seriousFindings(page), 'overview').to.deep.equal([]);
      await page.setViewportSize({ width: 360, height: 740 });
      await open('#rows/claims-more');
      expect(await seriousFindings(page), 'phone').to.deep.equal([]);
      const [content, screen] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as number[];
      expect(content).to.be.at.most(screen ?? 0);
    });

  it('can be printed without their controls', async () => {
    await open('#rows/claims-more');
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('.rows-filters')).to.equal(false);
    expect(await page.isVisible('#row-c-6')).to.equal(true);
  });
});
