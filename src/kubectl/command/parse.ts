import { Command, CommanderError, Option } from 'commander';
import { distance } from 'fastest-levenshtein';
import { failure, KubectlError, usageError } from '../errors';
import { bridge } from './pflag';
import { type CommandSpec, type Flag, GLOBAL_FLAGS } from './spec';

/** A command line that was understood. */
export interface ParsedCommand {
  readonly spec: CommandSpec;
  /** `create service clusterip`. */
  readonly path: string;
  readonly args: readonly string[];
  /** What stands behind `--`, if there is one. */
  readonly dash: readonly string[] | undefined;
  /** Values by long name, defaults included. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly given: ReadonlySet<string>;
}

/**
 * Finds the command of a command line and reads its options.
 *
 * commander reads options and operands; a thin layer before it (`pflag.ts`) translates what Go's flag library allows
 * and commander does not. Nothing here touches the process: errors are thrown in kubectl's words.
 * @throws KubectlError
 */
export function parseCommandLine(words: readonly string[], commands: readonly CommandSpec[]): ParsedCommand {
  const dashAt = words.indexOf('--');
  const before = dashAt < 0 ? words : words.slice(0, dashAt);
  const dash = dashAt < 0 ? undefined : words.slice(dashAt + 1);
  const { spec, path, rest } = findCommand(before, commands);
  if (spec.readsNoFlags) return { spec, path, args: rest, dash, values: new Map(), given: new Set() };
  const { flags, command, attributes } = readerOf(spec);
  const { args, fixed } = bridge(rest, flags);
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw flagError(error, path, args);
    throw error;
  }
  const values = new Map<string, unknown>();
  const given = new Set<string>();
  for (const flag of flags) {
    const { name, negated } = attributes.get(flag.long) as Attribute;
    const read = fixed.has(flag.long) ? fixed.get(flag.long) : command.getOptionValue(name);
    values.set(flag.long, fixed.has(flag.long) || !negated ? read : read === false);
    if (fixed.has(flag.long) || command.getOptionValueSource(name) === 'cli') given.add(flag.long);
  }
  return { spec, path, args: command.args, dash, values, given };
}

/** What reads the options of one command. */
interface Reader {
  readonly flags: readonly Flag[];
  readonly command: Command;
  /** Where commander keeps the value of each flag, by long name. */
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** Making one takes longer than reading with it; commander forgets what it read when it reads again. */
const readers = new WeakMap<CommandSpec, Reader>();

function readerOf(spec: CommandSpec): Reader {
  let reader = readers.get(spec);
  if (!reader) {
    const own = spec.flags ?? [];
    const flags = [...own, ...GLOBAL_FLAGS.filter(({ long }) => !own.some((flag) => flag.long === long))];
    const attributes = new Map(flags.map((flag) => [flag.long, attribute(flag)]));
    reader = { flags, command: quietCommand(flags), attributes };
    readers.set(spec, reader);
  }
  return reader;
}

/** Walks down to the command: `create svc clusterip …`. Options may stand before the command's name. */
function findCommand(words: readonly string[], commands: readonly CommandSpec[]) {
  let level = commands;
  let spec: CommandSpec | undefined;
  const path: string[] = [];
  const rest = [...words];
  for (;;) {
    const at = firstOperand(rest, spec?.flags ?? []);
    const word = at < 0 ? undefined : rest[at];
    const found = level.find((entry) => word !== undefined && (entry.name === word || entry.aliases?.includes(word)));
    if (!found) break;
    rest.splice(at, 1);
    path.push(found.name);
    spec = found;
    level = found.commands ?? [];
  }
  if (!spec?.run) throw unknownCommand(path, operands(rest), level);
  return { spec, path: path.join(' '), rest };
}

function operands(words: readonly string[]): string[] {
  const left = [...words];
  const found: string[] = [];
  for (let at = firstOperand(left, []); at >= 0; at = firstOperand(left, [])) found.push(...left.splice(at, 1));
  return found;
}

/** Options may precede the command's name: `kubectl -n dev get pods`. */
function firstOperand(words: readonly string[], flags: readonly Flag[]): number {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (!word.startsWith('-') || word === '-') return i;
    // `--output=yaml`, `-n=dev`, `-ndev`: an option with its value in one word.
    if (/^--.*=/.test(word) || /^-[^-]./.test(word)) continue;
    const flag = [...flags, ...GLOBAL_FLAGS].find(({ long, short }) => word === `--${long}` || word === `-${short}`);
    // An option that is not known here: what follows can't be told apart, so the name has to come first.
    if (!flag) return -1;
    if (flag.type !== 'bool' && flag.alone === undefined) i++;
  }
  return -1;
}

function unknownCommand(
  path: readonly string[],
  words: readonly string[],
  level: readonly CommandSpec[],
): KubectlError {
  const where = ['kubectl', ...path].join(' ');
  const [word] = words;
  if (word === undefined) {
    const names = level.map((entry) => `  ${entry.name}`).join('\n');
    return new KubectlError('', 1, `Usage:\n  ${where} COMMAND [options]\n\nAvailable Commands:\n${names}\n`);
  }
  // Below the first level the words are no command's, and kubectl itself says so (helpers.go, RequireNoArguments).
  if (path.length > 0) return usageError(path.join(' '), `unknown command "${words.join(' ')}"`);
  const near = level
    .map((entry) => ({ name: entry.name, far: distance(entry.name, word) }))
    .filter(({ name, far }) => far <= 2 || name.startsWith(word))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1));
  const hint = near.length > 0 ? `\n\nDid you mean this?\n${near.map(({ name }) => `\t${name}`).join('\n')}` : '';
  return failure(`unknown command "${word}" for "${where}"${hint}`);
}

/** A commander command that prints nothing, ends nothing and asks the process nothing. */
function quietCommand(flags: readonly Flag[]): Command {
  const command = new Command('kubectl')
    .exitOverride()
    .helpOption(false)
    .allowExcessArguments(true)
    .argument('[words...]')
    .configureOutput({
      writeOut: () => {},
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => 120,
      getErrHelpWidth: () => 120,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showSuggestionAfterError(false);
  for (const flag of flags) command.addOption(toOption(flag));
  return command.action(() => {});
}

function toOption(flag: Flag): Option {
  const short = flag.short ? `-${flag.short}, ` : '';
  if (flag.type === 'bool') {
    const option = new Option(`${short}--${flag.long}`);
    return attribute(flag).negated ? option : option.default(flag.value);
  }
  const option = new Option(`${short}--${flag.long} <value>`);
  if (flag.type !== 'list' && flag.type !== 'strings') return option.default(flag.value);
  return option.argParser((value: string, earlier: string[] | undefined) => [
    ...(earlier ?? []),
    ...(flag.type === 'list' ? value.split(',') : [value]),
  ]);
}

/** commander keeps `--no-headers` as `headers: false`. */
interface Attribute {
  readonly name: string;
  readonly negated: boolean;
}

function attribute(flag: Flag): Attribute {
  const option = new Option(flag.type === 'bool' ? `--${flag.long}` : `--${flag.long} <value>`);
  return { name: option.attributeName(), negated: option.negate };
}

function flagError(error: CommanderError, path: string, args: readonly string[]): KubectlError {
  const see = `\nSee 'kubectl ${path} --help' for usage.`;
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  if (error.code === 'commander.unknownOption') {
    if (quoted.startsWith('--')) return failure(`unknown flag: ${quoted.split('=')[0]}${see}`);
    const whole = args.find((word) => /^-[^-]/.test(word) && word.includes(quoted.slice(1))) ?? quoted;
    return failure(`unknown shorthand flag: '${quoted[1]}' in ${whole}${see}`);
  }
  if (error.code === 'commander.optionMissingArgument') {
    const last = args[args.length - 1] ?? '';
    const name = last.startsWith('--') ? last : `'${last.slice(-1)}' in ${last}`;
    return failure(`flag needs an argument: ${name}${see}`);
  }
  return failure(`${error.message.replace(/^error: /, '')}${see}`);
}
