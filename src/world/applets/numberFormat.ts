/** One directive of a format such as `%-08.3f`. */
export interface NumberDirective {
  /** Any of `-`, `+`, blank, `0`, `#`. */
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  /** d, i, u, o, x, X, e, E, f, F, g, G. */
  readonly conversion: string;
}

const UNSIGNED = 'uoxX';

/** A number as printf(3) writes it; whole numbers are 64 bits wide. */
export function formatNumber(value: number | bigint, directive: NumberDirective): string {
  const { conversion } = directive;
  const text = /[efg]/i.test(conversion) ? floatText(Number(value), directive) : integerText(wholeOf(value), directive);
  return padNumber(text, directive, /[efg]/i.test(conversion));
}

/** Text in a field: to the right, or with `-` to the left. */
export function padText(text: string, width: number, flags: string): string {
  return flags.includes('-') || width < 0 ? text.padEnd(Math.abs(width)) : text.padStart(width);
}

function padNumber(text: string, { flags, width, precision }: NumberDirective, float: boolean): string {
  // A precision of an integer says how many digits, so zeros do not fill the field (printf(3), the 0 flag).
  const zeros = flags.includes('0') && !flags.includes('-') && (float || precision === undefined);
  if (!zeros || /inf|nan/i.test(text)) return padText(text, width, flags);
  const prefix = /^[-+ ]?(?:0[xX])?/.exec(text)![0];
  return prefix + text.slice(prefix.length).padStart(width - prefix.length, '0');
}

function wholeOf(value: number | bigint): bigint {
  if (typeof value === 'bigint') return value;
  if (Number.isFinite(value)) return BigInt(Math.trunc(value));
  return value > 0 ? 2n ** 63n - 1n : -(2n ** 63n);
}

function signOf(negative: boolean, flags: string): string {
  if (negative) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function integerText(value: bigint, { flags, precision, conversion }: NumberDirective): string {
  if (UNSIGNED.includes(conversion)) return unsignedText(BigInt.asUintN(64, value), flags, precision, conversion);
  const digits = (value < 0n ? -value : value).toString().padStart(precision ?? 0, '0');
  return signOf(value < 0n, flags) + digits;
}

function unsignedText(value: bigint, flags: string, precision = 0, conversion: string): string {
  const base = conversion === 'o' ? 8 : conversion === 'u' ? 10 : 16;
  const digits = value.toString(base).padStart(precision, '0');
  const marked = flags.includes('#') && value !== 0n;
  const text = (marked && base === 16 ? '0x' : marked && base === 8 ? '0' : '') + digits;
  return conversion === 'X' ? text.toUpperCase() : text;
}

function floatText(value: number, { flags, precision = 6, conversion }: NumberDirective): string {
  const sign = signOf(value < 0 || Object.is(value, -0), flags);
  const magnitude = Math.abs(value);
  const text = Number.isFinite(magnitude)
    ? finiteText(magnitude, precision, conversion.toLowerCase(), flags.includes('#'))
    : Number.isNaN(magnitude)
      ? 'nan'
      : 'inf';
  return sign + (conversion === conversion.toUpperCase() ? text.toUpperCase() : text);
}

function finiteText(magnitude: number, precision: number, conversion: string, keepZeros: boolean): string {
  if (conversion === 'f') return magnitude.toFixed(Math.min(precision, 100));
  if (conversion === 'e') return exponential(magnitude, precision);
  const digits = precision || 1;
  const exponent = Number(magnitude.toExponential(digits - 1).split('e')[1]);
  const scientific = exponent < -4 || exponent >= digits;
  const text = scientific ? exponential(magnitude, digits - 1) : magnitude.toFixed(digits - 1 - exponent);
  return keepZeros ? text : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}

/** The exponent has two digits at least. */
function exponential(magnitude: number, precision: number): string {
  return magnitude.toExponential(Math.min(precision, 100)).replace(/e([-+])(\d)$/, 'e$10$2');
}
