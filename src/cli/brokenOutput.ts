/** All is well, but not everything that was to be written could be. */
const UNWRITTEN = 3;

/**
 * Has the process go on when what it prints can't be written any more, so that reports are complete and the exit code says what
 * came out. A reader that goes away, as in `podwright steps | head`, is no error; a full disk is told, and is one.
 */
export function outliveOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`podwright: the output can't be written: ${error.message}\n`);
    process.once('exit', () => {
      process.exitCode ||= UNWRITTEN;
    });
  });
  // Nobody is left who could be told
  process.stderr.on('error', () => {});
}
