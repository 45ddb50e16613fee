import { FORMATS } from './outputs/formats';

/** A flag of `podwright run` that Cucumber or a profile understands, for completion and for telling flags from paths. */
export interface Flag {
  /** The short name first, as in `-t`, `--tags`. */
  readonly names: readonly string[];
  /** What its value is called; without it the flag stands alone. */
  readonly value?: string;
  readonly says: string;
}

/** What cucumber-js 12.9 takes, but for what makes no sense here: support code is loaded already, publishing is never done. */
export const CUCUMBER_FLAGS: readonly Flag[] = [
  { names: ['-b', '--backtrace'], says: 'show the whole backtrace of errors' },
  { names: ['-c', '--config'], value: 'file', says: 'the configuration file' },
  { names: ['-d', '--dry-run'], says: 'read the features without playing them' },
  { names: ['--exit', '--force-exit'], says: 'end the process when the run has ended' },
  { names: ['--fail-fast'], says: 'stop at the first scenario that fails' },
  { names: ['--no-fail-fast'], says: 'go on when a scenario fails' },
  { names: ['-f', '--format'], value: 'format', says: 'how to print, or TYPE:PATH to write a file' },
  { names: ['--format-options'], value: 'json', says: 'options of the formats' },
  { names: ['--i18n-keywords'], value: 'language', says: 'list the keywords of a language' },
  { names: ['--i18n-languages'], says: 'list the languages' },
  { names: ['-i', '--import'], value: 'file', says: 'import a module of yours first' },
  { names: ['-l', '--loader'], value: 'module', says: 'a loader for modules of yours' },
  { names: ['--language'], value: 'language', says: 'the language of features that name none' },
  { names: ['--name'], value: 'pattern', says: 'only scenarios whose name matches' },
  { names: ['--order'], value: 'order', says: 'the order of the scenarios' },
  { names: ['-p', '--profile'], value: 'profile', says: 'a profile of the configuration file' },
  { names: ['--plugin'], value: 'module', says: 'load a plugin' },
  { names: ['--plugin-options'], value: 'json', says: 'options of plugins' },
  { names: ['--publish'], says: 'has no effect here: nothing is published' },
  { names: ['--publish-quiet'], says: 'has no effect here' },
  { names: ['-r', '--require'], value: 'file', says: 'load a module of yours first' },
  { names: ['--require-module'], value: 'module', says: 'load a package first' },
  { names: ['--retry'], value: 'number', says: 'how often a failed scenario is tried again' },
  { names: ['--retry-tag-filter'], value: 'tags', says: 'only these are tried again' },
  { names: ['--shard'], value: 'i/n', says: 'the i-th of n parts' },
  { names: ['--strict'], says: 'pending steps are failures' },
  { names: ['--no-strict'], says: 'pending steps are no failures' },
  { names: ['-t', '--tags'], value: 'tags', says: 'only scenarios with these tags' },
  { names: ['--world-parameters'], value: 'json', says: 'what a profile would say under worldParameters' },
];

/** Our own, which `arguments.ts` takes out before Cucumber sees the rest. */
export const OWN_FLAGS: readonly Flag[] = [
  { names: ['--seed'], value: 'number', says: 'everything random is drawn from it' },
  { names: ['--kubernetes'], value: 'release', says: 'release of scenarios that name none' },
  { names: ['--runs'], value: 'number', says: 'how many cases of each property are played' },
  { names: ['--parallel', '--workers'], value: 'number', says: 'how many processes play' },
  { names: ['--path'], value: 'path', says: 'replay the case of a property' },
  ...FORMATS.map(({ name, isFolder, what }) => ({
    names: [`--${name}`],
    value: isFolder ? 'folder' : 'file',
    says: what,
  })),
  ...FORMATS.filter(({ byDefault }) => byDefault).map(({ name, file }) => ({
    names: [`--no-${name}`],
    says: `do not write ${file}`,
  })),
  { names: ['--annotations'], value: 'server', says: 'who shows failures at the lines of features' },
  { names: ['--step-summary'], says: 'append the summary to the page of a GitHub job' },
  { names: ['--watch'], says: 'play again what a saved file concerns' },
  { names: ['--twice'], says: 'play everything a second time in the same process, in the opposite order' },
];
