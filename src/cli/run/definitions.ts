import { type ILoadSupportOptions, type ISupportCodeLibrary, loadSupport } from '@cucumber/cucumber/api';
import { withLazyExpressions } from './lazyExpressions';
import { matchCheaply } from './matching';

/** Loads definitions as Cucumber does, in less time, and such that the search for the one of a sentence is cheap. */
export async function loadDefinitions(
  configuration: ILoadSupportOptions,
  environment?: Parameters<typeof loadSupport>[1],
): Promise<ISupportCodeLibrary> {
  const library = await withLazyExpressions(() => withShortStacks(() => loadSupport(configuration, environment)));
  matchCheaply(library);
  return library;
}

/**
 * For each definition Cucumber makes a stack trace and reads it to learn where the definition stands, which is the first frame
 * outside of Cucumber: of ten frames that it would read, three hundred times, it needs no more than five.
 */
async function withShortStacks<T>(load: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = Math.min(stackTraceLimit, 5);
  try {
    return await load();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
