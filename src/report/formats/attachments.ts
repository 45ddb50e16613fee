import type { Envelope } from '@cucumber/messages';
import { lastOnes, shortened } from '../story/limits';
import type { StepTime } from '../story/types';

/** Rows of one timeline; of more, the last ones are kept. */
const MAX_TIMELINE_ROWS = 200;

/** How the chain of causes behind a failed sentence begins; its links stand below, a line each. */
const CHAIN = /^why .*:\n/;

/** What the vocabulary attaches to attempts for us. */
const READ: ReadonlySet<string> = new Set(['timeline.txt', 'run.json', 'no-story.txt']);

/** Collects from Cucumber's messages what each attempt attached: the rows of its timeline, and when its steps were played. */
export class Attachments {
  private readonly rows = new Map<string, readonly string[]>();
  private readonly times = new Map<string, readonly StepTime[]>();

  private readonly chains = new Map<string, readonly string[]>();
  /** Why stories are missing, one sentence of the system for each. */
  readonly lostStories: string[] = [];

  add({ attachment }: Envelope): void {
    const { fileName = '', testCaseStartedId: id, body = '', contentEncoding, mediaType } = attachment ?? {};
    if (id !== undefined && mediaType === 'text/plain' && CHAIN.test(body)) this.chains.set(id, bounded(body));
    if (id === undefined || !READ.has(fileName)) return;
    const text = contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString() : body;
    if (fileName === 'no-story.txt') this.lostStories.push(text);
    else if (fileName === 'timeline.txt') this.rows.set(id, bounded(text));
    else this.times.set(id, (JSON.parse(text) as { stepsMs?: StepTime[] }).stepsMs ?? []);
  }

  /** What happened to pods, oldest first. */
  timelineOf(attemptId: string): readonly string[] {
    return this.rows.get(attemptId) ?? [];
  }

  /** The chain of causes behind the failed sentence: what is explained, then a link on each line, the newest first. */
  chainOf(attemptId: string): readonly string[] {
    return this.chains.get(attemptId) ?? [];
  }

  /** From when to when each step that ran was played. */
  stepTimesOf(attemptId: string): readonly StepTime[] {
    return this.times.get(attemptId) ?? [];
  }
}

function bounded(text: string): string[] {
  const { kept, left } = lastOnes(text === '' ? [] : text.split('\n'), MAX_TIMELINE_ROWS);
  const rows = kept.map((row) => shortened(row));
  return left > 0 ? [`… ${left} earlier rows are left out`, ...rows] : rows;
}
