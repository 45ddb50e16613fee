import { type FileStat, joinPath } from '../files';
import type { Applet, Call } from './call';

type Test = (path: string, stat: FileStat) => boolean;

interface Query {
  maxDepth: number;
  minDepth: number;
  delete: boolean;
  readonly tests: Test[];
}

/** `find [path…] [-name p] [-type t] [-maxdepth n] [-newer f] [-mmin n] [-print] [-delete]`. */
export const find: Applet = function* (call) {
  const at = call.args.findIndex((arg) => /^[-(!]/.test(arg));
  const paths = at < 0 ? call.args : call.args.slice(0, at);
  const query = readQuery(call, at < 0 ? [] : call.args.slice(at));
  return yield* call.eachPath(paths.length > 0 ? paths : ['.'], { busybox: '%s', gnu: '‘%s’' }, function* (path) {
    visit(call, path, 0, query);
  });
};

function readQuery(call: Call, words: readonly string[]): Query {
  const query: Query = { maxDepth: Number.POSITIVE_INFINITY, minDepth: 0, delete: false, tests: [] };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '-delete') query.delete = true;
    else if (word === '-empty') query.tests.push((_, stat) => stat.sizeBytes === 0);
    else if (word === '-maxdepth') query.maxDepth = Number(words[++i]);
    else if (word === '-mindepth') query.minDepth = Number(words[++i]);
    else if (word !== '-print') query.tests.push(testOf(call, word, words[++i] ?? ''));
  }
  return query;
}

function testOf(call: Call, word: string, value: string): Test {
  switch (word) {
    case '-name':
    case '-iname': {
      const expression = new RegExp(`^${globSource(value)}$`, word === '-iname' ? 'i' : '');
      return (path) => expression.test(path.slice(path.lastIndexOf('/') + 1));
    }
    case '-path': {
      const expression = new RegExp(`^${globSource(value)}$`);
      return (path) => expression.test(path);
    }
    case '-type': {
      const wanted = { f: 'file', d: 'directory', l: 'link', c: 'device' }[value];
      return (_, stat) => stat.type === wanted;
    }
    case '-newer': {
      const { mtimeMs } = call.proc.fs.stat(call.proc.path(value));
      return (_, stat) => stat.mtimeMs > mtimeMs;
    }
    case '-mmin':
      return ageTest(call, value, 60_000);
    case '-mtime':
      return ageTest(call, value, 86_400_000);
    default:
      return call.notImplemented(word);
  }
}

function globSource(pattern: string): string {
  return pattern
    .replace(/[\\^$.+(){}|]/g, '\\$&')
    .replace(/\*/g, '[\\s\\S]*')
    .replace(/\?/g, '[\\s\\S]');
}

function ageTest(call: Call, text: string, unitMs: number): Test {
  const wanted = Number(text.replace(/^[-+]/, ''));
  return (_, stat) => {
    const age = Math.floor((call.proc.kernel.now - stat.mtimeMs) / unitMs);
    return text.startsWith('-') ? age < wanted : text.startsWith('+') ? age > wanted : age === wanted;
  };
}

function visit(call: Call, path: string, depth: number, query: Query): void {
  const stat = call.proc.fs.stat(call.proc.path(path), { follow: false });
  const matches = depth >= query.minDepth && query.tests.every((test) => test(path, stat));
  if (matches && !query.delete) call.out(`${path}\n`);
  if (stat.type === 'directory' && depth < query.maxDepth) {
    for (const name of call.proc.fs.list(call.proc.path(path))) visit(call, joinPath(path, name), depth + 1, query);
  }
  if (matches && query.delete && depth > 0) call.proc.fs.remove(call.proc.path(path));
}
