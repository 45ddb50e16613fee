import { expect } from 'chai';
import { type Browser, chromium, type Page } from 'playwright-core';
import { addressOf, CHROMIUM, seriousFindings } from './testBrowser';
import { livenessStory, reportOf, type ToldFeature, type ToldScenario } from './testing';

const HOSTILE =
  '<img src=x onerror="window.broken=1"></script><script>window.broken=1</script>\u001b[31mred \u202Edesrever';

const story = livenessStory({ forMs: 200_000 });

const FEATURES: readonly ToldFeature[] = [
  {
    uri: 'features/a.feature',
    name: 'Liveness',
    scenarios: [
      {
        name: 'it holds',
        tags: ['@probe'],
        steps: [{ text: 'the manifest "web.yaml"' }, { text: '200s pass' }],
        story,
      },
      {
        name: 'it does not hold',
        tags: ['@probe', '@slow'],
        steps: [
          { text: 'the manifest "web.yaml"' },
          {
            text: 'pod "web" is gone',
            status: 'FAILED',
            message: 'expected now: pod "web" is gone\nseen: pod "web" is "1/1 Running"',
          },
        ],
        story: {
          ...story,
          steps: [
            [0, 51],
            [51, 60_000],
          ],
        },
      },
      { name: 'it was tried again', steps: [{ text: 'a' }, { text: 'b' }], attempts: 2, story },
    ],
  },
  { uri: 'features/b.feature', name: 'Bare', scenarios: [{ name: 'no cluster', steps: [{ text: 'nothing' }] }] },
];

describe('The run report in Chromium', function () {
  this.timeout(180_000);
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  const requests: string[] = [];

  before(async function () {
    if (!CHROMIUM) {
      console.log('    skipped: there is no Chromium here (apt-get install chromium, or say where it is in CHROMIUM)');
      this.skip();
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });

  after(async () => browser?.close());

  beforeEach(async () => {
    errors.length = 0;
    requests.length = 0;
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
  });

  afterEach(async () => {
    await page?.close();
    expect(errors).to.deep.equal([]);
    expect(requests.filter((url) => !url.startsWith('file:'))).to.deep.equal([]);
  });

  /** Opens a report. @returns milliseconds until it could be used */
  async function open(url: string): Promise<number> {
    await page.goto(url);
    await page.waitForSelector('body[data-ready]');
    return (await page.evaluate('performance.now()')) as number;
  }

  // As it is seen: without what is hidden.
  const text = async (selector: string): Promise<string> =>
    ((await page.locator(selector).allInnerTexts())[0] ?? '').replace(/\s+/g, ' ').trim();

  const url = CHROMIUM ? addressOf(reportOf(FEATURES)) : '';

  it('opens on the first failure, at the second where it went wrong', async () => {
    await open(url);
    expect(await text('.failure')).to.equal(
      'Failed at 1m: Given pod "web" is gone Expected now pod "web" is gone Seen pod "web" is "1/1 Running" ' +
        'Why: container c: stopping 45.428s SIGTERM was sent to container c: its liveness probe had failed. kill/liveness-probe ' +
        '45.425s The liveness probe of container c failed 3 times in a row (failureThreshold 3): at 35.4s, 40.4s and 45.4s. probe/failure-threshold ' +
        "35.408s The liveness probe of container c failed: `cat /tmp/healthy` → cat: can't open '/tmp/healthy': No such file or directory. " +
        '30.602s /tmp/healthy was removed in container c by `rm -f /tmp/healthy`. That is what the app does.',
    );
    expect(await page.getAttribute('[role=slider]', 'aria-valuenow')).to.equal('60000');
    expect(await text('[role=tabpanel]')).to.equal('NAME READY STATUS RESTARTS AGE web 1/1 Running 0 60s');
  });

  it('shows rows, description, events, logs and commands as they were at the cursor', async () => {
    await open(`${url}#features/a.feature:3?t=80000`);
    expect(await text('[role=tabpanel]')).to.contain('web 1/1 Running 1 (5s ago) 80s');
    await page.keyboard.press('2');
    expect(await text('[role=tabpanel]'))
      .to.contain('Restart Count: 1')
      .and.contain('Liveness: exec [cat /tmp/healthy]');
    await page.keyboard.press('3');
    expect(await text('[role=tabpanel]')).to.contain('Liveness probe failed');
    await page.keyboard.press('4');
    expect(await text('[role=tabpanel]'))
      .to.contain('restart 1')
      .and.contain('hello');
    await page.keyboard.press('5');
    expect(await text('[role=tabpanel]'))
      .to.contain('$ kubectl create -f pod.yaml')
      .and.contain('pod/web created');
    await page.evaluate("location.hash = '#features/a.feature:3?t=10'");
    await page.locator('.panels h3', { hasText: /^At 10ms$/ }).waitFor();
    expect(await text('[role=tabpanel]')).not.to.contain('pod/web created');
  });

  it('tells why any state was so: by a click, by a key, by choice', async () => {
    await open(`${url}#features/a.feature:3?t=60000`);
    await page.locator('.lane.container .span.terminating').first().click();
    expect(await text('[role=tab][aria-selected=true]')).to.equal('why');
    expect(await page.locator('[role=tabpanel] select option:checked').textContent()).to.equal('container c: stopping');
    expect(await text('.panel .chain')).to.match(
      /^45\.\d+s SIGTERM was sent to container c: its liveness probe had failed\./,
    );
    expect(await text('.panel .chain')).to.contain(
      'A container whose liveness probe has failed is killed. kubernetes.io, Pod',
    );
    // A link leads to its moment, where another state of the same lane is explained.
    await page.locator('.panel .chain button').last().click();
    expect(await page.getAttribute('[role=slider]', 'aria-valuenow')).to.match(/^30\d{3}$/);
    expect(await text('.panel .chain')).to.match(/^\S+ Container c is ready/);
    await page.keyboard.press('1');
    await page.keyboard.press('w');
    await page.locator('[role=tabpanel] select').selectOption({ label: 'pod web: Running' });
    expect(await text('.panel .chain')).to.match(/`kubectl create -f pod.yaml` created pod web\. Somebody did that\.$/);
    await page.locator('.lane.container .mark').first().click();
    expect(await page.locator('[role=tabpanel] select option:checked').textContent()).to.equal('container c: started');
  });

  it('is moved through time by keys, steps and the pointer', async () => {
    await open(`${url}#features/a.feature:3?t=0`);
    const at = async () => Number(await page.getAttribute('[role=slider]', 'aria-valuenow'));
    await page.keyboard.press('.');
    expect(await at()).to.equal(51);
    await page.keyboard.press(',');
    await page.keyboard.press(']');
    expect(await at()).to.equal(51);
    await page.keyboard.press('ArrowRight');
    expect(await at()).to.be.above(51);
    await page.focus('[role=slider]');
    await page.keyboard.press('End');
    expect(await at()).to.equal(story.endMs);
    await page.keyboard.press('Shift+ArrowLeft');
    expect(await at()).to.be.below(story.endMs);
    const box = await page.locator('.lane.pod .track').boundingBox();
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 5);
    expect(await at()).to.be.closeTo(story.endMs / 2, story.endMs / 50);
    await page.click('.step:first-child button');
    expect(await at()).to.equal(story.steps[0]?.[1]);
  });

  it('zooms around the cursor and shows all again', async () => {
    await open(`${url}#features/a.feature:3?t=45000`);
    const ticks = async () => text('.ticks');
    const whole = await ticks();
    for (let i = 0; i < 6; i++) await page.keyboard.press('+');
    await page.waitForTimeout(50);
    expect(await ticks())
      .to.contain('44s 46s')
      .and.not.equal(whole);
    await page.keyboard.press('0');
    await page.waitForTimeout(50);
    expect(await ticks()).to.equal(whole);
  });

  it('finds scenarios by words, tags and states', async () => {
    await open(url);
    // Not as it is seen: groups are laid out when they come into view, which may be a frame later.
    const listed = async () => page.locator('.scenario-list a').allTextContents();
    await page.keyboard.press('/');
    await page.keyboard.type('nothing');
    expect(await listed()).to.have.length(1);
    await page.fill('#search', '@slow');
    expect((await listed()).join()).to.contain('it does not hold');
    await page.fill('#search', '');
    await page.click('.chip[title=failed]');
    expect(await listed()).to.have.length(1);
    await page.click('.chip[title=failed]');
    await page.selectOption('.filter-row select', '@probe');
    expect(await listed()).to.have.length(2);
  });

  it('goes through scenarios and explains its keys', async () => {
    await open(`${url}#overview`);
    expect(await text('h1')).to.equal('1 of 4 scenarios does not hold');
    await page.keyboard.press('j');
    await page.waitForSelector('.scenario');
    expect(await text('.scenario h1')).to.equal('failed: it does not hold');
    await page.keyboard.press('j');
    await page.locator('.scenario h1', { hasText: 'it holds' }).waitFor();
    await page.keyboard.press('?');
    expect(await page.isVisible('dialog')).to.equal(true);
  });

  it('shows every attempt of a scenario that was retried', async () => {
    await open(`${url}#features/a.feature:23`);
    expect(await text('.attempts')).to.equal('attempt 1, failed attempt 2, passed');
    expect(await page.isVisible('.failure')).to.equal(false);
    await page.click('.attempts button:first-child');
    await page.waitForSelector('.failure');
    expect(await text('.failure')).to.contain('not yet');
  });

  it('shows scenarios that have no cluster', async () => {
    await open(`${url}#features/b.feature:3`);
    expect(await text('.scenario')).to.contain('no timeline');
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has no serious finding of axe, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      for (const hash of [
        '#overview',
        '#features/a.feature:3?t=50000',
        '#features/a.feature:13',
        '#features/b.feature:3',
      ]) {
        await page.goto('about:blank');
        await open(url + hash);
        expect(await seriousFindings(page), hash).to.deep.equal([]);
      }
      await page.keyboard.press('?');
      expect(await seriousFindings(page), 'help').to.deep.equal([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('j');
      for (const panel of ['2', '3', '4', '5', '6']) {
        await page.keyboard.press(panel);
        expect(
          await seriousFindings(
            page,
            "{runOnly: ['color-contrast', 'scrollable-region-focusable', 'nested-interactive']}",
          ),
          `panel ${panel}`,
        ).to.deep.equal([]);
      }
    });

  it('fits on a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const hash of ['#overview', '#list', '#features/a.feature:13']) {
      await page.goto('about:blank');
      await open(url + hash);
      const [content, screen] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as number[];
      expect(content, hash).to.be.at.most(screen ?? 0);
      expect(await seriousFindings(page), hash).to.deep.equal([]);
    }
  });

  it('can be printed: the scenario with its timeline as a table, and no controls', async () => {
    await open(`${url}#features/a.feature:13`);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.isVisible('.sidebar')).to.equal(false);
    await page.waitForSelector('.as-table td');
    expect(await text('.as-table')).to.contain('SIGTERM sent [kill/liveness-probe]');
  });

  it('shows hostile text as text', async () => {
    const shell = `printf '%s\\n' '${HOSTILE.replaceAll("'", '')}'; sleep 600`;
    const noisy = livenessStory({ command: shell, forMs: 20_000 });
    const steps = [{ text: HOSTILE }, { text: 'x', status: 'FAILED', message: HOSTILE }];
    const scenario: ToldScenario = { name: HOSTILE, tags: [HOSTILE], steps, story: noisy };
    await open(addressOf(reportOf([{ uri: `features/${HOSTILE}`, name: HOSTILE, scenarios: [scenario] }])));
    await page.keyboard.press('4');
    expect(await page.evaluate('window.broken')).to.equal(undefined);
    expect(await page.locator('img').count()).to.equal(0);
    for (const place of ['.scenario h1', '.step:first-child', '.failure pre', 'pre.lines', '.tag', '.scenario-list a'])
      expect(await text(place), place)
        .to.contain('<img src=x onerror="window.broken=1">')
        .and.contain('␛[31mred ⟨U+202E⟩desrever');
  });

  it('opens 2,000 scenarios in two seconds, from less than 40 MB', async () => {
    // More of them than go into one chunk: what is repeated is never near enough to be told by a reference.
    const stories = Array.from({ length: 60 }, (_, seed) => livenessStory({ seed, forMs: 120_000 + seed * 1000 }));
    const features = Array.from({ length: 100 }, (_, i) => ({
      uri: `features/${i}.feature`,
      name: `Feature number ${i}`,
      scenarios: Array.from({ length: 20 }, (_, j) => ({
        name: `scenario ${j} of feature ${i} is as long as usual`,
        tags: ['@probe', `@t${i % 30}`],
        steps: Array.from({ length: 8 }, (_, k) => ({ text: `within ${k + j}s pod "web-${i}" is "1/1 Running"` })),
        story: stories[(i * 20 + j) % stories.length] as (typeof stories)[number],
      })),
    }));
    const html = reportOf(features);
    expect(html.length).to.be.below(40_000_000);
    const many = addressOf(html);
    const times: number[] = [];
    // A machine may be busy with something else
    for (let i = 0; i < 3 && !times.some((ms) => ms < 2000); i++) times.push(await open(many));
    expect(Math.min(...times)).to.be.below(2000);
    console.log(`      ${(html.length / 1e6).toFixed(1)} MB, opened in ${Math.min(...times).toFixed(0)} ms`);
    const found: number[] = [];
    for (let i = 0; i < 3 && !found.some((ms) => ms < 1500); i++) {
      await page.fill('#search', '');
      await page.locator('.list-status', { hasText: /^2,?000 scenarios/ }).waitFor();
      const typed = Date.now();
      await page.fill('#search', 'feature 42');
      await page.locator('.list-status', { hasText: /^20 of/ }).waitFor();
      found.push(Date.now() - typed);
    }
    expect(Math.min(...found)).to.be.below(1500);
  });
});
