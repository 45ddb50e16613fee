import type { ShellKind } from './dialect';
import type { ParsedScript } from './syntax';

/** Where a script uses what only bash understands. */
export interface ForeignSyntax {
  readonly position: number;
  /** What the other shells stumble over. */
  readonly token: string;
}

/** Only a script with one of these can hold any: most are not looked at. */
const SUSPICIOUS = /=~|;&|\|&|&>>|<<</;

/** The first syntax of bash that ash and dash take for a mistake, though the parser does not. */
export function findForeignSyntax(script: ParsedScript, source: string, kind: ShellKind): ForeignSyntax | undefined {
  if (kind === 'bash' || !SUSPICIOUS.test(source)) return undefined;
  return search(script.commands, kind);
}

function search(node: unknown, kind: ShellKind): ForeignSyntax | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const own = Array.isArray(node) ? undefined : foreignIn(node as AnyNode, kind);
  if (own) return own;
  for (const value of Object.values(node)) {
    const found = search(value, kind);
    if (found) return found;
  }
  return undefined;
}

/** As much of a node as is asked for. */
interface AnyNode {
  readonly type?: string;
  readonly pos?: number;
  readonly operator?: string;
  readonly operators?: readonly string[];
  readonly terminator?: string;
  readonly right?: { readonly text: string };
}

function foreignIn(node: AnyNode, kind: ShellKind): ForeignSyntax | undefined {
  const at = (token: string) => ({ position: node.pos ?? 0, token });
  if (node.type === 'Pipeline' && node.operators?.includes('|&')) return at('&');
  if (node.terminator === ';&' || node.terminator === ';;&') return at('&');
  if (node.type === 'HereString') return at('<');
  if (node.operator === '&>>' && kind === 'ash') return at('>');
  if (node.operator !== '=~' || !node.right) return undefined;
  // A parenthesis is an operator to them even between [[ and ]].
  const parenthesis = /[()]/.exec(node.right.text.replace(/\\.|'[^']*'|"[^"]*"|\$\([^)]*\)/g, ''));
  return parenthesis ? at(parenthesis[0]) : undefined;
}
