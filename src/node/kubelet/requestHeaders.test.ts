import { expect } from 'chai';
import { requestHeaders } from './requestHeaders';

const AGENT = { 'User-Agent': 'kube-probe/1.36' };
const ANY = { Accept: '*/*' };

describe('headers of HTTP probes and hooks', () => {
  for (const [what, given, sent] of [
    ['nothing is said', undefined, { ...AGENT, ...ANY }],
    ['names are in small letters', [['x-request-id', '7']], { 'X-Request-Id': '7', ...AGENT, ...ANY }],
    [
      'a name comes twice',
      [
        ['A', '1'],
        ['a', '2'],
      ],
      { A: '1, 2', ...AGENT, ...ANY },
    ],
    ['there is another agent', [['user-agent', 'me']], { 'User-Agent': 'me', ...ANY }],
    ['Accept is something', [['accept', 'text/html']], { Accept: 'text/html', ...AGENT }],
    ['Accept is empty', [['Accept', '']], AGENT],
    ['the agent is empty', [['User-Agent', '']], ANY],
    ['a name is none', [['a b', '1']], { 'a b': '1', ...AGENT, ...ANY }],
  ] as const)
    it(`are right when ${what}`, () => {
      const headers = given?.map(([name, value]) => ({ name, value }));
      expect(requestHeaders(headers, AGENT['User-Agent'])).to.deep.equal(sent);
    });
});
