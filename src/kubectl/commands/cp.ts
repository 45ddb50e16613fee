import type { Pod } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, int, text } from '../command/spec';
import { failure } from '../errors';
import { defaultContainer, nodeOf } from '../pods';

export const cp: CommandSpec = {
  name: 'cp',
  flags: [text('container', { short: 'c' }), bool('no-preserve'), int('retries', { value: '0' })],
  run: runCp,
};

/** A side of a copy: a file of the workstation, or one in a pod. */
interface Place {
  readonly namespace?: string;
  readonly pod?: string;
  readonly path: string;
}

/** One file, in either direction. Directories are not copied. */
function* runCp(call: Call): Task<number> {
  const [from, to] = call.args;
  if (from === undefined || to === undefined || call.args.length > 2) {
    throw failure("source and destination are required\nSee 'kubectl cp -h' for help and examples");
  }
  const [source, target] = [placeOf(from), placeOf(to)];
  if (source.pod && target.pod) throw failure('one of src or dest must be a local file specification');
  if (source.pod) yield* download(call, source, target.path);
  else if (target.pod) yield* upload(call, source.path, target);
  else throw failure('one of src or dest must be a remote file specification');
  return 0;
}

function placeOf(word: string): Place {
  const colon = word.indexOf(':');
  if (colon < 0) return { path: word };
  const before = word.slice(0, colon).split('/');
  const [namespace, pod] = before.length > 1 ? [before[0], before[1]] : [undefined, before[0]];
  return { ...(namespace ? { namespace } : {}), pod, path: word.slice(colon + 1) };
}

function* filesOf(call: Call, { namespace, pod: name }: Place) {
  const { session } = call;
  const pod = yield* session.client.get<Pod>('Pod', namespace ?? session.namespace, name as string);
  const kubelet = yield* nodeOf(session, pod, 'stream');
  return kubelet.files(pod, call.text('container') ?? defaultContainer(session, pod));
}

function* download(call: Call, source: Place, path: string): Task {
  const { files } = call.session;
  if (!files.write) throw failure(`open ${path}: the workstation is read-only`);
  const remote = yield* filesOf(call, source);
  let data: string;
  try {
    data = remote.readFile(source.path);
  } catch {
    throw failure(
      `tar: ${source.path}: Cannot stat: No such file or directory\nerror: ${source.path} no such file or directory`,
    );
  }
  // tar of the container says so, as it makes the paths of the archive relative; kubectl shows it as output (cp.go).
  if (source.path.startsWith('/')) call.session.line("tar: removing leading '/' from member names");
  files.write(path, data);
}

function* upload(call: Call, path: string, target: Place): Task {
  let data: string;
  try {
    data = call.session.files(path);
  } catch {
    throw failure(`${path} doesn't exist in local filesystem`);
  }
  const remote = yield* filesOf(call, target);
  const file = target.path.endsWith('/') ? `${target.path}${path.split('/').pop()}` : target.path;
  remote.writeFile(file, data);
}
