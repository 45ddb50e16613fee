const BITS = 32;

/** Whether an IPv4 address lies in a network such as `10.0.0.0/8`. Host bits of the network count for nothing. */
export function isInCidr(ip: string, cidr: string): boolean {
  const [network = '', length = `${BITS}`] = cidr.split('/');
  const [own, its] = [numberOf(ip), numberOf(network)];
  if (own === undefined || its === undefined) return false;
  const size = 2 ** (BITS - Number(length));
  return Math.floor(own / size) === Math.floor(its / size);
}

function numberOf(ip: string): number | undefined {
  const bytes = ip.split('.').map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => !Number.isInteger(byte))) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}
