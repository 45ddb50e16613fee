import type { Release } from '../release/index';
import { ipFaults } from './names';

/** Source: apimachinery util/validation `IsValidCIDR`, `IsValidCIDRForLegacyField`. */
export function cidrFaults(text: string, release: Release): string[] {
  const fault = [release.text('noCidr')];
  const [address = '', length = '', ...more] = text.split('/');
  const said = ipFaults(address, release);
  if (more.length > 0 || !/^\d{1,3}$/.test(length)) return fault;
  const isStrict = said.length === 0 || said[0]?.startsWith('must not');
  return isStrict && cidrBits(text) !== undefined ? said : fault;
}

/** The bits that all addresses of a network have in common, after the kind of address; undefined: it is none. */
export function cidrBits(text: string): string | undefined {
  const [address = '', length = ''] = text.split('/');
  const bits = address.includes(':') ? bitsOfV6(address) : bitsOfV4(address);
  if (bits === undefined || !/^\d+$/.test(length) || Number(length) > bits.length) return undefined;
  return `${bits.length}:${bits.slice(0, Number(length))}`;
}

function bitsOfV4(address: string): string | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.map((part) => part.toString(2).padStart(8, '0')).join('');
}

function bitsOfV6(address: string): string | undefined {
  const [left = '', right] = address.split('::');
  const groups = (part: string): string[] => part.split(':').filter((group) => group !== '');
  const [before, after] = [groups(left), groups(right ?? '')];
  const missing = right === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array<string>(Math.max(0, missing)).fill('0'), ...after];
  if (all.length !== 8 || !all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
