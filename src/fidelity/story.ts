/** One row of `kubectl get pods -w`, with its time in seconds. */
export interface Row {
  t: number;
  type: string;
  name: string;
  ready: string;
  status: string;
  restarts: number;
}

/** A state that a pod was seen in, until the next one. */
export interface Scene {
  /** READY, STATUS and RESTARTS, as far as they are compared. */
  readonly key: string;
  readonly status: string;
  readonly t: number;
  /** Seconds until the next scene; Infinity for the last. */
  readonly lifeSeconds: number;
  /** May be missing on the other side: too short to be seen surely, or cut off by an outside action. */
  readonly optional: boolean;
}

/** The life of one pod: its rows in order, equal neighbours merged. */
export interface Story {
  readonly name: string;
  readonly scenes: Scene[];
}

/** A row that lives shorter than this may be overtaken by the next write. */
export const TRANSIENT_SECONDS = 1.3;

/** States that end when a worker's queue says so, which is random on a real cluster. */
const WAITS_FOR_A_QUEUE = /BackOff|Error|Completed|NotReady|ErrImage|Invalid|Unschedulable|Pending/;

export function endsByQueue(status: string): boolean {
  return WAITS_FOR_A_QUEUE.test(status);
}

/** RESTARTS is not compared while a pod terminates, and 1.20 puts a hook's message into STATUS. */
function keyOf(row: Row): string {
  if (row.type === 'DELETED') return 'DELETED';
  if (row.status === 'Terminating') return `${row.ready} Terminating`;
  const status = row.status.startsWith('PostStartHookError') ? 'PostStartHookError' : row.status;
  return `${row.ready} ${status} ${row.restarts}`;
}

/** Splits rows into the lives of pods; a name that is used again after DELETED is another pod. */
export function storiesOf(rows: readonly Row[]): Story[] {
  const lives: { name: string; rows: { key: string; status: string; t: number }[] }[] = [];
  const open = new Map<string, (typeof lives)[number]>();
  for (const row of rows) {
    let life = open.get(row.name);
    if (!life || (row.type === 'ADDED' && life.rows.at(-1)?.key === 'DELETED')) {
      life = { name: row.name, rows: [] };
      lives.push(life);
      open.set(row.name, life);
    }
    const key = keyOf(row);
    if (life.rows.at(-1)?.key !== key) life.rows.push({ key, status: row.status, t: row.t });
  }
  return lives.map(({ name, rows: list }) => ({ name, scenes: list.map((row, i) => sceneOf(row, list[i + 1], i)) }));
}

function sceneOf(
  row: { key: string; status: string; t: number },
  next: { key: string; t: number } | undefined,
  index: number,
): Scene {
  const lifeSeconds = next ? next.t - row.t : Number.POSITIVE_INFINITY;
  const cutOff = next !== undefined && /Terminating|DELETED/.test(next.key) && endsByQueue(row.status) && index > 0;
  return { ...row, lifeSeconds, optional: lifeSeconds <= TRANSIENT_SECONDS || cutOff };
}

/** `web-6d4645bdb5-9wm4w` → `web-*`: names of generated pods are compared by what they were made from. */
export function templateOf(name: string): string {
  return name
    .replace(/-[a-z0-9]{5,10}-[a-z0-9]{5}$/, '-*')
    .replace(/-\d{6,}-[a-z0-9]{5}$/, '-*')
    .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}$/, '-*');
}
