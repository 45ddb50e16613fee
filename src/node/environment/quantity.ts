import { parseQuantity } from '../../api/quantity';

/** A quantity in units of a divisor, rounded up to a whole number, as `resourceFieldRef` shows it. */
export function inUnitsOf(quantity: string | number, divisor: string): string {
  const unit = parseQuantity(divisor) || parseQuantity(1);
  const whole = parseQuantity(quantity);
  return String(whole / unit + (whole % unit > 0n ? 1n : 0n));
}
