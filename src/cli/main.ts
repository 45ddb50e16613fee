import { Command, CommanderError } from 'commander';
import { checkCommand } from './check/command';
import { diffCommand } from './diff/command';
import { explainCommand } from './explain/command';
import { fuzzCommand } from './fuzz/command';
import { workerCommand } from './fuzz/workerCommand';
import { initCommand } from './init/command';
import { playCommand } from './play/command';
import { runCommand } from './run/command';
import { stepsCommand } from './steps/command';
import { UsageError } from './usageError';
import { version } from './version';

/** Exit codes of every verb; `--help` shows them. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

const program = new Command('podwright')
  .description('Executable lifecycle specs for Kubernetes pods, on virtual time')
  .version(version())
  .enablePositionalOptions()
  .showHelpAfterError('(podwright --help shows what there is)')
  .showSuggestionAfterError()
  .addHelpText(
    'after',
    '\nExit codes: 0 all is well, 1 something failed or a command of a play went wrong, 2 the input can’t be used.',
  )
  .exitOverride();
program.addCommand(initCommand());
program.addCommand(runCommand());
program.addCommand(playCommand());
program.addCommand(checkCommand());
program.addCommand(diffCommand());
program.addCommand(fuzzCommand());
program.addCommand(explainCommand());
program.addCommand(stepsCommand());
program.addCommand(workerCommand(), { hidden: true });

/** A reader that goes away, as in `podwright play … | head`, is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

program.parseAsync(process.argv).catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `podwright: ${message}\n${process.env['PODWRIGHT_DEBUG'] && error instanceof Error ? `${error.stack}\n` : ''}`,
    );
    process.exitCode = EXIT.failed;
  }
});
