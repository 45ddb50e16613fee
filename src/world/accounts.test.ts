import { expect } from 'chai';
import { accountOf, accountOfUser, entriesOf, groupIdOf, groupNameOf, groupsOf, userNameOf } from './accounts';
import { FileSystem, FileTree } from './files';

const PASSWD = 'root:x:0:0:root:/root:/bin/ash\nredis:x:999:1000::/data:\n\nbare:x:7:8::\n';
const GROUP = 'root:x:0:\nwheel:x:10:root,redis\nempty:x:20:\nredis:x:1000:\n';

describe('accounts', () => {
  const tree = new FileTree();
  tree.addFile('/etc/passwd', PASSWD);
  tree.addFile('/etc/group', GROUP);
  const image = new FileSystem(tree);
  const scratch = new FileSystem(new FileTree());

  const ACCOUNTS: readonly (readonly [user: string, line: string | undefined])[] = [
    ['root', 'root:0:0:/root:/bin/ash'],
    ['redis', 'redis:999:1000:/data:/bin/sh'],
    ['999', 'redis:999:1000:/data:/bin/sh'],
    ['bare', 'bare:7:8:/:/bin/sh'],
    ['1234', ':1234:0:/:/bin/sh'],
    ['nosuch', undefined],
  ];
  for (const [user, line] of ACCOUNTS)
    it(`${user} is ${line}`, () => {
      const account = accountOfUser(image, user);
      expect(account && Object.values(account).join(':')).to.equal(line);
    });

  it('have a name, or none asks for them by it', () => {
    expect(accountOf(image, 'redis')?.uid).to.equal(999);
    expect(accountOf(image, '999')).to.equal(undefined);
  });

  const GROUPS: readonly (readonly [user: string, groups: readonly number[]])[] = [
    ['root', [10]],
    ['redis', [10]],
    ['bare', []],
    ['1234', []],
  ];
  for (const [user, groups] of GROUPS)
    it(`${user} is in ${groups.join() || 'no group'} besides its own`, () =>
      expect(groupsOf(image, accountOfUser(image, user)!)).to.deep.equal(groups));

  it('have groups by name and by number', () =>
    expect(['wheel', '10', '77', 'nosuch'].map((group) => groupIdOf(image, group))).to.deep.equal([
      10,
      10,
      77,
      undefined,
    ]));

  it('have names by number', () => {
    expect([0, 999, 5].map((uid) => userNameOf(image, uid))).to.deep.equal(['root', 'redis', undefined]);
    expect([10, 999].map((gid) => groupNameOf(image, gid))).to.deep.equal(['wheel', undefined]);
  });

  it('are none where the image has no files of them', () => {
    expect(entriesOf(scratch, 'passwd')).to.deep.equal([]);
    expect(accountOf(scratch, 'root')).to.equal(undefined);
    expect(accountOfUser(scratch, '0')?.home).to.equal('/');
  });
});
