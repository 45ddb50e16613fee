/**
 * What a YAML scalar means to kubectl: sigs.k8s.io/yaml follows go-yaml 2, which is neither YAML 1.1 nor 1.2. `on` and
 * `y` are booleans, `010` and `0o10` are 8, `1_000` is a number, `12:30` and dates stay text. Checked scalar by scalar
 * against kubectl 1.32.
 */
export type Plain = string | number | boolean | null;

const WORDS: ReadonlyMap<string, Plain> = new Map<string, Plain>([
  ...words('y Y yes Yes YES true True TRUE on On ON', true),
  ...words('n N no No NO false False FALSE off Off OFF', false),
  ...words('~ null Null NULL', null),
  ['', null],
]);

const INFINITE = /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]([0-7]+)|0[bB]([01]+)|0([0-7]+)|(0|[1-9][0-9]*))$/;

/** The value of a plain (unquoted, untagged) scalar. */
export function plainValue(text: string): Plain {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  return number(text) ?? text;
}

/** A number, or undefined when the text is none. Infinity and NaN are numbers that JSON cannot carry. */
export function number(text: string): number | undefined {
  if (INFINITE.test(text)) return Number.POSITIVE_INFINITY;
  const digits = text.replaceAll('_', '');
  const integer = INTEGER.exec(digits);
  if (integer !== null) return integerOf(integer);
  return FLOAT.test(digits) ? Number(digits) : undefined;
}

function integerOf([, sign, hex, octal, binary, oldOctal, decimal]: RegExpExecArray): number {
  const size =
    hex !== undefined
      ? Number.parseInt(hex, 16)
      : binary !== undefined
        ? Number.parseInt(binary, 2)
        : decimal !== undefined
          ? Number(decimal)
          : Number.parseInt(octal ?? oldOctal ?? '0', 8);
  return sign === '-' && size !== 0 ? -size : size;
}

function words(text: string, value: Plain): [string, Plain][] {
  return text.split(' ').map((word) => [word, value]);
}
