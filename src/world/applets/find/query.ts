import type { Task } from '../../../kernel';
import { accountOfUser, groupIdOf } from '../../accounts';
import type { FileStat } from '../../files';
import { matchesPattern } from '../../shell/pattern';
import { type Call, UsageError } from '../call';
import { parseMode } from '../mode';
import { PosixRegExp } from '../regex';

/** What is tested: a path as it was found. */
export interface Visit {
  readonly path: string;
  readonly stat: FileStat;
  /** Set by -prune: what is below is left out. */
  pruned: boolean;
  /** Set by -quit. */
  quit: boolean;
}

export type Test = (visit: Visit) => Task<boolean>;

/** What `find` is asked for. */
export interface Query {
  maxDepth: number;
  minDepth: number;
  depthFirst: boolean;
  /** An action says what is done; without one the path is printed. */
  acts: boolean;
  test: Test;
  /** Commands of `-exec … +`, run at the end with all paths. */
  readonly batches: { readonly argv: readonly string[]; readonly paths: string[] }[];
}

/** How `-exec` runs a command. */
export type Run = (argv: readonly string[]) => Task<number>;

const plain = (test: (visit: Visit) => boolean): Test =>
  function* (visit) {
    return test(visit);
  };

/** Reads the expression: `!` binds tightest, then -a, then -o (POSIX find). */
export class QueryReader {
  private at = 0;
  private readonly query: Query = {
    maxDepth: Number.POSITIVE_INFINITY,
    minDepth: 0,
    depthFirst: false,
    acts: false,
    test: plain(() => true),
    batches: [],
  };

  constructor(
    private readonly call: Call,
    private readonly words: readonly string[],
    private readonly run: Run,
  ) {}

  read(): Query {
    if (this.words.length > 0) this.query.test = this.either();
    if (this.at < this.words.length) this.unrecognized(this.words[this.at]!);
    return this.query;
  }

  private either(): Test {
    const tests = [this.both()];
    while (this.take('-o') || this.take('-or')) tests.push(this.both());
    if (tests.length === 1) return tests[0]!;
    return function* (visit) {
      for (const test of tests) if (yield* test(visit)) return true;
      return false;
    };
  }

  private both(): Test {
    const tests: Test[] = [];
    while (this.at < this.words.length && !/^(?:-o|-or|\))$/.test(this.words[this.at]!)) {
      if (!this.take('-a') && !this.take('-and')) tests.push(this.primary());
    }
    return function* (visit) {
      for (const test of tests) if (!(yield* test(visit))) return false;
      return true;
    };
  }

  private primary(): Test {
    const word = this.words[this.at++]!;
    if (word === '!' || word === '-not') {
      const test = this.primary();
      return function* (visit) {
        return !(yield* test(visit));
      };
    }
    if (word !== '(') return this.action(word) ?? plain(this.test(word));
    const test = this.either();
    if (!this.take(')')) throw new UsageError("unpaired '('");
    return test;
  }

  private take(word: string): boolean {
    if (this.words[this.at] !== word) return false;
    this.at++;
    return true;
  }

  private argument(word: string): string {
    const value = this.words[this.at++];
    if (value === undefined) {
      throw new UsageError(
        this.call.flavour === 'busybox' ? `${word} requires an argument` : `missing argument to \`${word}'`,
      );
    }
    return value;
  }

  /** What is done with a path, and options, which hold for all. */
  private action(word: string): Test | undefined {
    const { query, call } = this;
    switch (word) {
      case '-print':
      case '-print0':
        query.acts = true;
        return plain(({ path }) => {
          call.out(`${path}${word === '-print' ? '\n' : '\0'}`);
          return true;
        });
      case '-delete':
        query.acts = true;
        query.depthFirst = true;
        return plain(({ path }) => {
          if (path !== '.') call.proc.fs.remove(call.proc.path(path));
          return true;
        });
      case '-exec':
        query.acts = true;
        return this.exec();
      case '-prune':
        return plain((visit) => {
          visit.pruned = true;
          return true;
        });
      case '-quit':
        return plain((visit) => {
          visit.quit = true;
          return true;
        });
      case '-maxdepth':
      case '-mindepth':
        query[word === '-maxdepth' ? 'maxDepth' : 'minDepth'] = this.number(word);
        return plain(() => true);
      case '-depth':
        query.depthFirst = true;
        return plain(() => true);
      case '-xdev':
      case '-follow':
        return plain(() => true);
    }
    return undefined;
  }

  private number(word: string): number {
    const text = this.argument(word);
    if (!/^\d+$/.test(text)) throw new UsageError(`invalid number '${text}'`);
    return Number(text);
  }

  /** `-exec command {} ;` runs it for each path, `-exec command {} +` once for all. */
  private exec(): Test {
    const start = this.at;
    if (start >= this.words.length) this.argument('-exec');
    while (this.at < this.words.length && this.words[this.at] !== ';' && !this.isBatchEnd()) this.at++;
    const end = this.words[this.at++];
    if (end === undefined)
      throw new UsageError(
        this.call.flavour === 'busybox' ? '-exec requires an argument' : "missing argument to `-exec'",
      );
    const argv = this.words.slice(start, this.at - 1);
    if (end === '+') return this.batch(argv.slice(0, -1));
    const { run } = this;
    return function* ({ path }) {
      return (yield* run(argv.map((word) => word.replaceAll('{}', path)))) === 0;
    };
  }

  private isBatchEnd(): boolean {
    return this.words[this.at] === '+' && this.words[this.at - 1] === '{}';
  }

  private batch(argv: readonly string[]): Test {
    const paths: string[] = [];
    this.query.batches.push({ argv, paths });
    return plain(({ path }) => {
      paths.push(path);
      return true;
    });
  }

  private test(word: string): (visit: Visit) => boolean {
    const { call } = this;
    switch (word) {
      case '-name':
      case '-iname': {
        const pattern = caseOf(word, this.argument(word));
        return ({ path }) => matchesPattern(pattern, caseOf(word, nameOf(path)));
      }
      case '-path':
      case '-ipath':
      case '-wholename': {
        const pattern = caseOf(word, this.argument(word));
        return ({ path }) => matchesPattern(pattern, caseOf(word, path));
      }
      case '-regex': {
        const expression = PosixRegExp.compile(`^\\(${this.argument(word)}\\)$`, 'basic');
        return ({ path }) => expression.test(path);
      }
      case '-type':
        return this.type(this.argument(word));
      case '-empty':
        return ({ path, stat }) =>
          stat.type === 'directory' ? call.proc.fs.list(call.proc.path(path)).length === 0 : stat.sizeBytes === 0;
      case '-size':
        return this.size(this.argument(word));
      case '-perm':
        return this.permissions(this.argument(word));
      case '-user':
      case '-uid': {
        const uid = accountOfUser(call.proc.fs, this.argument(word))?.uid;
        return ({ stat }) => stat.uid === uid;
      }
      case '-group':
      case '-gid': {
        const gid = groupIdOf(call.proc.fs, this.argument(word));
        return ({ stat }) => stat.gid === gid;
      }
      case '-newer': {
        const { mtimeMs } = call.proc.fs.stat(call.proc.path(this.argument(word)));
        return ({ stat }) => stat.mtimeMs > mtimeMs;
      }
      case '-mmin':
      case '-cmin':
      case '-amin':
        return this.age(this.argument(word), 60_000);
      case '-mtime':
      case '-ctime':
      case '-atime':
        return this.age(this.argument(word), 86_400_000);
      case '-true':
        return () => true;
      case '-false':
        return () => false;
    }
    return this.unrecognized(word);
  }

  /** Tests of the real find that are not here end the run; what it does not know either is a mistake of the script. */
  private unrecognized(word: string): never {
    if (KNOWN.has(word)) this.call.notImplemented(word);
    if (this.call.flavour === 'gnu') throw new UsageError(`unknown predicate \`${word}'`);
    this.call.complain(`unrecognized: ${word}`);
    return this.call.usage();
  }

  private type(letter: string): (visit: Visit) => boolean {
    const wanted: Readonly<Record<string, string>> = {
      f: 'file',
      d: 'directory',
      l: 'link',
      c: 'device',
      b: '',
      p: '',
      s: '',
    };
    if (wanted[letter] === undefined) {
      throw new UsageError(
        this.call.flavour === 'busybox'
          ? `invalid argument '${letter}' to '-type'`
          : `Unknown argument to -type: ${letter}`,
      );
    }
    return ({ stat }) => stat.type === wanted[letter];
  }

  /** In blocks of 512 bytes unless a unit says otherwise, rounded up. */
  private size(text: string): (visit: Visit) => boolean {
    const match = /^([-+]?)(\d+)([cwbkMG]?)$/.exec(text);
    if (!match) throw new UsageError(`invalid number '${text}'`);
    const unit = { c: 1, w: 2, b: 512, k: 1024, M: 1024 ** 2, G: 1024 ** 3 }[match[3] || 'b']!;
    return ({ stat }) => compares(match[1]!, Math.ceil(stat.sizeBytes / unit), Number(match[2]));
  }

  private permissions(text: string): (visit: Visit) => boolean {
    const mode = parseMode(text.replace(/^[-/+]/, ''), 0) ?? 0;
    return ({ stat }) => {
      const bits = stat.mode & 0o7777;
      if (text.startsWith('-')) return (bits & mode) === mode;
      return /^[/+]/.test(text) ? (bits & mode) !== 0 || mode === 0 : bits === mode;
    };
  }

  private age(text: string, unitMs: number): (visit: Visit) => boolean {
    const wanted = Number(text.replace(/^[-+]/, ''));
    const { kernel } = this.call.proc;
    return ({ stat }) => compares(text[0]!, Math.floor((kernel.now - stat.mtimeMs) / unitMs), wanted);
  }
}

/** `+n` is more than n, `-n` less. */
function compares(sign: string, value: number, wanted: number): boolean {
  return sign === '-' ? value < wanted : sign === '+' ? value > wanted : value === wanted;
}

function nameOf(path: string): string {
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path;
  return trimmed.slice(trimmed.lastIndexOf('/') + 1) || trimmed;
}

function caseOf(word: string, text: string): string {
  return word.startsWith('-i') ? text.toLowerCase() : text;
}

const KNOWN = new Set(
  '-printf -fprintf -ls -fls -ok -okdir -execdir -inum -links -samefile -context -newermt -nouser -nogroup'.split(' '),
);
