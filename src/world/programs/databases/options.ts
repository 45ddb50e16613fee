import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The command line of a client. */
export interface Options {
  /** The value of an option, the last one that was given. */
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  /** How often an option without a value was given. */
  count(name: string): number;
  readonly rest: readonly string[];
}

/** Reads what is known; the clients have more, which change nothing here. An option that lacks its value is as if it had not come. */
export function readOptions(args: readonly string[], options: NonNullable<ParseArgsConfig['options']>): Options {
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === 'option');
  const texts = (name: string) => given.flatMap((token) => (token.name === name ? (token.value ?? []) : []));
  return {
    text: (name) => texts(name).at(-1),
    texts,
    count: (name) => given.filter((token) => token.name === name).length,
    rest: positionals,
  };
}
