import { type Command, InvalidArgumentError } from 'commander';
import { Release } from '../api/index';
import { parseDuration } from '../duration';

/** How the values of options are read; each says what is wrong with a bad one. */
export function duration(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** A duration in which something can happen. */
export function someTime(text: string): number {
  const ms = duration(text);
  if (ms <= 0) throw new InvalidArgumentError('nothing can happen in no time');
  return ms;
}

export function integer(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError(`"${text}" is not a whole number from 0 on`);
  return Number(text);
}

export function positive(text: string): number {
  const value = integer(text);
  if (value < 1) throw new InvalidArgumentError('it must be 1 or more');
  return value;
}

export function release(text: string): string {
  try {
    return Release.of(text).version;
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** An option that may be given again and again. */
export function again(value: string, before: string[]): string[] {
  return [...before, value];
}

/** The options of a verb that plays one release from one seed. */
export function withCluster(command: Command): Command {
  return withDescriptions(
    command
      .option('--seed <number>', 'everything random is drawn from it', integer, 1)
      .option('--kubernetes <release>', 'release to play, 1.20 to 1.36', release, '1.36'),
  );
}

/** The options for files beside the manifests: how apps behave, what is in images. */
export function withDescriptions(command: Command): Command {
  return command
    .option('--behaviours <file>', 'YAML: how containers behave; may be given again', again, [] as string[])
    .option('--images <file>', 'YAML: what is in images; may be given again', again, [] as string[]);
}
