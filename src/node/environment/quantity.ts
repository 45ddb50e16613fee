/** Suffixes of resource quantities and what they multiply by. */
const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * A resource quantity as a number in its base unit (cores, bytes). The API server has validated it before.
 * @throws Error when it is no quantity
 */
export function quantityValue(text: string | number): number {
  const match = /^([+-]?[0-9.]+)(?:([eE][+-]?[0-9]+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(String(text).trim());
  const factor = SUFFIXES[match?.[3] ?? ''];
  if (!match || factor === undefined) {
    throw new Error(`"${text}" is not a resource quantity such as 100m, 1.5, 64Mi or 1G.`);
  }
  return Number(`${match[1]}${match[2] ?? ''}`) * factor;
}

/** A quantity in units of a divisor, rounded up to a whole number, as `resourceFieldRef` shows it. */
export function inUnitsOf(quantity: string | number, divisor: string): string {
  const unit = quantityValue(divisor) || 1;
  const ratio = quantityValue(quantity) / unit;
  // 0.1 / 0.001 must not become 101.
  return String(Math.ceil(Number(ratio.toPrecision(12))));
}
