import type { Envelope } from '@cucumber/messages';
import { Attachments } from '../../report/formats/index';
import { RunModel } from '../../report/html/index';
import { RunRecord } from './runRecord';
import { Failures } from './terminal/failures';

/** All that Cucumber has said about a run, for whoever reports it. */
export class Heard {
  readonly messages: Envelope[] = [];
  /** For the summary and the digests. */
  readonly record = new RunRecord();
  /** For the terminal. */
  readonly failures = new Failures();
  /** For the report that people read. */
  readonly model = new RunModel();
  /** What only formats for machines need. */
  readonly attachments = new Attachments();

  add(message: Envelope): void {
    this.messages.push(message);
    this.record.add(message);
    this.failures.add(message);
    this.model.add(message);
    this.attachments.add(message);
  }
}
