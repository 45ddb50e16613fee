import { remembered } from '../../kernel';
import { absolutePath, EXECUTE, type FileSystem, joinPath, permits, RegularFile } from '../files';
import { ExecError, NotImplementedError } from './errors';
import type { Program, ProgramTable } from './program';

/** A program that is ready to run. */
export interface Executable {
  readonly program: Program;
  /** As the program will see it: with the interpreter in front where `#!` says so. */
  readonly argv: string[];
  /** The file that was found. */
  readonly path: string;
}

export interface ExecContext {
  readonly fs: FileSystem;
  readonly programs: ProgramTable;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What the runtime and shells search when PATH is not set. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Interpreters of interpreters before execve gives up (BINPRM_BUF… of Linux allows 5). */
const MAX_INTERPRETERS = 5;

/**
 * From a command line to a program, as execvp(3) does it: PATH, links, the x bit, `#!`.
 * @throws ExecError
 */
export function resolveProgram(argv: readonly string[], context: ExecContext, depth = 0): Executable {
  const name = argv[0] ?? '';
  const path = findExecutable(name, context);
  if (path === undefined) {
    const { fallback } = context.programs;
    if (context.fs.assumed && fallback && name !== '') return { program: fallback, argv: [...argv], path: name };
    throw new ExecError(name, name.includes('/') ? 'no-such-file' : 'not-in-path');
  }
  const node = context.fs.nodeAt(path);
  if (node?.kind === 'directory') throw new ExecError(name, 'is-directory');
  if (!(node instanceof RegularFile) || !permits(node, EXECUTE, context.fs.credentials))
    throw new ExecError(name, 'permission-denied');
  if (node.program !== undefined) {
    const program = context.programs.find(node.program) ?? (context.fs.assumed ? context.programs.fallback : undefined);
    if (!program) throw new NotImplementedError(`the program ${path}`, 'the image');
    return { program, argv: [...argv], path };
  }
  const interpreter = /^#! *(\S+)(?:[ \t]+(.*\S))?[ \t]*(?:\n|$)/.exec(node.data);
  if (!interpreter || depth >= MAX_INTERPRETERS) throw new ExecError(name, 'exec-format');
  // The script is told the name that it was called by.
  const script = name.includes('/') ? name : path;
  const scriptArgv = [interpreter[1]!, ...(interpreter[2] ? [interpreter[2]] : []), script, ...argv.slice(1)];
  if (!context.fs.exists(interpreter[1]!)) throw new ExecError(path, 'no-interpreter');
  return resolveProgram(scriptArgv, context, depth + 1);
}

/** The files that may be meant by a name, for each PATH: those of the command of a probe are asked for again and again. */
const candidates = remembered(
  (path) => remembered((name) => path.split(':').map((directory) => joinPath(directory, name)), 200),
  50,
);

/** The file that a command name stands for; a file without x bit counts only where no other is found. */
export function findExecutable(name: string, context: ExecContext): string | undefined {
  if (name === '') return undefined;
  if (name.includes('/')) {
    const path = absolutePath(name, context.cwd);
    return context.fs.exists(path) ? path : undefined;
  }
  let forbidden: string | undefined;
  for (const candidate of candidates(context.env['PATH'] ?? DEFAULT_PATH)(name)) {
    const path = candidate.startsWith('/') ? candidate : absolutePath(candidate, context.cwd);
    const node = context.fs.find(path);
    if (!(node instanceof RegularFile)) continue;
    if (permits(node, EXECUTE, context.fs.credentials)) return path;
    forbidden ??= path;
  }
  return forbidden;
}
