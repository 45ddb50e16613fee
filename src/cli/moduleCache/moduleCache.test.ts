import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'chai';

const ROOT = resolve(__dirname, '../../..');

/** A little package: a cycle, a folder, a package of its own, more of require, a module that throws, texts beyond one byte. */
const FILES: Readonly<Record<string, string>> = {
  'main.js': `
    const { a } = require('./a'); const { c } = require('./c'); const { p } = require('p'); const again = require('./a.js');
    let thrown; try { require('./throws') } catch (error) { thrown = error.stack.split('\\n')[1].trim() }
    module.exports = { a: a(), c, p, isSame: again.a === a, thrown, text: require('./text') };`,
  'a.js': `const b = require('./b'); exports.a = () => 'a' + b.b();`,
  'b.js': `const a = require('./a'); exports.b = () => 'b' + typeof a.a;`,
  'c/index.js': `exports.c = require('path').basename(require.resolve('../b'));`,
  'node_modules/p/package.json': '{"name": "p", "main": "lib.js"}',
  'node_modules/p/lib.js': 'exports.p = 1;',
  'throws.js': `\n\n   throw new Error('on purpose');`,
  'text.js': `module.exports = 'äö 返回码 🚀';`,
};

const ANSWER = { a: 'abfunction', c: 'b.js', p: 1, isSame: true, text: 'äö 返回码 🚀' };

describe('the module cache', function () {
  this.timeout(30_000);
  let folder: string;

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const pack = () => join(folder, '.cache', 'the.pack');

  /** Loads main.js in a new process. @returns what it exports, and how many modules Node itself has compiled */
  const load = () => {
    const program = `
      require('ts-node').register({ swc: true, cwd: ${JSON.stringify(ROOT)} });
      const { Loader } = require(${JSON.stringify(resolve(__dirname, 'loader.ts'))});
      const Module = require('module');
      let compiled = 0;
      const own = Module._extensions['.js'];
      Module._extensions['.js'] = (...values) => { compiled++; return own(...values); };
      new Loader(${JSON.stringify(pack())}, ${JSON.stringify(folder)}).install();
      console.log(JSON.stringify({ ...require(${JSON.stringify(join(folder, 'main.js'))}), compiled }));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', cwd: ROOT });
    expect(stderr).to.equal('');
    const { compiled, thrown, ...answer } = JSON.parse(stdout) as Record<string, unknown>;
    expect(thrown, 'a stack trace names the module').to.contain(`(${join(folder, 'throws.js')}:3:10)`);
    return { compiled, answer };
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-modules-'));
    for (const [path, text] of Object.entries(FILES)) write(path, text);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('a second process gets the same without Node', () => {
    expect(load()).to.deep.equal({ compiled: 7, answer: ANSWER });
    // Main itself is asked for by a program that has no file
    expect(load()).to.deep.equal({ compiled: 1, answer: ANSWER });
  });

  const CHANGES: readonly { what: string; change: () => void; answer: object }[] = [
    {
      what: 'a file is edited',
      change: () => write('b.js', `${FILES['b.js']} exports.b = () => "edited";`),
      answer: { ...ANSWER, a: 'aedited' },
    },
    {
      what: 'a file comes that is found first',
      change: () => write('c.js', 'exports.c = "came";'),
      answer: { ...ANSWER, a: 'aedited', c: 'came' },
    },
    {
      what: 'a package has another main',
      change: () => {
        write('node_modules/p/package.json', '{"name": "p", "main": "other.js"}');
        write('node_modules/p/other.js', 'exports.p = 2;');
      },
      answer: { ...ANSWER, a: 'aedited', c: 'came', p: 2 },
    },
    {
      what: 'the pack is broken',
      change: () => writeFileSync(pack(), readFileSync(pack()).subarray(0, 500)),
      answer: { ...ANSWER, a: 'aedited', c: 'came', p: 2 },
    },
    {
      what: 'the pack is no pack',
      change: () => writeFileSync(pack(), 'x'),
      answer: { ...ANSWER, a: 'aedited', c: 'came', p: 2 },
    },
  ];

  for (const { what, change, answer } of CHANGES)
    it(`${what}: that is seen, and the pack is made anew`, () => {
      change();
      const before = statSync(pack()).mtimeMs;
      expect(load().answer).to.deep.equal(answer);
      expect(statSync(pack()).mtimeMs).not.to.equal(before);
    });
});
