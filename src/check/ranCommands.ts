import type { Probe } from '../api/index';

/** A shell's own words, which are not handed on to what it runs. */
const OWN_WORDS = /^(?:(?:exec|command|if|then|else|elif|while|until|do|!|\{|\() +|\w+=\S* +)+/;

/**
 * The command lines by which what an exec probe runs is known when it runs: the probe's own, and where that is a shell script
 * those in it, as the shell hands them on: without quotes, and no further than the shell's files and variables, which
 * nobody knows before.
 */
export function ranCommands({ exec }: Probe = {}): string[] {
  const command = exec?.command ?? [];
  const inner = (scriptOf(command) ?? '').split(/&&|\|\||[;|\n]/).map(asRun);
  return [...new Set([command.join(' '), ...inner])].filter(Boolean);
}

/** The script of `sh -c 'script'`, `bash -eo pipefail -c 'script'` and `sh -c -e 'script'`. */
export function scriptOf([shell = '', ...words]: readonly string[]): string | undefined {
  if (!/(^|\/)(ba|da|a)?sh$/.test(shell)) return undefined;
  const at = words.findIndex((word, i) => !/^[-+]/.test(word) && !/^[-+]\w*o$/.test(words[i - 1] ?? ''));
  return words.slice(0, Math.max(at, 0)).some((word) => /^-\w*c/.test(word)) ? words[at] : undefined;
}

function asRun(line: string): string {
  const words =
    line
      .trim()
      .replace(OWN_WORDS, '')
      .match(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  const unknown = words.findIndex((word) => /[$`]/.test(word.replace(/'[^']*'/g, '')) || /^\d*[<>]/.test(word));
  const known = unknown < 0 ? words : words.slice(0, unknown);
  return known.map((word) => word.replace(/"([^"]*)"|'([^']*)'|\\(.)/g, '$1$2$3')).join(' ');
}
