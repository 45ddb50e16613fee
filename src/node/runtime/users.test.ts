import { expect } from 'chai';
import type { Container, Pod, PodSecurityContext, SecurityContext } from '../../api/types/index';
import { FileSystem, FileTree } from '../../world/index';
import { credentialsOf, userOf } from './users';

const PASSWD = 'root:x:0:0:root:/root:/bin/sh\nredis:x:999:1000::/data:/bin/sh\n';
const GROUP = 'root:x:0:\nwheel:x:10:root,redis\nredis:x:1000:\ncache:x:50:\n';

function image(): FileSystem {
  const tree = new FileTree();
  tree.addFile('/etc/passwd', PASSWD);
  tree.addFile('/etc/group', GROUP);
  return new FileSystem(tree);
}

interface Contexts {
  readonly pod?: PodSecurityContext;
  readonly own?: SecurityContext;
  readonly user?: string;
}

function play({ pod = {}, own = {}, user }: Contexts) {
  const container = { name: 'c', securityContext: own } as Container;
  const found = userOf({ spec: { securityContext: pod } } as Pod, container, user, image());
  return { ...found, credentials: credentialsOf(found, container) };
}

describe('the user of a container', () => {
  const USERS: readonly (readonly [Contexts, uid: number, gid: number, groups: number[], home: string])[] = [
    [{}, 0, 0, [0, 10], '/root'],
    [{ user: 'redis' }, 999, 1000, [10, 1000], '/data'],
    [{ user: 'redis:cache' }, 999, 50, [10, 50], '/data'],
    [{ user: '999' }, 999, 1000, [10, 1000], '/data'],
    [{ user: '7:8' }, 7, 8, [8], '/'],
    [{ user: 'redis', pod: { runAsUser: 999 } }, 999, 1000, [10, 1000], '/data'],
    [{ pod: { runAsUser: 5 } }, 5, 0, [0], '/'],
    [{ pod: { runAsUser: 5, runAsGroup: 6 }, own: { runAsUser: 7 } }, 7, 6, [6], '/'],
    [{ pod: { runAsUser: 5, fsGroup: 9, supplementalGroups: [3] } }, 5, 0, [0, 3, 9], '/'],
  ];
  for (const [contexts, uid, gid, groups, home] of USERS)
    it(`of ${JSON.stringify(contexts)}`, () => {
      expect(play(contexts)).to.deep.include({ uid, gid, groups, home });
    });

  const POWERS: readonly (readonly [Contexts, powers: string[] | undefined])[] = [
    [{}, undefined],
    [{ own: { capabilities: { drop: ['NET_RAW'] } } }, undefined],
    [{ own: { capabilities: { drop: ['ALL'] } } }, []],
    [{ own: { capabilities: { drop: ['ALL'], add: ['CAP_CHOWN'] } } }, ['CHOWN']],
    [{ own: { capabilities: { drop: ['chown'] } } }, ['DAC_OVERRIDE', 'FOWNER', 'NET_BIND_SERVICE']],
    [{ own: { capabilities: { drop: ['ALL'] }, privileged: true } }, undefined],
    [{ own: { runAsUser: 5, capabilities: { add: ['ALL'] } } }, []],
  ];
  it('may get what its manifest adds by the file of a program alone', () => {
    const { credentials } = play({ own: { runAsUser: 5, capabilities: { add: ['NET_BIND_SERVICE'] } } });
    expect(credentials?.added).to.deep.equal(new Set(['NET_BIND_SERVICE']));
  });

  for (const [contexts, powers] of POWERS)
    it(`has what is left of root's powers: ${JSON.stringify(contexts)}`, () => {
      const { credentials } = play(contexts);
      expect(credentials && [...credentials.capabilities]).to.deep.equal(powers);
    });
});
