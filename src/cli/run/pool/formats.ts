import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { IRunConfiguration, ISupportCodeLibrary } from '@cucumber/cucumber/api';
// Cucumber offers no public way to drive its formats without running anything (12.9.0, the exact version that we require)
import { initializeFormatters } from '@cucumber/cucumber/lib/api/formatters';
import { makeEnvironment } from '@cucumber/cucumber/lib/environment/index';
import EventDataCollector from '@cucumber/cucumber/lib/formatter/helpers/event_data_collector';
import { PluginManager } from '@cucumber/cucumber/lib/plugin/index';
import type { SupportCodeLibrary } from '@cucumber/cucumber/lib/support_code_library_builder/types';
import type { Envelope } from '@cucumber/messages';
import { environmentOf, SILENT } from '../session';

/** These are made from messages alone; other formats look into the definitions too. */
const FROM_MESSAGES_ALONE = [SILENT, 'html', 'junit', 'message'];

/** Do the chosen formats need the definitions? Formats of the user's own may. */
export function needDefinitions({ stdout, files }: IRunConfiguration['formats']): boolean {
  return [stdout, ...Object.values(files)].some((format) => !FROM_MESSAGES_ALONE.includes(format));
}

/** What one of Cucumber's formats says of these messages. */
export async function rendered(messages: Iterable<Envelope>, format: 'html'): Promise<string> {
  const chunks: Buffer[] = [];
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const formats = { stdout: format, files: {}, publish: false as const, options: {} };
  await writeFormats(messages, { formats, support: {} as ISupportCodeLibrary, stdout });
  return Buffer.concat(chunks).toString();
}

export interface FormatsOptions {
  readonly formats: IRunConfiguration['formats'];
  readonly support: ISupportCodeLibrary;
  /** What stands for standard output. */
  readonly stdout?: Writable;
}

/** Lets Cucumber's formats write what they would have written about a run with these messages. */
export async function writeFormats(
  messages: Iterable<Envelope>,
  { formats, support, stdout }: FormatsOptions,
): Promise<void> {
  const environment = makeEnvironment(stdout ? { stdout } : environmentOf({ formats }));
  const pluginManager = new PluginManager(environment);
  const eventBroadcaster = new EventEmitter();
  eventBroadcaster.on('envelope', (message: Envelope) => pluginManager.emit('message', message));
  let broken = false;
  const finish = await initializeFormatters({
    ...environment,
    onStreamError: () => {
      broken = true;
    },
    eventBroadcaster,
    eventDataCollector: new EventDataCollector(eventBroadcaster),
    configuration: formats,
    supportCodeLibrary: support as SupportCodeLibrary,
    pluginManager,
  });
  for (const message of messages) eventBroadcaster.emit('envelope', message);
  await pluginManager.cleanup();
  await finish();
  if (broken) throw new Error('the reports could not be written');
}
