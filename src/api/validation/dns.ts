import type { PodSpec } from '../types/index';
import type { FieldErrors } from './errors';
import { dnsSubdomainFaults, ipFaults, searchDomainFaults } from './names';
import type { Path } from './path';
import { shownStrings } from './values';

const MAX_SERVERS = 3;

/** How a pod finds names. Source: core validation `validatePodDNSConfig`. */
export function validateDns({ dnsPolicy, dnsConfig }: PodSpec, path: Path, errors: FieldErrors): void {
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
  if (dnsPolicy === 'None' && !dnsConfig) {
    errors.required(path, 'must provide `dnsConfig` when `dnsPolicy` is None');
    return;
  }
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    errors.required(path.child('nameservers'), 'must provide at least one DNS nameserver when `dnsPolicy` is None');
    return;
  }
  if (nameservers.length > MAX_SERVERS) {
    const detail = `must not have more than ${MAX_SERVERS} nameservers`;
    errors.invalid(path.child('nameservers'), shownStrings(nameservers), detail);
  }
  for (const [i, server] of nameservers.entries()) validateIp(server, path.child('nameservers').index(i), errors);
  validateSearches(searches, path.child('searches'), errors);
  for (const [i, { name }] of options.entries()) {
    if (!name) errors.required(path.child('options').index(i), 'must not be empty');
  }
}

function validateSearches(searches: readonly string[], path: Path, errors: FieldErrors): void {
  const { release } = errors;
  const most = release.number('dnsSearchPaths');
  if (searches.length > most) {
    errors.invalid(path, shownStrings(searches), `must not have more than ${most} search paths`);
  }
  const characters = release.number('dnsSearchCharacters');
  if (searches.join(' ').length > characters) {
    const detail = `must not have more than ${characters} characters (including spaces) in the search list`;
    errors.invalid(path, shownStrings(searches), detail);
  }
  const relaxed = release.has('relaxedSearchDomains');
  for (const [i, search] of searches.entries()) {
    if (relaxed && search === '.') continue;
    const domain = search.replace(/\.$/, '');
    errors.invalidAll(path.index(i), domain, relaxed ? searchDomainFaults(domain) : dnsSubdomainFaults(domain));
  }
}

/** Lines of /etc/hosts. */
export function validateHostAliases({ hostAliases = [] }: PodSpec, path: Path, errors: FieldErrors): void {
  const numbered = errors.release.has('hostAliasesHavePlaces');
  for (const [i, { ip = '', hostnames = [] }] of hostAliases.entries()) {
    const where = numbered ? path.index(i) : path;
    validateIp(ip, where.child('ip'), errors);
    for (const [j, name] of hostnames.entries()) {
      errors.dnsSubdomain(numbered ? where.child('hostnames').index(j) : where.child('hostnames'), name);
    }
  }
}

function validateIp(address: string, path: Path, errors: FieldErrors): void {
  const faults = ipFaults(address, errors.release);
  const known = errors.release.has('hostAliasesHavePlaces');
  errors.invalidAll(path, address, known || faults.length === 0 ? faults : ['must be valid IP address']);
}
