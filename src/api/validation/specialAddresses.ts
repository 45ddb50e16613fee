import type { Release } from '../release/index';
import { cidrBits } from './cidr';

/** Addresses that mean something else wherever they are used. */
const RANGES = [
  { what: 'loopback range', four: '127.0.0.0/8', six: '::1/128' },
  { what: 'link-local range', four: '169.254.0.0/16', six: 'fe80::/10' },
  { what: 'link-local multicast range', four: '224.0.0.0/24', six: 'ff02::/10' },
] as const;
const UNSPECIFIED = ['0.0.0.0/32', '::/128'];

/** The bits of one address; undefined: it is none. */
export function addressBits(address: string): string | undefined {
  return cidrBits(`${address}/${address.includes(':') ? 128 : 32}`);
}

/** Why nobody can be behind an address. Source: core validation, ValidateEndpointIP (before 1.33 ValidateNonSpecialIP). */
export function specialIpFaults(address: string, release: Release): string[] {
  const bits = addressBits(address) ?? '';
  const isIn = (...ranges: readonly string[]): boolean =>
    ranges.some((range) => bits.startsWith(cidrBits(range) ?? ' '));
  const namesBoth = release.has('specialAddressesOfBothFamilies');
  const unspecified = `may not be unspecified (${namesBoth ? address : '0.0.0.0'})`;
  const faults = RANGES.filter(({ four, six }) => isIn(four, six)).map(
    ({ what, four, six }) => `may not be in the ${what} (${namesBoth ? `${four}, ${six}` : four})`,
  );
  return isIn(...UNSPECIFIED) ? [unspecified, ...faults] : faults;
}
