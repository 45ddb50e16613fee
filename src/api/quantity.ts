/**
 * Resource quantities (`250m`, `1.5Gi`, `2e3`) as integers of thousandths. Finer than that, the API server rounds up
 * for everything a pod can ask for. Source: kubernetes.io "Quantity" reference.
 */

/** How a quantity writes its suffix: `Ki Mi Gi`, `m k M G`, or `e3`. */
export type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent';

/** What the API server says about text that is no quantity. */
export const QUANTITY_ERROR =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const PATTERN = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL_UP = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

interface Parsed {
  milli: bigint;
  format: QuantityFormat;
}

// Manifests repeat a handful of quantities thousands of times; reading one is pure.
const parsedTexts = new Map<string, Parsed | undefined>();
const MAX_REMEMBERED = 5_000;

/**
 * The quantity in thousandths: `1` → 1000n, `250m` → 250n, `1Ki` → 1024000n.
 * @throws Error with the API server's words when the text is no quantity
 */
export function parseQuantity(text: string | number): bigint {
  return parsed(String(text)).milli;
}

/** True when the API server would accept the text. */
export function isQuantity(text: string | number): boolean {
  return lookUp(String(text)) !== undefined;
}

/** Thousandths of a CPU: `0.5` → 500, `2` → 2000. */
export function cpuMillis(text: string | number | undefined): number {
  return text === undefined ? 0 : Number(parseQuantity(text));
}

/** Whole units, rounded up, as memory and counts are compared: `1Mi` → 1048576. */
export function wholeUnits(text: string | number | undefined): number {
  if (text === undefined) return 0;
  const milli = parseQuantity(text);
  return Number(milli / 1000n + (milli % 1000n > 0n ? 1n : 0n));
}

/** A quantity in units of a divisor, rounded up to a whole number, as `resourceFieldRef` shows it. */
export function inUnitsOf(quantity: string | number, divisor: string): string {
  const unit = parseQuantity(divisor) || parseQuantity(1);
  const whole = parseQuantity(quantity);
  return String(whole / unit + (whole % unit > 0n ? 1n : 0n));
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compareQuantities(a: string | number, b: string | number): number {
  const difference = parseQuantity(a) - parseQuantity(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * Canonical form: the largest suffix that leaves a whole number (`1500m`, `2`, `1Gi`).
 * @param milli thousandths
 */
export function formatQuantity(milli: bigint, format: QuantityFormat = 'DecimalSI'): string {
  if (milli === 0n) return '0';
  const sign = milli < 0n ? '-' : '';
  const size = milli < 0n ? -milli : milli;
  // Fractions and what is under 1024 have no binary suffix.
  const small = size % 1000n !== 0n || size < 1_024_000n;
  if (format === 'BinarySI' && !small) return sign + withBinarySuffix(size / 1000n);
  return sign + withDecimalSuffix(size, format === 'DecimalExponent');
}

/** The text as the API server stores it: `1024Mi` → `1Gi`, `0.5` → `500m`, `1000m` → `1`. */
export function canonicalQuantity(text: string | number): string {
  const { milli, format } = parsed(String(text));
  return formatQuantity(milli, format);
}

function withBinarySuffix(units: bigint): string {
  let exponent = 0;
  while (units % 1024n === 0n && exponent < BINARY.length) {
    units /= 1024n;
    exponent++;
  }
  return `${units}${exponent === 0 ? '' : BINARY[exponent - 1]}`;
}

function withDecimalSuffix(milli: bigint, asExponent: boolean): string {
  let steps = -1;
  while (milli % 1000n === 0n && steps < DECIMAL_UP.length - 1) {
    milli /= 1000n;
    steps++;
  }
  if (asExponent) return steps === 0 ? String(milli) : `${milli}e${steps * 3}`;
  return `${milli}${steps < 0 ? 'm' : DECIMAL_UP[steps]}`;
}

function parsed(text: string): Parsed {
  const found = lookUp(text);
  if (found === undefined) throw new Error(QUANTITY_ERROR);
  return found;
}

function lookUp(text: string): Parsed | undefined {
  if (parsedTexts.has(text)) return parsedTexts.get(text);
  if (parsedTexts.size >= MAX_REMEMBERED) parsedTexts.clear();
  const result = read(text);
  parsedTexts.set(text, result);
  return result;
}

function read(text: string): Parsed | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, sign, number, suffix = ''] = match as unknown as [string, string, string, string | undefined];
  const [whole = '', fraction = ''] = number.split('.');
  const digits = BigInt(whole + fraction || '0');
  const binary = BINARY.indexOf(suffix);
  const isExponent = /^[eE][+-]?\d/.test(suffix);
  const exponent = isExponent ? Number(suffix.slice(1)) : (DECIMAL[suffix] ?? 0);
  if (Math.abs(exponent) > 400) return undefined;
  const factor = binary >= 0 ? 1024n ** BigInt(binary + 1) : 1n;
  const size = scaled(digits * factor, exponent + 3 - fraction.length);
  const format = binary >= 0 ? 'BinarySI' : isExponent ? 'DecimalExponent' : 'DecimalSI';
  return { milli: sign === '-' ? -size : size, format };
}

/** `value` × 10^`power`, rounded away from zero. */
function scaled(value: bigint, power: number): bigint {
  if (power >= 0) return value * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return value / divisor + (value % divisor > 0n ? 1n : 0n);
}
