import { RESOURCES, serves } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, text } from '../command/spec';
import { failure } from '../errors';
import { toJson } from '../output/json';
import { toYaml } from '../output/yaml';
import type { Session } from '../session';
import { TableLayout } from '../table/index';

export const apiVersions: CommandSpec = {
  name: 'api-versions',
  *run({ session }) {
    const versions = RESOURCES.flatMap((resource) =>
      [resource.apiVersion, ...resource.otherVersions.map((other) => other.apiVersion)].filter((apiVersion) =>
        serves(resource, apiVersion, session.release),
      ),
    );
    for (const version of [...new Set(versions)].sort()) session.line(version);
    return 0;
  },
};

export const version: CommandSpec = {
  name: 'version',
  flags: [bool('client'), bool('short'), text('output', { short: 'o' })],
  *run(call) {
    const { session } = call;
    const gitVersion = `v${session.release.version}.0`;
    const info = { major: '1', minor: String(session.release.minor), gitVersion, platform: 'linux/amd64' };
    const both = { clientVersion: info, ...(call.flag('client') ? {} : { serverVersion: info }) };
    if (call.text('output') === 'json') session.io.stdout(toJson(both));
    else if (call.text('output') === 'yaml') session.io.stdout(toYaml(both));
    else {
      session.line(`Client Version: ${gitVersion}`);
      session.line('Kustomize Version: none');
      if (!call.flag('client')) session.line(`Server Version: ${gitVersion}`);
    }
    return 0;
  },
};

export const clusterInfo: CommandSpec = {
  name: 'cluster-info',
  *run({ session }) {
    session.line('Kubernetes control plane is running at https://kubernetes.default.svc:443');
    session.line('');
    session.line("To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.");
    return 0;
  },
};

const CONTEXT = 'podwright';

export const config: CommandSpec = {
  name: 'config',
  commands: [
    {
      name: 'current-context',
      *run({ session }) {
        session.line(CONTEXT);
        return 0;
      },
    },
    {
      name: 'get-contexts',
      flags: [bool('no-headers'), text('output', { short: 'o' })],
      *run(call) {
        if (call.text('output') === 'name') {
          call.session.line(CONTEXT);
          return 0;
        }
        const rows = [
          ['*', CONTEXT, CONTEXT, CONTEXT, call.session.namespace === 'default' ? '' : call.session.namespace],
        ];
        const header = [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']];
        call.session.io.stdout(new TableLayout().format([...(call.flag('no-headers') ? [] : header), ...rows]));
        return 0;
      },
    },
    {
      name: 'set-context',
      flags: [bool('current')],
      run: ({ session }) => setContext(session),
    },
    {
      name: 'use-context',
      *run({ session, args }) {
        if (args[0] !== CONTEXT) throw failure(`no context exists with the name: "${args[0] ?? ''}"`);
        session.line(`Switched to context "${CONTEXT}".`);
        return 0;
      },
    },
    { name: 'view', flags: [bool('minify'), text('output', { short: 'o' })], run: viewConfig },
  ],
};

/** `config set-context --current --namespace=dev`: the namespace of all commands that name none. */
function* setContext(session: Session): Task<number> {
  if (session.namespaceGiven) session.context.namespace = session.namespace;
  session.line(`Context "${CONTEXT}" modified.`);
  return 0;
}

function* viewConfig({ session }: Call): Task<number> {
  session.io.stdout(
    toYaml({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: CONTEXT, cluster: { server: 'https://kubernetes.default.svc:443' } }],
      contexts: [{ name: CONTEXT, context: { cluster: CONTEXT, user: CONTEXT, namespace: session.namespace } }],
      'current-context': CONTEXT,
      users: [{ name: CONTEXT, user: {} }],
    }),
  );
  return 0;
}

export const auth: CommandSpec = {
  name: 'auth',
  commands: [
    {
      name: 'can-i',
      flags: [bool('all-namespaces', { short: 'A' }), bool('list'), bool('quiet', { short: 'q' })],
      *run(call) {
        // There is no authorization here: everybody may do everything.
        if (!call.flag('list') && call.args.length !== 2)
          throw failure(
            "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
          );
        if (call.flag('list')) throw failure('auth can-i --list is not supported: everybody may do everything here');
        if (!call.flag('quiet')) call.session.line('yes');
        return 0;
      },
    },
    {
      name: 'whoami',
      readsNoFlags: true,
      *run(): Generator<never, number, unknown> {
        throw failure('auth whoami is not supported: nobody has a name here, and everybody may do everything');
      },
    },
  ],
};
