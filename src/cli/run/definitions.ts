import { type ILoadSupportOptions, type ISupportCodeLibrary, loadSupport } from '@cucumber/cucumber/api';
import { withLazyExpressions } from './lazyExpressions';
import { matchCheaply } from './matching';

/** Modules run once in a process, and with them the definitions in them: whoever asks again gets the same ones. */
let loaded: Promise<ISupportCodeLibrary> | undefined;

/** Loads definitions as Cucumber does, in less time, and such that the search for the one of a sentence is cheap. */
export function loadDefinitions(configuration: ILoadSupportOptions): Promise<ISupportCodeLibrary> {
  loaded ??= withLazyExpressions(() => withShortStacks(() => loadSupport(configuration))).then((library) => {
    matchCheaply(library);
    return library;
  });
  return loaded;
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
