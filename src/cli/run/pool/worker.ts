import '../../withModuleCache';
import type { IRunConfiguration } from '@cucumber/cucumber/api';
import { NO_FORMATS, Session } from '../session';
import type { Batch, FromWorker, ToWorker } from './protocol';
import { Recorder } from './recorder';

/**
 * A process of the pool: loads the vocabulary once, then plays the batches that it is handed. It says nothing itself, and
 * it ends when the process that started it is gone.
 */
let session: Session | undefined;
let hasToldDefinitions = false;

process.on('message', (message: ToWorker) => {
  handle(message).catch((error: unknown) => {
    send({ type: 'problem', message: error instanceof Error ? error.message : String(error) });
  });
});
process.on('disconnect', () => process.exit(0));
// Signals reach every process of a terminal or of a job; what then happens is decided by the one that started us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

async function handle(message: ToWorker): Promise<void> {
  if (message.type === 'load') {
    session = await Session.load(message.configuration);
    send({ type: 'ready', runHooks: session.runHooks });
  } else if (session) await play(session, message.batch);
}

async function play(loaded: Session, { paths, skip, twice }: Batch): Promise<void> {
  const recorder: Recorder = new Recorder((scenario) => {
    send({ type: 'scenario', scenario, ...(!hasToldDefinitions && { definitions: recorder.definitions }) });
    hasToldDefinitions = true;
  });
  const { sources, runtime } = loaded.configuration;
  const batch: Partial<IRunConfiguration> = {
    sources: { ...sources, paths: [...paths], names: [], tagExpression: '', order: 'defined', shard: '' },
    runtime: { ...runtime, parallel: 0, dryRun: runtime.dryRun || skip },
    formats: NO_FORMATS,
  };
  await loaded.run(batch, (heard) => recorder.add(heard));
  const again = twice ? await loaded.runAgain(batch) : undefined;
  send({ type: 'played', success: recorder.success, ...(again && { again }) });
}

function send(message: FromWorker): void {
  process.send?.(message);
}
