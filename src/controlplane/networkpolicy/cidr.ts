import { cidrBits } from '../../api';

/** Whether an IPv4 address lies in a network such as `10.0.0.0/8`. Host bits of the network count for nothing. */
export function isInCidr(ip: string, cidr: string): boolean {
  const network = cidrBits(cidr);
  return network !== undefined && (cidrBits(`${ip}/32`)?.startsWith(network) ?? false);
}
