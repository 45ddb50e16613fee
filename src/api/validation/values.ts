import type { Release } from '../release/index';
import type { IntOrString, LabelSelector } from '../types/index';

/** A value with its two spellings: compact JSON since 1.34, Go syntax before. */
export class Shown {
  constructor(
    readonly json: unknown,
    readonly go: string,
  ) {}
}

/** A value as an "Invalid value" shows it. */
export function renderValue(value: unknown, release: Release): string {
  if (value instanceof Shown) return release.has('invalidValuesAsJson') ? JSON.stringify(value.json) : value.go;
  // Until it was JSON, nothing was the text "null".
  if (value === undefined || value === null) return release.has('invalidValuesAsJson') ? 'null' : '"null"';
  return typeof value === 'string' ? goQuote(value) : String(value);
}

/** `map[string]string`, such as labels. Keys are sorted in both spellings. */
export function shownMap(map: Readonly<Record<string, string>> | undefined): Shown {
  if (map === undefined) return new Shown(null, 'map[string]string(nil)');
  const entries = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Shown(
    Object.fromEntries(entries),
    `map[string]string{${entries.map(([key, value]) => `${goQuote(key)}:${goQuote(value)}`).join(', ')}}`,
  );
}

export function shownStrings(list: readonly string[]): Shown {
  return new Shown(list, `[]string{${list.map(goQuote).join(', ')}}`);
}

export function shownIntOrString(value: IntOrString): Shown {
  const isText = typeof value === 'string';
  const go = `intstr.IntOrString{Type:${isText ? 1 : 0}, IntVal:${isText ? 0 : value}, StrVal:${goQuote(isText ? value : '')}}`;
  return new Shown(value, go);
}

export function shownSelector(selector: LabelSelector | undefined): Shown {
  if (selector === undefined) return new Shown(null, '"null"');
  const rows = selector.matchExpressions?.map(
    ({ key, operator, values }) =>
      `v1.LabelSelectorRequirement{Key:${goQuote(key)}, Operator:${goQuote(operator)}, Values:${values ? shownStrings(values).go : '[]string(nil)'}}`,
  );
  const expressions = rows ? `[]v1.LabelSelectorRequirement{${rows.join(', ')}}` : '[]v1.LabelSelectorRequirement(nil)';
  return new Shown(
    selector,
    `v1.LabelSelector{MatchLabels:${shownMap(selector.matchLabels).go}, MatchExpressions:${expressions}}`,
  );
}

/** A struct that nobody would read in Go syntax to the end: its type and its fields as JSON. */
export function shownStruct(goType: string, value: unknown): Shown {
  return new Shown(value, `${goType}${JSON.stringify(value)}`);
}

/** Text as Go quotes it. */
export function goQuote(text: string): string {
  return JSON.stringify(text).replace(/\\u00([01][0-9a-f]|7f)/g, '\\x$1');
}

/** The name of a field as Go has it: `completionMode` is `CompletionMode`. */
export function goName(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}
