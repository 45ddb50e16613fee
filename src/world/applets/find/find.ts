import type { Task } from '../../../kernel';
import { FsError } from '../../files';
import { ExecError } from '../../process';
import type { Applet, Call } from '../call';
import { type Query, QueryReader, type Visit } from './query';

/** find: paths, then an expression of tests and actions. */
export const find: Applet = function* (call) {
  const words = call.args.filter((word, i) => !(i === 0 && /^-[HLP]$/.test(word)));
  const at = words.findIndex((word) => /^[-(!]/.test(word));
  const paths = at < 0 ? words : words.slice(0, at);
  const query = new QueryReader(call, at < 0 ? [] : words.slice(at), (argv) => runCommand(call, argv)).read();
  const search = new Search(call, query);
  for (const path of paths.length > 0 ? paths : ['.']) yield* search.visit(path, 0);
  for (const { argv, paths: found } of query.batches) {
    if (found.length > 0 && (yield* runCommand(call, [...argv, ...found])) !== 0) search.status = 1;
  }
  return search.status;
};

/** Runs the command of -exec; one that cannot be started fails without ending the search. */
function* runCommand(call: Call, argv: readonly string[]): Task<number> {
  try {
    return (yield* call.proc.start(argv).ended.join()).code;
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    call.complain(call.flavour === 'busybox' ? `${argv[0]}: ${error.text}` : `'${argv[0]}': ${error.text}`);
    return error.code;
  }
}

/** Goes through the trees. */
class Search {
  status = 0;
  private done = false;

  constructor(
    private readonly call: Call,
    private readonly query: Query,
  ) {}

  *visit(path: string, depth: number): Task {
    if (this.done) return;
    const { proc } = this.call;
    try {
      const stat = proc.fs.stat(proc.path(path), { follow: false });
      const visit: Visit = { path, stat, pruned: false, quit: false };
      if (!this.query.depthFirst) yield* this.apply(visit, depth);
      if (stat.type === 'directory' && depth < this.query.maxDepth && !visit.pruned) yield* this.below(path, depth);
      if (this.query.depthFirst) yield* this.apply(visit, depth);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      this.status = 1;
      this.call.complainAbout(error, path, '%s', "'%s'");
    }
  }

  private *below(path: string, depth: number): Task {
    const { proc } = this.call;
    const prefix = path.endsWith('/') ? path : `${path}/`;
    for (const name of proc.fs.list(proc.path(path))) yield* this.visit(prefix + name, depth + 1);
  }

  private *apply(visit: Visit, depth: number): Task {
    if (depth < this.query.minDepth || this.done) return;
    const matches = yield* this.query.test(visit);
    if (matches && !this.query.acts && this.query.batches.length === 0) this.call.out(`${visit.path}\n`);
    this.done ||= visit.quit;
  }
}
