import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataTable, type IWorld } from '@cucumber/cucumber';
import { type IRunOptions, type ISupportCodeLibrary, loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope, Pickle, PickleStep } from '@cucumber/messages';
import type { Cluster } from '../../cluster';
import type { Property } from '../../fuzz/index';
import { loadDefinitions } from '../run/definitions';
import { UsageError } from '../usageError';
import { vocabularyFiles } from '../vocabularyFiles';

/** What we need to know of Cucumber's step definitions. */
interface Definition {
  readonly expression: { match(text: string): readonly { getValue(world: unknown): unknown }[] | null };
  readonly unwrappedCode: (this: unknown, ...args: unknown[]) => unknown;
}

/** A world whose cluster is somebody else's. */
interface BorrowedWorld extends IWorld {
  storyStartMs: number;
}

type WorldClass = new (options: unknown) => BorrowedWorld;

/**
 * The `Then` sentences of features, as something to look at when a run is over. What their scenarios set up and do is left out: that is
 * the fuzzer's part.
 * @throws UsageError when a feature can't be read, has no such sentence, or one that nothing defines
 */
export async function readProperties(paths: readonly string[]): Promise<Property[]> {
  if (paths.length === 0) return [];
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) throw new UsageError(`there is no feature "${missing}"`);
  const { pickles, library } = await read(paths.map((path) => resolve(path)));
  const properties = pickles.flatMap(({ steps }) =>
    steps.filter(({ type }) => type === 'Outcome').map((step) => propertyOf(step, library)),
  );
  if (properties.length === 0)
    throw new UsageError(`${paths.join(', ')} has no Then sentence: nothing would be checked`);
  return properties;
}

/** Cucumber reads the features and the vocabulary; nothing is played. */
async function read(paths: string[]): Promise<{ pickles: Pickle[]; library: ISupportCodeLibrary }> {
  const pickles: Pickle[] = [];
  let problem: string | undefined;
  const { runConfiguration } = await loadConfiguration({ file: false, provided: [...paths, '--dry-run'] });
  const support = await loadDefinitions({
    ...runConfiguration,
    support: { ...runConfiguration.support, requireModules: [], requirePaths: [vocabularyFiles()] },
  });
  const configuration = {
    ...runConfiguration,
    formats: { ...runConfiguration.formats, stdout: 'summary', files: {}, publish: false },
    support,
  };
  const silent = { write: () => true, end: () => {} } as unknown as NodeJS.WritableStream;
  await runCucumber(
    configuration as IRunOptions,
    { stdout: silent as never, stderr: process.stderr },
    (message: Envelope) => {
      if (message.pickle) pickles.push(message.pickle);
      if (message.parseError) problem ??= `${message.parseError.source.uri}: ${message.parseError.message}`;
    },
  );
  if (problem !== undefined) throw new UsageError(problem);
  return { pickles, library: support };
}

function propertyOf(step: PickleStep, library: ISupportCodeLibrary): Property {
  const { stepDefinitions, World } = library as unknown as {
    stepDefinitions: readonly Definition[];
    World: WorldClass;
  };
  const definition = stepDefinitions.find(({ expression }) => expression.match(step.text) !== null);
  if (!definition) throw new UsageError(`there is no sentence “${step.text}”`);
  return {
    name: `property/${step.text}`,
    sentence: step.text,
    check(cluster, sinceMs) {
      const world = borrowed(World, cluster, sinceMs);
      const values = definition.expression.match(step.text)?.map((argument) => argument.getValue(world)) ?? [];
      try {
        definition.unwrappedCode.call(world, ...values, ...argumentsOf(step));
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

function borrowed(World: WorldClass, cluster: Cluster, sinceMs: number): BorrowedWorld {
  const nothing = () => {};
  const world = new World({ attach: nothing, log: nothing, link: nothing, parameters: {} });
  Object.defineProperty(world, 'cluster', { value: cluster });
  world.storyStartMs = sinceMs;
  return world;
}

function argumentsOf({ argument }: PickleStep): unknown[] {
  if (argument?.dataTable) return [new DataTable(argument.dataTable)];
  return argument?.docString ? [argument.docString.content] : [];
}
