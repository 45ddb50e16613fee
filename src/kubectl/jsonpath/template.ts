import { JsonPathError, parsePath, type Step, unquote } from './path';

/** A piece of a template. */
export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'path'; readonly steps: readonly Step[] }
  | { readonly type: 'range'; readonly steps: readonly Step[]; readonly body: readonly TemplateNode[] };

/**
 * Parses a template of text and `{…}` parts.
 * @throws JsonPathError
 */
export function parseTemplate(template: string): TemplateNode[] {
  const parts = split(template);
  return parseNodes(parts, 0, false).nodes;
}

type Part = { readonly text: string } | { readonly action: string };

/** Cuts a template into text and the insides of `{…}`; quotes protect braces. */
function split(template: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    if (open < 0) break;
    if (open > at) parts.push({ text: template.slice(at, open) });
    const close = closingBrace(template, open + 1);
    parts.push({ action: template.slice(open + 1, close).trim() });
    at = close + 1;
  }
  if (at < template.length) parts.push({ text: template.slice(at) });
  return parts;
}

function closingBrace(template: string, from: number): number {
  let quote = '';
  for (let i = from; i < template.length; i++) {
    const char = template[i] as string;
    if (char === '\\') i++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '}') return i;
  }
  throw new JsonPathError('unclosed action');
}

function parseNodes(parts: readonly Part[], start: number, inRange: boolean): { nodes: TemplateNode[]; end: number } {
  const nodes: TemplateNode[] = [];
  for (let i = start; i < parts.length; i++) {
    const part = parts[i] as Part;
    if ('text' in part) nodes.push({ type: 'text', text: part.text });
    else if (part.action === 'end') {
      if (!inRange) throw new JsonPathError('not in range, nothing to end');
      return { nodes, end: i };
    } else if (/^range\b/.test(part.action)) {
      const body = parseNodes(parts, i + 1, true);
      nodes.push({ type: 'range', steps: parsePath(part.action.slice('range'.length).trim()), body: body.nodes });
      i = body.end;
    } else if (/^(["']).*\1$/s.test(part.action)) nodes.push({ type: 'text', text: unquote(part.action) });
    else nodes.push({ type: 'path', steps: parsePath(part.action) });
  }
  if (inRange) throw new JsonPathError('unterminated range');
  return { nodes, end: parts.length };
}
