import { Document, isScalar, visit } from 'yaml';
import { foldLongLines } from './fold';
import { sortKeys } from './json';

/**
 * Strings that YAML 1.1 would read as something else than a string: numbers, base 60 figures, booleans old and new,
 * null, times. They are written in double quotes; all other strings that can't stand bare get single quotes.
 */
const READS_AS_SOMETHING_ELSE = [
  /^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|[0-9][0-9_]*)$/,
  /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/,
  /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/,
  /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/,
  /^(|~|null|Null|NULL|<<|=)$/,
  /^(y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^\d{4}-\d\d?-\d\d?([Tt ].*)?$/,
];

/** True for a text that has to stand in quotes to be one. */
export function readsAsSomethingElse(text: string): boolean {
  return READS_AS_SOMETHING_ELSE.some((pattern) => pattern.test(text));
}

/** `-o yaml`: keys sorted, list items not indented under their key, long text folded. */
export function toYaml(value: unknown): string {
  const document = new Document(sortKeys(value), { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (key, node) => {
      if (!isScalar(node) || typeof node.value !== 'string') return;
      if (node.value.includes('\n') && key !== 'key') node.type = 'BLOCK_LITERAL';
      else if (readsAsSomethingElse(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return foldLongLines(
    document.toString({ indentSeq: false, lineWidth: 0, singleQuote: true, flowCollectionPadding: false }),
  );
}
