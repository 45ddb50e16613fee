import type { Task } from '../../kernel';
import { ExecError } from '../process';
import type { Applet, Call, Options } from './call';
import { interpretEscapes } from './printf';
import { readWhole } from './read';
import { linesOf } from './text';

/** `xargs [-n N] [-I X] [-r] [-0] command`. */
export const xargs: Applet = function* (call) {
  const gnuOnly = call.flavour === 'gnu' ? 'L:d:' : '';
  const longs = 'no-run-if-empty|r null|0 max-args=n max-procs=P max-lines=L replace=I delimiter=d verbose|t';
  const options = call.options(`n:I:rt0P:s:x${gnuOnly} ${longs}`, 'first');
  const items = itemsOf(yield* readWhole(call, '-'), options);
  const marker = options.value('I');
  if (items.length === 0 && (options.has('r') || marker !== undefined)) return 0;
  const template = options.rest.length > 0 ? options.rest : ['echo'];
  const size = marker !== undefined ? 1 : Number(options.value('n') ?? options.value('L') ?? Number.POSITIVE_INFINITY);
  let status = 0;
  for (let i = 0; i === 0 || i < items.length; i += Math.min(size, items.length || 1)) {
    const batch = items.slice(i, i + Math.min(size, items.length));
    const argv = marker === undefined ? [...template, ...batch] : filledIn(template, marker, batch[0]!);
    if (options.has('t')) call.err(`${argv.join(' ')}\n`);
    const code = yield* runOne(call, argv);
    if (code >= 124 && code <= 127) return code;
    if (code !== 0) status = 123;
  }
  return status;
};

/** 123 where the command fails, 124 where it wants no more, 126 and 127 where it cannot be run (XCU xargs). */
function* runOne(call: Call, argv: readonly string[]): Task<number> {
  try {
    const { code } = yield* call.proc.start(argv).ended.join();
    if (code === 255) return call.complain(`${argv[0]}: exited with status 255; aborting`, 124);
    return code === 0 ? 0 : 123;
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    return call.complain(`${argv[0]}: ${error.text}`, error.code);
  }
}

function filledIn(template: readonly string[], marker: string, item: string): string[] {
  return template.map((word) => word.replaceAll(marker, item.trim()));
}

function itemsOf(text: string, { has, value }: Options): string[] {
  const separator = has('0') ? '\0' : value('d') && interpretEscapes(value('d')!, 'any').text;
  if (separator) return text.split(separator).filter((item) => item !== '');
  const byLine = has('I') || has('L');
  return byLine ? linesOf(text).filter((line) => line.trim() !== '') : shellWords(text);
}

function shellWords(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/\\([\s\S])|"([^"]*)"|'([^']*)'/g, (_, a, b, c) => a ?? b ?? c ?? ''),
  );
}
