import { expect } from 'chai';
import { type Capability, type Credentials, FsError } from './index';
import { FileSystem } from './system';
import { FileTree } from './tree';

const USER: Credentials = { uid: 1000, gid: 1000, groups: [1000, 2000], capabilities: new Set(), added: new Set() };
const root = (...capabilities: Capability[]): Credentials => ({
  uid: 0,
  gid: 0,
  groups: [0],
  capabilities: new Set(capabilities),
  added: new Set(),
});

/** Files of root, of the user, of a group of theirs and of somebody else. */
function world(who: Credentials | undefined): FileSystem {
  const tree = new FileTree();
  tree.mkdir('/tmp', { mode: 0o1777 });
  for (const [directory, mode, uid, gid] of [
    ['/root', 0o700, 0, 0],
    ['/home', 0o755, 1000, 1000],
    ['/group', 0o2775, 0, 2000],
    ['/other', 0o755, 7, 7],
  ] as const) {
    tree.mkdir(directory);
    tree.addFile(`${directory}/file`, 'text');
    tree.chmod(`${directory}/file`, 0o640);
    tree.chown(`${directory}/file`, uid, gid);
    tree.chown(directory, uid, gid);
    tree.chmod(directory, mode);
  }
  tree.addFile('/tmp/of-root', '');
  tree.addFile('/script', '#!/bin/sh\n', { mode: 0o744 });
  const fs = new FileSystem(tree);
  fs.credentials = who;
  return fs;
}

type Act = (fs: FileSystem) => unknown;
const NO_FILES_OF_OTHERS = root('CHOWN', 'FOWNER');

const CASES: readonly [what: string, who: Credentials | undefined, act: Act, result: unknown][] = [
  ['root reads everything', undefined, (fs) => fs.readFile('/other/file'), 'text'],
  ['a user reads their own', USER, (fs) => fs.readFile('/home/file'), 'text'],
  ['a user reads what a group of theirs may', USER, (fs) => fs.readFile('/group/file'), 'text'],
  ['a user reads nothing else', USER, (fs) => fs.readFile('/other/file'), 'EACCES'],
  ['a user writes what they may write', USER, (fs) => fs.writeFile('/home/file', 'new'), undefined],
  ['a group that may read may not write', USER, (fs) => fs.writeFile('/group/file', 'new'), 'EACCES'],
  ['nobody passes a directory without x', USER, (fs) => fs.stat('/root/file'), 'EACCES'],
  ['what cannot be passed does not exist, as a test sees it', USER, (fs) => fs.exists('/root/file'), false],
  ['a file is made where the directory may be written', USER, (fs) => fs.mkdir('/home/new'), undefined],
  ['a file is made nowhere else', USER, (fs) => fs.mkdir('/other/new'), 'EACCES'],
  ['a directory is listed with r', USER, (fs) => fs.list('/other'), ['file']],
  ['the sticky bit keeps what belongs to others', USER, (fs) => fs.remove('/tmp/of-root'), 'EACCES'],
  ['a directory goes with all that is in it', USER, (fs) => fs.remove('/other', { recursive: true }), 'EACCES'],
  ['nobody moves things out of what they may not write', USER, (fs) => fs.rename('/other/file', '/tmp/x'), 'EACCES'],
  ['the mode is the owner’s', USER, (fs) => fs.chmod('/other/file', 0o777), 'EPERM'],
  ['files are given away by root alone', USER, (fs) => fs.chown('/home/file', 7, 7), 'EPERM'],
  ['or to a group of one’s own', USER, (fs) => fs.chown('/home/file', 1000, 2000), undefined],
  ['x is for whom it says', USER, (fs) => fs.allows('/script', 1), false],
  ['x is for root if it is for anybody', undefined, (fs) => fs.allows('/script', 1), true],
  ['root without DAC_OVERRIDE', NO_FILES_OF_OTHERS, (fs) => fs.readFile('/home/file'), 'EACCES'],
  ['root without CHOWN', root('DAC_OVERRIDE', 'FOWNER'), (fs) => fs.chown('/root/file', 7, 7), 'EPERM'],
];

function resultOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
}

describe('permissions of files', () => {
  for (const [what, who, act, result] of CASES)
    it(what, () => {
      const fs = world(who);
      expect(resultOf(() => act(fs))).to.deep.equal(result);
    });

  it('what is made belongs to its maker, or to the group of a directory that says so', () => {
    const fs = world(USER);
    const owner = (path: string) => {
      const { uid, gid, mode } = fs.stat(path);
      return [uid, gid, mode.toString(8)];
    };
    fs.writeFile('/home/a', '');
    fs.writeFile('/group/a', '');
    fs.mkdir('/group/b');
    expect(owner('/home/a')).to.deep.equal([1000, 1000, '644']);
    expect(owner('/group/a')).to.deep.equal([1000, 2000, '644']);
    expect(owner('/group/b')).to.deep.equal([1000, 2000, '2755']);
  });

  it('a change of mode is seen at once', () => {
    const fs = world(USER);
    expect(resultOf(() => fs.mkdir('/home/a/b'))).to.equal('ENOENT');
    fs.mkdir('/home/a');
    fs.chmod('/home/a', 0);
    expect(resultOf(() => fs.stat('/home/a/b'))).to.equal('EACCES');
    fs.chmod('/home/a', 0o700);
    expect(resultOf(() => fs.stat('/home/a/b'))).to.equal('ENOENT');
  });
});
