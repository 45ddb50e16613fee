import { Command, CommanderError } from 'commander';
import { complaintOf } from './complaint';
import { withHelp } from './help';
import { isInputFault } from './inputFault';
import { UsageError } from './usageError';
import { VERBS } from './verbs';
import { version } from './version';

/** Exit codes of every verb; `--help` shows them. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/**
 * Does what a command line says: prints, and leaves the exit code to the process.
 * @param words what was typed after `podwright`
 */
export async function runProgram(words: readonly string[]): Promise<void> {
  try {
    await programFor(words[0]).parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // kubectl has manifests behind -f, and so has why.
      if (/unknown option '(?:-f|--filename)/.test(error.message))
        process.stderr.write(`(manifests are named without it: podwright ${words[0]} deployment.yaml)\n`);
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    } else {
      process.stderr.write(complaintOf(error, { command: words }));
      process.exitCode = exitCodeOf(error);
    }
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return error.exitCode;
  return isInputFault(error) ? EXIT.usage : EXIT.failed;
}

/** The verb that is asked for is loaded, the others are only named: that is enough for help and for near names. */
function programFor(verb: string | undefined): Command {
  const program = new Command('podwright')
    .description('Executable lifecycle specs for Kubernetes pods, on virtual time')
    .version(version())
    .enablePositionalOptions()
    .showHelpAfterError('(podwright --help shows what there is)')
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      "\nExit codes: 0 all is well, 1 something does not hold or went wrong, 2 the input can't be used, 3 all is well but\nthe output can't be written. When podwright run and fuzz are interrupted: 130, 143.",
    )
    .exitOverride();
  for (const [name, { description, usage, hidden = false, load }] of Object.entries(VERBS)) {
    const isAsked = verb === name || verb === 'help';
    program.addCommand(isAsked ? withHelp(load()) : new Command(name).description(description).usage(usage), {
      hidden,
    });
  }
  return program;
}
