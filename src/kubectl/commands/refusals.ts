import { type CommandSpec, duration, text } from '../command/spec';
import { failure } from '../errors';
import { podOf } from '../pods';

/** Commands that exist and can't do anything here: each says why, and what does the same. */
const REFUSALS: Readonly<Record<string, string>> = {
  proxy: 'proxy is not supported: there is no HTTP server behind this kubectl; use kubectl get -o json',
  edit: 'edit is not supported: there is no editor here; use kubectl patch, or change the file and kubectl apply it',
  certificate: 'certificate is not supported: nobody needs certificates here',
  kustomize: 'kustomize is not supported: render the manifests first and pass them with -f',
  plugin: 'plugins are not supported',
  completion: 'completion is not supported: there is no shell whose words could be completed',
  options: 'options are not listed here; kubectl COMMAND --help names those of a command',
};

export const refusals: readonly CommandSpec[] = Object.entries(REFUSALS).map(([name, why]) => ({
  name,
  readsNoFlags: true,
  *run(): Generator<never, number, unknown> {
    throw failure(why);
  },
}));

/** What it is asked to reach is looked for first, as kubectl does. */
export const portForward: CommandSpec = {
  name: 'port-forward',
  flags: [text('address'), duration('pod-running-timeout')],
  *run(call) {
    const [word] = call.args;
    if (word === undefined || call.args.length < 2)
      return call.usage('TYPE/NAME and list of ports are required for port-forward');
    yield* podOf(call.session, word, { saysWhich: false });
    throw failure(
      'port-forward is not supported: there is no machine outside the cluster whose port could be forwarded; use kubectl exec, or a Service and the address of a node',
    );
  },
};
