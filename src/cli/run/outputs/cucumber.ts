import type { Envelope } from '@cucumber/messages';
import { reproducible, withVisibleTexts } from '../../../report/formats/index';
import type { Heard } from '../heard';
import { rendered } from '../pool/formats';

/**
 * What Cucumber said of the run, the same for the same run. A run that broke off ends with a message that says so.
 */
export function cucumberMessages({ messages, attachments, record }: Heard, nowMs: number): Envelope[] {
  const told = [...reproducible(messages, attachments)];
  if (record.finished) return told;
  const timestamp = { seconds: Math.floor(nowMs / 1000), nanos: (nowMs % 1000) * 1e6 };
  const message = 'The run broke off: this is what was done by then.';
  return [...told, { testRunFinished: { success: false, timestamp, message } }];
}

/** A message on each line. */
export function ndjson(messages: readonly Envelope[]): string {
  return messages.map((message) => `${JSON.stringify(message)}\n`).join('');
}

/** Cucumber's own report of these messages. */
export function cucumberHtml(messages: readonly Envelope[]): Promise<string> {
  return rendered(messages.map(withVisibleTexts), 'html');
}
