import type { LabelSelector } from '../api';

/** A label selector as text: `app=web,tier in (a,b),!old`; `<none>` when it selects everything or nothing. */
export function selectorText(selector: LabelSelector | undefined): string {
  const parts = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  for (const { key, operator, values = [] } of selector?.matchExpressions ?? []) {
    const list = `(${[...values].sort().join(',')})`;
    const text = { In: `${key} in ${list}`, NotIn: `${key} notin ${list}`, Exists: key, DoesNotExist: `!${key}` };
    parts.push({ key, text: text[operator] });
  }
  parts.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return parts.length > 0 ? parts.map((part) => part.text).join(',') : '<none>';
}
