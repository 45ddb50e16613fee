import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type IRunConfiguration, loadConfiguration } from '@cucumber/cucumber/api';
import { vocabularyFiles } from '../vocabularyFiles';
import { SILENT } from './session';

export interface ConfigurationRequest {
  /** Flags and paths for Cucumber. */
  readonly argv: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What Cucumber is to run: its profile and flags, and our vocabulary. */
export async function configure({ argv, parameters }: ConfigurationRequest): Promise<IRunConfiguration> {
  const provided = [...argv, '--world-parameters', JSON.stringify(parameters)];
  const { runConfiguration } = await loadConfiguration({ provided });
  const { support, formats, plugins } = runConfiguration;
  return {
    ...runConfiguration,
    support: { ...support, requirePaths: [vocabularyFiles(), breath(), ...(support.requirePaths ?? [])] },
    formats: {
      ...formats,
      stdout: choosesFormat(argv) ? formats.stdout : SILENT,
      publish: false,
    },
    plugins: {
      specifiers: [...(plugins?.specifiers ?? []), propertiesPlugin()],
      options: plugins?.options ?? {},
    },
  };
}

/** Does the user want something else than our own words on standard output? */
function choosesFormat(argv: readonly string[]): boolean {
  const values = argv.flatMap((word, i) =>
    word === '-f' || word === '--format' ? [argv[i + 1] ?? ''] : (/^(?:-f|--format=)(.+)/.exec(word)?.slice(1) ?? []),
  );
  return values.some((value) => !/^"?[^":]+"?:./.test(value));
}

/** Cucumber imports plugins as ES modules: from sources it needs a bridge to TypeScript. */
function propertiesPlugin(): string {
  const file = __filename.endsWith('.ts') ? 'properties.plugin.cjs' : 'properties.js';
  return pathToFileURL(join(__dirname, file)).href;
}

/** What lets the event loop turn between steps. */
function breath(): string {
  return join(__dirname, `breath.${__filename.endsWith('.ts') ? 'ts' : 'js'}`);
}
