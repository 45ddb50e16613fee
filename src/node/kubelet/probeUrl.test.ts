import { expect } from 'chai';
import { isFollowed, redirected, urlText } from './probeUrl';

const ASKED = { scheme: 'http', host: '10.244.0.5', port: 8080, path: '/a/b?x=1' } as const;

describe('redirects of HTTP probes', () => {
  for (const [location, leadsTo] of [
    ['/ready', 'http://10.244.0.5:8080/ready'],
    ['ready', 'http://10.244.0.5:8080/a/ready'],
    ['?y=2', 'http://10.244.0.5:8080/a/b?y=2'],
    ['http://10.244.0.5/ready', 'http://10.244.0.5:80/ready'],
    ['https://10.244.0.5:8080/ready', 'https://10.244.0.5:8080/ready'],
    ['https://example.com', 'https://example.com:443/'],
    ['//example.com/x', 'http://example.com:80/x'],
    ['mailto:a@example.com', undefined],
    ['http://[', undefined],
  ] as const)
    it(`${location} leads to ${leadsTo ?? 'nothing that can be asked'}`, () => {
      const next = redirected(ASKED, location);
      expect(next && urlText(next)).to.equal(leadsTo);
    });

  for (const [status, follows] of [
    [300, false],
    [301, true],
    [302, true],
    [303, true],
    [304, false],
    [305, false],
    [306, false],
    [307, true],
    [308, true],
  ] as const)
    it(`${status} is ${follows ? '' : 'not '}followed`, () => expect(isFollowed(status)).to.equal(follows));
});
