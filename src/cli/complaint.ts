import { causesOf } from '../causes';
import { quoteWord } from '../world/shell/quote';
import { UsageError } from './usageError';

/**
 * What a user is told of an error that ends a command. The errors that programming languages throw by themselves are
 * nobody's sentences: they are told as faults of Podwright, with the place, so that no user looks for them in manifests.
 * @param options.withStack default: whether PODWRIGHT_DEBUG is set
 * @param options.command the words after `podwright`; default: those of this process
 */
export function complaintOf(
  error: unknown,
  options: { readonly withStack?: boolean; readonly command?: readonly string[] } = {},
): string {
  const { withStack = !!process.env['PODWRIGHT_DEBUG'], command = process.argv.slice(2) } = options;
  if (!(error instanceof Error)) return `podwright: ${String(error)}\n`;
  if (error instanceof UsageError) return `${error.message}\n`;
  const root = [...causesOf(error)].at(-1) ?? error;
  const stack = withStack ? `${root.stack}\n` : '';
  if (!isSlip(root)) return `podwright: ${error.message}\n${stack}`;
  const again = `PODWRIGHT_DEBUG=1 podwright ${command.map(quoteWord).join(' ')}`;
  return (
    `podwright: a fault of Podwright itself, and not of its input: ${error.message}${placeOf(root)}.\n` +
    `Please report it, with the files that it was about${stack ? '' : ' and what this prints'}.\n` +
    (stack || `  ${again}\n`)
  );
}

function isSlip(error: Error): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}

/** The innermost place in our own sources: ` (api/validation/names, line 40)`. */
function placeOf({ stack = '' }: Error): string {
  const [, file, line] = /\/(?:src|steps)\/(?!.*node_modules)([\w./-]+)\.[jt]s:(\d+)/.exec(stack) ?? [];
  return file === undefined ? '' : ` (${file}, line ${line})`;
}
