import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { UsageError } from '../usageError';
import { writeNewFiles } from './newFiles';

describe('new files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-new-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (...names: string[]) => {
    const told: [string, boolean][] = [];
    writeNewFiles(
      names.map((name) => ({ path: join(folder, name), content: name })),
      (path, isNew) => told.push([path.slice(folder.length + 1), isNew]),
    );
    return told;
  };

  it('come with their folders, beside what is there', () => {
    writeFileSync(join(folder, 'old'), 'as it was');
    expect(write('a/b', 'old', 'c')).to.deep.equal([
      ['a/b', true],
      ['old', false],
      ['c', true],
    ]);
    expect(readFileSync(join(folder, 'old'), 'utf8')).to.equal('as it was');
    expect(readFileSync(join(folder, 'a/b'), 'utf8')).to.equal('a/b');
  });

  for (const [what, names, says] of [
    ['below a file', ['a/b', 'file/x'], /x can't be written: a part of the path is a file$/],
    ['deep below a file', ['a/b', 'file/x/y/z'], /z can't be written: a part of the path is a file$/],
    ['in the way of another one', ['a', 'a/b'], /a\/b could not be written: a part of the path is a file$/],
  ] as const)
    it(`${what}: none is written`, () => {
      writeFileSync(join(folder, 'file'), '');
      expect(() => write(...names)).to.throw(UsageError, says);
      expect(readdirSync(folder)).to.deep.equal(['file']);
    });

  it('where no folder can be made: none is written', function () {
    if (!existsSync('/proc/self')) this.skip();
    const inProc = { path: '/proc/none/x', content: '' };
    expect(() => writeNewFiles([{ path: join(folder, 'a'), content: '' }, inProc], () => {})).to.throw(UsageError);
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
