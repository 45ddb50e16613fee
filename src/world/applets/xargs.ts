import { ExecError } from '../process';
import type { Applet } from './call';
import { readWhole } from './files';
import { interpretEscapes } from './printf';
import { linesOf } from './text';

/** `xargs [-n N] [-I X] [-r] [-0] command`. */
export const xargs: Applet = function* (call) {
  const { rest, value, has } = call.options(
    `n:I:rt0P:s:x${call.flavour === 'gnu' ? 'L:d:' : ''} no-run-if-empty|r null|0 max-args=n max-procs=P max-lines=L replace=I`,
    'first',
  );
  const text = yield* readWhole(call, '-');
  const template = rest.length > 0 ? rest : ['echo'];
  const marker = value('I');
  const byLine = marker !== undefined || value('L') !== undefined;
  const separator = has('0') ? '\0' : value('d') && interpretEscapes(value('d')!, 'any').text;
  const items = separator
    ? text.split(separator).filter((item) => item !== '')
    : byLine
      ? linesOf(text).filter((line) => line.trim() !== '')
      : shellWords(text);
  const size = marker !== undefined ? 1 : Number(value('n') ?? value('L') ?? Number.POSITIVE_INFINITY);
  if (items.length === 0 && (has('r') || marker !== undefined)) return 0;
  let status = 0;
  for (let i = 0; i === 0 || i < items.length; i += Math.min(size, items.length || 1)) {
    const batch = items.slice(i, i + Math.min(size, items.length));
    const argv =
      marker === undefined
        ? [...template, ...batch]
        : template.map((word) => word.replaceAll(marker, batch[0]!.trim()));
    if (has('t')) call.err(`${argv.join(' ')}\n`);
    try {
      const { code } = yield* call.proc.start(argv).ended.join();
      if (code === 255) return call.complain(`${argv[0]}: exited with status 255; aborting`, 124);
      if (code !== 0) status = 123;
    } catch (error) {
      if (!(error instanceof ExecError)) throw error;
      return call.complain(
        `${argv[0]}: ${error.code === 127 ? 'No such file or directory' : 'Permission denied'}`,
        error.code,
      );
    }
  }
  return status;
};

function shellWords(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/\\([\s\S])|"([^"]*)"|'([^']*)'/g, (_, a, b, c) => a ?? b ?? c ?? ''),
  );
}
