import { stripVTControlCharacters } from 'node:util';
import { runProgram } from './program';

/** What a command has printed, and how it has ended. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Does what a command line says, in this process: a process of its own would have to load everything first, which takes
 * most of its time. Not for what is about processes (signals, standard input, output that nobody reads), nor for features with
 * definitions of their own, which a process loads only once.
 * @param folder where it is typed
 */
export async function typed(folder: string, ...words: string[]): Promise<Ended> {
  const { exitCode } = process;
  const before = process.cwd();
  process.chdir(folder);
  process.exitCode = undefined;
  const stdout = caught(process.stdout);
  const stderr = caught(process.stderr);
  try {
    await runProgram(words);
    return { status: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.release();
    stderr.release();
    process.exitCode = exitCode;
    process.chdir(before);
  }
}

/** What is written to a stream comes here instead; as for a pipe, without colours. */
function caught(stream: NodeJS.WriteStream): { text(): string; release(): void } {
  const { write } = stream;
  let text = '';
  stream.write = (data: string | Uint8Array) => {
    text += data.toString();
    return true;
  };
  return { text: () => stripVTControlCharacters(text), release: () => Object.assign(stream, { write }) };
}
