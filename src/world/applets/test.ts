import { EXECUTE, FsError, joinPath, READ, WRITE } from '../files';
import type { Proc } from '../process';

/** An expression that `test` cannot understand: exit code 2. */
export class TestError extends Error {
  constructor(
    readonly kind: 'number' | 'range' | 'unary' | 'binary' | 'argument',
    readonly word: string,
  ) {
    super(word);
  }
}

/** What `test` asks the world about; the shell answers some of it in its own way. */
export interface TestWorld {
  readonly proc: Proc;
  isVariableSet?(name: string): boolean;
  isOptionSet?(name: string): boolean;
  /** bash: a file is newer than one that is missing. */
  readonly missingIsOld?: boolean;
}

const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);
const UNARY = /^-[bcdefghknoprstuvwxzLSOG]$/;

/** `-eq`, `=`, `-nt`: stands between two words. */
export function isBinaryTest(word: string): boolean {
  return BINARY.has(word);
}

/** `-f`, `-z`: stands before one word. */
export function isUnaryTest(word: string): boolean {
  return UNARY.test(word);
}

/**
 * `test` and `[` (XCU test): with up to four arguments by their number, with more by precedence.
 * @throws TestError
 */
export function evaluateTest(args: readonly string[], world: TestWorld): boolean {
  switch (args.length) {
    case 0:
      return false;
    case 1:
      return args[0] !== '';
    case 2:
      if (args[0] === '!') return args[1] === '';
      if (UNARY.test(args[0]!)) return testUnary(args[0]!, args[1]!, world);
      throw new TestError('unary', args[0]!);
    case 3:
      if (BINARY.has(args[1]!)) return testBinary(args[1]!, args[0]!, args[2]!, world);
      if (args[0] === '!') return !evaluateTest(args.slice(1), world);
      if (args[0] === '(' && args[2] === ')') return args[1] !== '';
      break;
    case 4:
      if (args[0] === '!') return !evaluateTest(args.slice(1), world);
      if (args[0] === '(' && args[3] === ')') return evaluateTest(args.slice(1, 3), world);
      break;
  }
  return parseExpression(args, world);
}

/** `-a` binds tighter than `-o`. */
function parseExpression(args: readonly string[], world: TestWorld): boolean {
  let at = 0;
  const result = either();
  if (at < args.length) throw new TestError('binary', args[at]!);
  return result;

  function either(): boolean {
    let value = both();
    while (args[at] === '-o') {
      at++;
      value = both() || value;
    }
    return value;
  }
  function both(): boolean {
    let value = primary();
    while (args[at] === '-a') {
      at++;
      value = primary() && value;
    }
    return value;
  }
  function primary(): boolean {
    const word = args[at];
    if (word === undefined) throw new TestError('argument', args[at - 1] ?? '');
    const operator = args[at + 1];
    if (operator !== undefined && BINARY.has(operator) && at + 2 < args.length) {
      at += 3;
      return testBinary(operator, word, args[at - 1]!, world);
    }
    at++;
    if (word === '!') return !primary();
    if (word === '(') {
      const value = either();
      if (args[at++] !== ')') throw new TestError('argument', ')');
      return value;
    }
    if (UNARY.test(word) && at < args.length && args[at] !== '-a' && args[at] !== '-o')
      return testUnary(word, args[at++]!, world);
    return word !== '';
  }
}

/** `-f path`, `-z text` … */
export function testUnary(operator: string, operand: string, world: TestWorld): boolean {
  const { proc } = world;
  switch (operator) {
    case '-z':
      return operand === '';
    case '-n':
      return operand !== '';
    case '-t':
      return proc.tty && integer(operand) <= 2n;
    case '-v':
      return world.isVariableSet?.(operand) ?? false;
    case '-o':
      return world.isOptionSet?.(operand) ?? false;
    case '-e':
      return proc.fs.exists(proc.path(operand));
  }
  return testFile(operator, operand, proc);
}

function testFile(operator: string, path: string, proc: Proc): boolean {
  if (path === '' || !proc.fs.exists(proc.path(path)))
    return (operator === '-L' || operator === '-h') && isLink(proc, path);
  const stat = proc.fs.stat(proc.path(path));
  switch (operator) {
    case '-f':
      return stat.type === 'file';
    case '-d':
      return stat.type === 'directory';
    case '-s':
      return stat.sizeBytes > 0;
    case '-x':
      return proc.fs.allows(proc.path(path), EXECUTE);
    case '-L':
    case '-h':
      return isLink(proc, path);
    case '-c':
      return stat.type === 'device';
    case '-r':
      return proc.fs.allows(proc.path(path), READ);
    case '-w':
      return proc.fs.allows(proc.path(path), WRITE);
    case '-O':
      return stat.uid === proc.uid;
    case '-G':
      return stat.gid === proc.gid;
    case '-u':
      return (stat.mode & 0o4000) !== 0;
    case '-g':
      return (stat.mode & 0o2000) !== 0;
    case '-k':
      return (stat.mode & 0o1000) !== 0;
    default:
      return false;
  }
}

function isLink(proc: Proc, path: string): boolean {
  try {
    return path !== '' && proc.fs.stat(proc.path(path), { follow: false }).type === 'link';
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

/** `a = b`, `1 -lt 2`, `f -nt g` … */
export function testBinary(operator: string, left: string, right: string, world: TestWorld): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-eq':
      return integer(left) === integer(right);
    case '-ne':
      return integer(left) !== integer(right);
    case '-lt':
      return integer(left) < integer(right);
    case '-le':
      return integer(left) <= integer(right);
    case '-gt':
      return integer(left) > integer(right);
    case '-ge':
      return integer(left) >= integer(right);
    case '-nt':
      return isNewer(left, right, world);
    case '-ot':
      return isNewer(right, left, world);
    case '-ef':
      return (
        world.proc.fs.exists(world.proc.path(left)) &&
        joinPath(world.proc.fs.realPath(world.proc.path(left)), '') ===
          joinPath(world.proc.fs.realPath(world.proc.path(right)), '')
      );
    default:
      throw new TestError('binary', operator);
  }
}

function isNewer(path: string, than: string, { proc, missingIsOld }: TestWorld): boolean {
  const [a, b] = [path, than].map((p) =>
    proc.fs.exists(proc.path(p)) ? proc.fs.stat(proc.path(p)).mtimeMs : undefined,
  );
  if (a === undefined) return false;
  return b === undefined ? (missingIsOld ?? false) : a > b;
}

function integer(text: string): bigint {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError('number', text);
  const value = BigInt(text.trim().replace(/^\+/, ''));
  if (BigInt.asIntN(64, value) !== value) throw new TestError('range', text);
  return value;
}
