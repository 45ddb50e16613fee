import { expect } from 'chai';
import type { Pod, Secret } from '../../api/types/index';
import type { KubeletContext } from './context';
import { missingPullSecrets, pullLogins } from './pullSecrets';

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');

const secrets: Record<string, Partial<Secret>> = {
  plain: { data: { '.dockerconfigjson': encode({ auths: { 'reg.example.com': { username: 'u', password: 'p' } } }) } },
  encoded: {
    data: { '.dockerconfigjson': encode({ auths: { 'https://reg.example.com/v2/': { auth: encode('u:p:q') } } }) },
  },
  hub: {
    data: { '.dockerconfigjson': encode({ auths: { 'https://index.docker.io/v1/': { auth: encode('me:mine') } } }) },
  },
  old: {
    type: 'kubernetes.io/dockercfg',
    data: { '.dockercfg': encode({ 'reg.example.com': { username: 'o', password: 'l' } }) },
  },
  broken: { data: { '.dockerconfigjson': encode('no JSON') } },
};

const context = {
  api: { find: (_kind: string, _ns: string, name: string) => secrets[name] },
} as unknown as KubeletContext;

function podWith(...names: string[]): Pod {
  const spec = { containers: [], imagePullSecrets: names.map((name) => ({ name })) };
  return { metadata: { name: 'p', namespace: 'dev' }, spec } as unknown as Pod;
}

describe('image pull secrets', () => {
  const cases: [secrets: string[], image: string, logins: string[]][] = [
    [['plain'], 'reg.example.com/app:1', ['u/p']],
    [['plain'], 'other.example.com/app:1', []],
    [['encoded'], 'reg.example.com/app:1', ['u/p:q']],
    [['hub'], 'team/app:1', ['me/mine']],
    [['old'], 'reg.example.com/app:1', ['o/l']],
    [['broken', 'nosuch'], 'reg.example.com/app:1', []],
    [['plain', 'old'], 'reg.example.com/app:1', ['u/p', 'o/l']],
  ];
  for (const [names, image, expected] of cases) {
    it(`${names.join(' and ')} for ${image}: ${expected.join(', ') || 'no login'}`, () => {
      const logins = pullLogins(context, podWith(...names), image);
      expect(logins.map(({ username, password }) => `${username}/${password}`)).to.deep.equal(expected);
    });
  }

  it('that are missing are named', () => {
    expect(missingPullSecrets(context, podWith('plain', 'nosuch'))).to.deep.equal(['nosuch']);
  });
});
