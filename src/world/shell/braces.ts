import { parse, type Word } from './syntax';

/** Whether bash would make several words of it. */
export function hasBraces(word: Word): boolean {
  return word.parts?.some((part) => part.type === 'BraceExpansion') ?? false;
}

/** `{a,b}` and `{1..5}` (bash): one word for each. */
export function expandBraces(word: Word): Word[] {
  return expandText(word).map((text) => {
    const statement = parse(`: ${text}`).commands[0];
    const argument = statement?.command.type === 'Command' ? statement.command.args[0] : undefined;
    return argument?.type === 'Word' ? argument : { ...word, text, value: text, parts: undefined };
  });
}

function expandText(word: Word): string[] {
  let texts = [''];
  for (const part of word.parts ?? []) {
    const alternatives = part.type === 'BraceExpansion' ? alternativesOf(part.text) : [part.text];
    texts = texts.flatMap((text) => alternatives.map((alternative) => text + alternative));
  }
  return texts;
}

function alternativesOf(text: string): string[] {
  const body = text.slice(1, -1);
  const range = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(body);
  if (range) return rangeOf(range[1]!, range[2]!, range[3]);
  return topLevelParts(body).flatMap((part) => {
    const inner = /^([\s\S]*?)(\{[\s\S]*[,.][\s\S]*\})([\s\S]*)$/.exec(part);
    if (!inner) return [part];
    return alternativesOf(inner[2]!).map((alternative) => `${inner[1]}${alternative}${inner[3]}`);
  });
}

function topLevelParts(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    if (body[i] === '{') depth++;
    else if (body[i] === '}') depth--;
    else if (body[i] === ',' && depth === 0) {
      parts.push(body.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, body.slice(start)];
}

function rangeOf(from: string, to: string, step?: string): string[] {
  const numbers = /\d/.test(from);
  const start = numbers ? Number(from) : from.charCodeAt(0);
  const end = numbers ? Number(to) : to.charCodeAt(0);
  const by = Math.abs(Number(step ?? 1)) || 1;
  const width = numbers && /^-?0\d/.test(from) ? from.length : 0;
  const out: string[] = [];
  for (let i = start; start <= end ? i <= end : i >= end; i += start <= end ? by : -by) {
    out.push(numbers ? String(i).padStart(width, '0') : String.fromCharCode(i));
  }
  return out;
}
