import { expect } from 'chai';
import { isInCidr } from './cidr';

const TABLE: readonly [ip: string, cidr: string, isIn: boolean][] = [
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['192.168.66.13', '192.168.66.13/32', true],
  ['192.168.66.12', '192.168.66.13/32', false],
  ['255.255.255.255', '0.0.0.0/0', true],
  ['200.1.1.129', '200.1.1.200/25', true],
  ['200.1.1.127', '200.1.1.128/25', false],
  ['10.1.2.3', 'fd00::/8', false],
];

describe('an address in a network', () => {
  for (const [ip, cidr, isIn] of TABLE)
    it(`${ip} is ${isIn ? '' : 'not '}in ${cidr}`, () => expect(isInCidr(ip, cidr)).to.equal(isIn));
});
