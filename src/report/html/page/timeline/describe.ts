import type { Lane, Span } from '../../../story/types';
import { clock, plural } from '../format';

const KINDS: Readonly<Record<string, string>> = { client: 'client of service', hook: 'hook', probe: 'probe' };

/** The name of a lane, for people who do not see what it stands under. */
export function laneName({ kind, name, of }: Lane): string {
  if (kind === 'probe') return `${name} probe of container ${of}`;
  if (kind === 'hook') return `${name} hook of container ${of}`;
  if (kind === 'container') return `${of ? `${of} ` : ''}container ${name}`;
  if (kind === 'pod') return of === 'default' ? `pod ${name}` : `pod ${of}/${name}`;
  return `${KINDS[kind] ?? kind} ${name}`;
}

/** A span in words. */
export function spanText(lane: Lane, { from, to, label, text, count, rule }: Span): string {
  const time = to > from ? `${clock(from)} to ${clock(to)}` : clock(from);
  const times = count !== undefined && count > 1 ? `${plural(count, 'time')} ` : '';
  const more = [text, rule && `[${rule}]`].filter(Boolean).join(' ');
  return `${laneName(lane)}: ${times}${label}, ${time}${more ? `\n${more}` : ''}`;
}

/** What a lane shows at the cursor, in two words. */
export function stateWord({ kind }: Lane, span: Span | undefined): string {
  if (!span) return '';
  if (kind === 'probe' && span.state === 'bad' && span.count && span.count > 1) return `${span.label} ×${span.count}`;
  return span.label;
}
