import type { Command, Option } from 'commander';
import { formatDuration } from '../duration';
import { duration } from './options';

/** Has a verb's help say values as they are typed: `1m` and not the milliseconds that it stands for, no empty list. */
export function withHelp(command: Command): Command {
  return command.configureHelp({ optionDescription });
}

function optionDescription({
  description,
  argChoices,
  defaultValue,
  defaultValueDescription,
  parseArg,
}: Option): string {
  const isNothing = defaultValue === undefined || defaultValue === false || String(defaultValue) === '';
  const isDuration = (parseArg as unknown) === duration;
  const said = defaultValueDescription ?? (isDuration ? formatDuration(Number(defaultValue)) : String(defaultValue));
  const notes = [...(argChoices ? [argChoices.join(', ')] : []), ...(isNothing ? [] : [`default: ${said}`])];
  return notes.length > 0 ? `${description} (${notes.join('; ')})` : description;
}
