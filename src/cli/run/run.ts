import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type IRunConfiguration, loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import { useSentences } from './properties';
import { ReportFolder } from './reportFolder';
import { RunRecord } from './runRecord';
import { summary } from './summary';
import { undefinedSteps } from './undefinedSteps';

export interface RunRequest {
  readonly argv: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly reports: string;
  /** Run everything a second time in this process, to show that nothing is left over from the first. */
  readonly twice?: boolean;
}

/** Runs features with Cucumber. Returns the exit code: 0 all passed, 1 something failed, 2 nothing could be run. */
export async function runFeatures(request: RunRequest): Promise<number> {
  const folder = new ReportFolder(request.reports);
  const record = new RunRecord();
  const configuration = await configure(request, folder);
  const startMs = Date.now();
  try {
    const support = await loadSupport(configuration);
    useSentences(support);
    const { success } = await runCucumber({ ...configuration, support }, {}, (message) => record.add(message));
    if (!record.finished) return 2;
    if (request.twice) {
      const again = new RunRecord();
      await runCucumber(
        { ...configuration, support, formats: { ...configuration.formats, files: {} } },
        {},
        (message) => again.add(message),
      );
      folder.write('digests-again.json', `${JSON.stringify(again.digests(), null, 1)}\n`);
    }
    folder.write('rules.json', `${JSON.stringify(record.rules(), null, 1)}\n`);
    folder.write('digests.json', `${JSON.stringify(record.digests(), null, 1)}\n`);
    folder.publish();
    process.stdout.write(undefinedSteps(record));
    process.stdout.write(summary(record, { wallMs: Date.now() - startMs, folder: request.reports }));
    return success ? 0 : 1;
  } finally {
    folder.discard();
  }
}

async function configure({ argv, parameters }: RunRequest, folder: ReportFolder): Promise<IRunConfiguration> {
  const provided = [...argv, '--world-parameters', JSON.stringify(parameters)];
  const { runConfiguration } = await loadConfiguration({ provided });
  const { support, formats } = runConfiguration;
  const files = folder.path
    ? {
        [join(folder.path, 'cucumber.html')]: 'html',
        [join(folder.path, 'junit.xml')]: 'junit',
        [join(folder.path, 'messages.ndjson')]: 'message',
      }
    : {};
  return {
    ...runConfiguration,
    support: { ...support, requirePaths: [vocabulary(), ...(support.requirePaths ?? [])] },
    formats: {
      ...formats,
      stdout: stdoutFormat(argv, formats.stdout),
      files: { ...files, ...formats.files },
      publish: false,
    },
    plugins: {
      specifiers: [...(runConfiguration.plugins?.specifiers ?? []), propertiesPlugin()],
      options: runConfiguration.plugins?.options ?? {},
    },
  };
}

/** Cucumber imports plugins as ES modules: from sources it needs a bridge to TypeScript. */
function propertiesPlugin(): string {
  const file = __filename.endsWith('.ts') ? 'properties.plugin.cjs' : 'properties.js';
  return pathToFileURL(join(__dirname, file)).href;
}

/** At a terminal a bar that moves, elsewhere only what failed; whoever names a format gets that. */
function stdoutFormat(argv: readonly string[], chosen: string): string {
  if (argv.some((word) => /^(-f|--format)/.test(word))) return chosen;
  return process.stdout.isTTY ? 'progress-bar' : 'summary';
}

/** The step definitions: compiled ones beside compiled code, sources beside sources. */
function vocabulary(): string {
  const folder = [join(__dirname, '..', '..', '..', 'steps'), join(__dirname, '..', '..', '..', '..', 'steps')].find(
    (f) => existsSync(f),
  );
  return join(folder ?? 'steps', `*.${__filename.endsWith('.ts') ? 'ts' : 'js'}`);
}
