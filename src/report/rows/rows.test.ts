import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { FeatureEntry, State } from '../html/types';
import { judgeRows, parseRows, type RowsFile, readRows, rowsJson, rowsMarkdown } from './index';

const row = (id: string, more: object = {}) => ({ id, text: `text of ${id}`, ...more });
const file = (...rows: object[]) => JSON.stringify({ title: 'Claims', sources: { A: 'a book' }, rows });

function played(scenarios: Readonly<Record<string, readonly [state: State, ...tags: string[]]>>): FeatureEntry[] {
  const entries = Object.entries(scenarios).map(([id, [state, ...tags]], line) => ({
    id,
    line,
    name: id,
    keyword: 'Scenario',
    tags,
    state,
    attempts: [],
  }));
  return [{ uri: 'f', name: 'F', description: '', scenarios: entries }];
}

describe('A file of rows', () => {
  it('is read with all that a row can say', () => {
    const full = row('c-1', {
      group: 'hooks',
      verdict: 'differs',
      note: 'it is not so',
      from: ['A'],
      tags: ['b'],
      gap: 'too big',
    });
    expect(parseRows(file(full, row('c-2')), 'rows.json')).to.deep.equal({
      title: 'Claims',
      about: '',
      sources: { A: 'a book' },
      rows: [full, row('c-2')],
    });
  });

  const BAD: [string, string, string][] = [
    ['no JSON', '{', 'x/rows.json: it is no JSON ('],
    ['a list', '[]', 'it is no object with a title and rows'],
    ['no title', '{"rows": []}', 'it has no title'],
    ['no rows', '{"title": "t"}', 'its rows are no list'],
    ['a strange key', '{"title": "t", "rows": [], "row": 1}', 'but not "row"'],
    ['sources that are none', '{"title": "t", "rows": [], "sources": {"A": 1}}', '"sources" are not texts'],
    ['a row without an id', file({ text: 't' }), 'row 1 has no id that could be a tag'],
    ['an id that no tag can be', file(row('a b')), 'row 1 has no id that could be a tag'],
    ['a row without text', file({ id: 'a' }), 'row 1 ("a") has no text'],
    ['a misspelt key', file(row('a', { verdit: 'holds' })), 'but not "verdit"'],
    ['an unknown verdict', file(row('a', { verdict: 'maybe' })), '"maybe", which is none of holds, differs, version'],
    ['a note that is no text', file(row('a', { note: 5 })), 'row 1 ("a") has a "note" that is no text'],
    ['an unknown source', file(row('a', { from: ['B'] })), 'is from "B", which "sources" does not have'],
    ['a tag that is none', file(row('a', { tags: ['@b'] })), 'row 1 ("a") has "tags" that are no list of tags'],
    ['an id that comes twice', file(row('a'), row('b'), row('a')), 'two rows have the id "a"'],
  ];
  for (const [what, text, says] of BAD)
    it(`with ${what} is refused, in a sentence`, () => {
      expect(() => parseRows(text, 'x/rows.json'))
        .to.throw(says)
        .with.property('message')
        .that.matches(/^x\/rows\.json: /);
    });
});

describe('Files of rows', () => {
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(join(tmpdir(), 'podwright-rows-'));
    const titled = (title: string) => JSON.stringify({ title, rows: [] });
    const files = {
      'rows.json': 'something else',
      'features/rows.json': titled('top'),
      'features/a/rows.json': titled('a'),
      'features/b/c/rows.json': titled('c'),
      'features/node_modules/x/rows.json': titled('x'),
      'features/a/a.feature': '',
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
  });
  after(() => rmSync(cwd, { recursive: true }));

  const TABLE: [string[], string[]][] = [
    [['features'], ['top', 'a', 'c']],
    [['features/'], ['top', 'a', 'c']],
    [['features/a/a.feature:12:30'], ['top', 'a']],
    [
      ['features/b', 'features/a/a.feature'],
      ['top', 'a', 'c'],
    ],
    [['features/b/c'], ['top', 'c']],
    [['features/**/*.feature'], ['top']],
    [['nowhere/x.feature'], []],
  ];
  it('are partial where not all features are read', () => {
    const partial = (path: string) => readRows([path], cwd).map(({ title, partial: some = false }) => [title, some]);
    expect(partial('features/a')).to.deep.equal([
      ['top', true],
      ['a', true],
    ]);
    expect(partial('features')).to.deep.equal([
      ['top', false],
      ['a', false],
      ['c', false],
    ]);
  });

  for (const [paths, titles] of TABLE)
    it(`of ${paths.join(', ')} are ${titles.join(', ') || 'none'}`, () => {
      expect(readRows(paths, cwd).map(({ title }) => title)).to.deep.equal(titles);
    });
});

describe('What a run says of rows', () => {
  const rows = ['ok', 'bad', 'mixed', 'skipped', 'idle', 'nothing'].map((id) => row(id));
  const files = [parseRows(file(...rows, row('gap', { gap: 'it needs a second cloud', tags: ['none'] })), 'rows.json')];
  const features = played({
    's:1': ['passed', '@ok', '@mixed', '@okay'],
    's:2': ['passed', '@ok'],
    's:3': ['undefined', '@bad', '@mixed'],
    's:4': ['skipped', '@skipped'],
  });
  const pages = judgeRows(files, features, new Set(['@idle', '@ok']));

  it('is what came of the scenarios with its tag', () => {
    const results = Object.fromEntries((pages[0]?.rows ?? []).map(({ id, result }) => [id, result]));
    expect(results).to.deep.equal({
      ok: 'shown',
      bad: 'broken',
      mixed: 'broken',
      skipped: 'idle',
      idle: 'idle',
      nothing: 'missing',
      gap: 'gap',
    });
    expect(pages[0]?.rows[0]?.scenarios).to.deep.equal(['s:1', 's:2']);
  });

  it('is what came of the scenarios with its other tags, too, each once', () => {
    const other = [parseRows(file(row('r', { tags: ['ok', 'mixed'] })), 'rows.json')];
    expect(judgeRows(other, features, new Set())[0]?.rows[0]).to.include({ result: 'broken' });
    expect(judgeRows(other, features, new Set())[0]?.rows[0]?.scenarios).to.deep.equal(['s:1', 's:2', 's:3']);
  });

  it('is no gap when not all features were read', () => {
    const [page] = judgeRows([{ ...(files[0] as RowsFile), partial: true }], features, new Set());
    const results = page?.rows.map(({ id, result }) => [id, result]).slice(-2);
    expect(results).to.deep.equal([
      ['nothing', 'idle'],
      ['gap', 'gap'],
    ]);
  });

  it('is nothing when the run has nothing to do with them', () => {
    expect(judgeRows(files, played({ 's:1': ['passed', '@else'] }), new Set(['@ok']))).to.deep.equal([]);
  });

  it('is told in Markdown, what needs attention first', () => {
    const lines = rowsMarkdown(pages).split('\n');
    expect(lines.slice(0, 3)).to.deep.equal([
      '## Claims',
      '',
      '2 not holding, 1 shown by nothing, 1 gap with a reason, 2 not played, 1 shown of 7',
    ]);
    expect(lines.filter((line) => line.startsWith('|')).map((line) => line.split('|')[2]?.trim())).to.deep.equal(
      'id,---,bad,mixed,nothing,gap,skipped,idle,ok'.split(','),
    );
    expect(lines.find((line) => line.includes('gap |'))).to.include('it needs a second cloud');
  });

  it('breaks no table, whatever a row says', () => {
    const hostile = [parseRows(file(row('ok', { text: '| <b>a</b>\n| `x` [y](z) &amp;' })), 'rows.json')];
    const [line = ''] = rowsMarkdown(judgeRows(hostile, features, new Set()))
      .split('\n')
      .slice(-2);
    expect(line.match(/\|/g)).to.have.length(5);
    expect(line.replaceAll('<br>', '')).not.to.match(/[<>`[\]]/);
  });

  it('is told to programs with how many there are of each', () => {
    const told = JSON.parse(rowsJson(pages)) as { pages: { counts: object; rows: object[] }[] };
    expect(told.pages[0]?.counts).to.deep.equal({ shown: 1, broken: 2, idle: 2, missing: 1, gap: 1 });
    expect(told.pages[0]?.rows[0]).to.deep.equal({ ...row('ok'), result: 'shown', scenarios: ['s:1', 's:2'] });
  });
});
