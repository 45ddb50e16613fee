import { expect } from 'chai';
import fc from 'fast-check';
import { livenessStory } from '../html/testing';
import {
  chromeTrace,
  codeQualityReport,
  githubAnnotations,
  jsonReport,
  junitReport,
  markdownSummary,
  reproducible,
  rerunReport,
} from './index';
import { attribute, xml } from './junit';
import { assertWellFormed, HOSTILE, hostileFeatures, type Told, toldOf } from './testing';

/** Each format, and that it says what it was told without breaking. */
const FORMATS: readonly [what: string, text: (told: Told) => string, holds: (text: string) => void][] = [
  ['JUnit', ({ report }) => junitReport(report), assertWellFormed],
  ['JSON', ({ report }) => jsonReport(report), (text) => JSON.parse(text)],
  ['Markdown', ({ report }) => markdownSummary(report), assertNoMarkup],
  ['GitHub', ({ report }) => githubAnnotations(report, (file) => file), assertCommands],
  [
    'GitLab',
    ({ report }) => codeQualityReport(report, (file) => file),
    (text) => expect(JSON.parse(text)).to.have.length(1),
  ],
  [
    'messages',
    ({ messages, attachments }) =>
      [...reproducible(messages, attachments)].map((message) => JSON.stringify(message)).join('\n'),
    (text) => {
      for (const line of text.split('\n')) JSON.parse(line);
    },
  ],
];

describe('Hostile text', function () {
  this.timeout(60_000);
  for (const [what, text] of HOSTILE)
    describe(what, () => {
      const told = toldOf(hostileFeatures(text), { timeline: text });
      for (const [format, render, holds] of FORMATS)
        it(`breaks no ${format}, and does not fill it`, () => {
          const rendered = render(told);
          holds(rendered);
          expect(rendered.length).to.be.below(500_000);
          if (text.length >= 1_000_000) expect(rendered).to.contain('more characters)');
        });

      it('breaks no trace', () => {
        const scenario = told.report.features[0]?.scenarios[0];
        const attempt = scenario?.attempts[0];
        const story = livenessStory({ forMs: 1000 });
        const lanes = story.lanes.map((lane) => ({ ...lane, name: text, of: text }));
        if (scenario && attempt) JSON.parse(chromeTrace({ ...story, lanes }, { scenario, attempt }));
      });

      it('names a scenario on one line of the rerun file', () => {
        expect(rerunReport(told.report).trimEnd().split('\n')).to.have.length(1);
      });
    });

  it('of any kind may stand in XML, and is read as what is shown', () => {
    const any = fc.string({
      unit: fc.oneof(fc.constantFrom(...'<>&"\']-\n\t\u0000\u001b'), fc.string({ unit: 'binary', maxLength: 2 })),
    });
    fc.assert(
      fc.property(any, (text) => {
        assertWellFormed(`<a b="${attribute(text)}">${xml(text)}</a>`);
        expect(unescaped(attribute(text))).to.equal(unescaped(xml(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('of any kind stays within its line for GitHub', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assertCommands(githubAnnotations(toldOf(hostileFeatures(text)).report, (file) => file));
      }),
      { numRuns: 100 },
    );
  });
});

function unescaped(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** One command, whose properties hold nothing that could end them. */
function assertCommands(text: string): void {
  expect(text).to.match(/^::error file=[^:,\n\r]*,line=\d+,title=[^:,\n\r]*::[^\n\r]*\n$/);
}

/** Outside of code nothing is markup but what we write; blocks of code end where they should. */
function assertNoMarkup(text: string): void {
  let fence = '';
  const outside = text.split('\n').filter((line) => {
    // What follows the ticks of a fence holds none
    const [, ticks = ''] = /^(`{3,})[^`]*$/.exec(line) ?? [];
    const isEdge = fence === '' ? ticks !== '' : line === fence;
    if (isEdge) fence = fence === '' ? ticks : '';
    return fence === '' && !isEdge;
  });
  expect(fence, 'a block of code without end').to.equal('');
  const bare = outside
    .join('\n')
    .replace(/(?<!\\)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '')
    .replace(/\\[^\w\s]/g, '')
    .replace(/<\/?(?:details|summary|sub|br)>/g, '');
  expect(bare).not.to.match(/[<`[\]]/);
  for (const line of outside.filter((one) => one.startsWith('|'))) expect(line.match(/(?<!\\)\|/g)).to.have.length(6);
}
