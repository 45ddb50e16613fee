import type { Coverage } from './coverage';
import { neverReached } from './known';

const COLUMN = 190;
const ROW = 54;
const BOX = { width: 150, height: 30 };
const MARGIN = 30;

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * The states that a campaign visited as a picture: from left to right by how many steps they are from the creation, arrows thicker
 * the more runs took them; what was never reached stands below, grey.
 */
export function stateGraph(coverage: Coverage): string {
  const edges = Object.entries(coverage.transitions).map(([name, runs]) => {
    const [from = '', to = ''] = name.split(' → ');
    return { from, to, runs };
  });
  const columns = columnsOf(edges);
  const places = placesOf(columns);
  const missing = neverReached(coverage).states;
  const bottom = MARGIN + ROW * Math.max(1, ...columns.map((column) => column.length));
  const width = 2 * MARGIN + COLUMN * Math.max(5, columns.length);
  const perRow = Math.max(1, Math.floor((width - 2 * MARGIN) / COLUMN));
  const height = bottom + MARGIN + ROW * Math.ceil(missing.length / perRow) + MARGIN;
  const most = Math.max(1, ...edges.map(({ runs }) => runs));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8z" fill="#577590"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...edges.flatMap(({ from, to, runs }) =>
      arrow(places.get(from), places.get(to), `${from} → ${to}: ${runs}`, runs / most),
    ),
    ...[...places].map(([name, place]) =>
      box(name, place, name === 'created' ? '#e9ecef' : '#d8f3dc', coverage.states[name]),
    ),
    ...missing.map((name, i) =>
      box(name, { x: MARGIN + (i % perRow) * COLUMN, y: bottom + MARGIN + Math.floor(i / perRow) * ROW }, '#f1f1f1', 0),
    ),
    '</svg>\n',
  ].join('\n');
}

/** States by the least number of steps from the creation. */
function columnsOf(edges: readonly { from: string; to: string }[]): string[][] {
  const seen = new Set(['created']);
  const columns: string[][] = [['created']];
  for (let column = columns[0]; column?.length; column = columns.at(-1)) {
    const next = edges.filter(({ from, to }) => column?.includes(from) && !seen.has(to)).map(({ to }) => to);
    for (const name of next) seen.add(name);
    columns.push([...new Set(next)].sort());
  }
  return columns.filter((column) => column.length > 0);
}

function placesOf(columns: readonly (readonly string[])[]): Map<string, Place> {
  return new Map(
    columns.flatMap((column, i) =>
      column.map((name, j): [string, Place] => [name, { x: MARGIN + i * COLUMN, y: MARGIN + j * ROW }]),
    ),
  );
}

function box(name: string, { x, y }: Place, fill: string, runs: number | undefined): string {
  const ink = runs === 0 ? '#999' : '#222';
  const title = runs === 0 ? 'never reached' : `${runs ?? ''} runs`;
  return `<g><title>${escaped(name)}: ${title}</title><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6" fill="${fill}" stroke="${ink}"/><text x="${x + BOX.width / 2}" y="${y + 19}" text-anchor="middle" fill="${ink}">${escaped(name)}</text></g>`;
}

function arrow(from: Place | undefined, to: Place | undefined, title: string, share: number): string[] {
  if (!from || !to) return [];
  const forth = to.x > from.x;
  const [x1, y1] = [from.x + (forth ? BOX.width : BOX.width / 2), from.y + (forth ? BOX.height / 2 : 0)];
  const [x2, y2] = [to.x + (forth ? 0 : BOX.width / 2), to.y + (forth ? BOX.height / 2 : BOX.height)];
  const bend = forth ? (x1 + x2) / 2 : Math.max(x1, x2) + 60;
  const path = forth
    ? `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`
    : `M${x1} ${y1}C${bend} ${y1 - 40} ${bend} ${y2 + 40} ${x2} ${y2}`;
  const stroke = (1 + 4 * share).toFixed(1);
  return [
    `<path d="${path}" fill="none" stroke="#577590" stroke-opacity="0.6" stroke-width="${stroke}" marker-end="url(#a)"><title>${escaped(title)}</title></path>`,
  ];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
