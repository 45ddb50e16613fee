import type { Applet } from './call';

/** `mount` alone: what is mounted where, as /proc/mounts has it. Whether it may mount anything nobody knows here. */
export const mount: Applet = function* (call) {
  if (call.args.length > 0) call.notImplemented(call.args.join(' '));
  for (const line of call.proc.fs.readFile(call.proc.path('/proc/mounts')).split('\n')) {
    const [source, target, type, options] = line.split(' ');
    if (type !== undefined) call.out(`${source} on ${target} type ${type} (${options})\n`);
  }
  return 0;
};
