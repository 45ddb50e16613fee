import type { Container } from '../../api/index';
import type { Cluster } from '../../cluster';
import { eventRows } from '../../observe/index';
import { field } from '../application';
import type { ContainerSubject, Finding } from '../finding';
import { commandText, handlerCommands, PROBE_FIELDS } from '../handlers';
import { imageOf } from '../knownImages';
import { Trial } from '../trial';

/**
 * Do the programs that hooks and probes run exist in an image without shell, as distroless ones are?
 * @returns undefined when nothing runs a program, or when the image is described and its content therefore known
 */
export function programs(subject: ContainerSubject): Finding | undefined {
  const { application, server, container, path, setup } = subject;
  // What stands for a program that nobody knows has been said already.
  const runs = handlerCommands(container);
  if (runs.length === 0) return undefined;
  const ownPrograms = programsThatItRuns(subject);
  if (runs.every(({ command }) => ownPrograms.has(nameOf(command[0])))) return undefined;
  const image = imageOf(setup, container.image ?? '');
  // Another name, so that init containers of the same image keep what they have.
  const bare = image ? application : application.with([field(server, `${path}.image`, BARE)]);
  const trial = new Trial(bare.lonePod(server), {
    ...setup,
    describe: (cluster) => {
      setup.describe?.(cluster);
      if (!image) cluster.catalogue.describe(distroless(container));
    },
  });
  const { cluster } = trial;
  cluster.advance(60_000);
  cluster.run(`kubectl delete pod ${server.name} --namespace ${server.namespace}`);
  cluster.advance(120_000);
  const failed = eventRows(cluster, trial.startMs).filter(
    ({ reason, message }) => HOOK_FAILURES.has(reason) || /executable file not found|no such file/.test(message),
  );
  const lacking = image ? runs.filter(({ field }) => lacksProgram(cluster, field)) : runs;
  if (image && lacking.length === 0) return undefined;
  const reasons = [...new Set(failed.map(({ reason }) => reason))];
  const missing = [...new Set(lacking.map(({ command }) => command[0] ?? ''))];
  const names = lacking.map(({ field, command }) => `${field} (\`${commandText(command)}\`)`).join(', ');
  // Of an image with a shell not all programs are described.
  const isBare = image !== undefined && !image.programs.names().includes('sh');
  const whether = isBare
    ? 'it is not there'
    : `${image ? 'nobody described it in' : 'nobody described'} that image; if it is not there`;
  return {
    question: 'programs',
    server,
    container: container.name,
    verdict: failed.length === 0 ? 'ok' : isBare ? 'bad' : 'note',
    answer:
      failed.length > 0
        ? `${names} run${lacking.length > 1 ? '' : 's'} ${missing.join(', ')} in ${container.image}: ${whether}, ${reasons.join(', ')}`
        : `${names} ran in an image without shell`,
    figure: missing.length,
    unit: 'programs',
    path: `${path}.${lacking[0]?.field}`,
    scenario: [
      'Given the images',
      '"""yaml',
      'images:',
      `- {image: "${container.image}", shell: none, entrypoint: [${APP}], programs: {${APP}: {ports: [${ports(container).join(', ')}]}}}`,
      '"""',
      'When the manifest is created',
      'And 1m passes',
      `And I run \`kubectl delete ${server.kind.toLowerCase()} ${server.name}\``,
      'And 1m passes',
      `Then \`kubectl get events\` prints "${reasons[0] ?? 'Started'}"`,
    ],
  };
}

const NOT_FOUND = /exited with 12[67]|executable file not found|no such file|: not found/;

/** Whether a hook or a probe failed for want of a program; one that failed otherwise had what it runs. */
function lacksProgram({ journal }: Cluster, field: string): boolean {
  return journal.all().some(({ type, detail }) => {
    if (type !== 'hook-ended' && type !== 'probe') return false;
    const own = type === 'probe' ? `${detail['probe']}Probe` : `lifecycle.${detail['hook']}`;
    return own === field && NOT_FOUND.test(String(detail['output']));
  });
}

/** What the manifest itself runs in that image is there. */
function programsThatItRuns({ application, server, container }: ContainerSubject): Set<string> {
  const { initContainers = [] } = application.podSpec(server);
  const same = [container, ...initContainers].filter(({ image }) => image === container.image);
  return new Set(same.flatMap(({ command = [] }) => (command[0] ? [nameOf(command[0])] : [])));
}

function nameOf(program = ''): string {
  return program.split('/').pop() ?? '';
}

const BARE = 'example.com/bare';
/** A path that nobody mounts a volume on. */
const APP = '/entrypoint';
const HOOK_FAILURES = new Set(['FailedPostStartHook', 'FailedPreStopHook']);

/** The image with its server and nothing else. A command of the manifest's own is taken for that server. */
function distroless(container: Container) {
  const own = container.command?.[0];
  const program = { ports: ports(container) };
  return {
    image: BARE,
    shell: 'none' as const,
    entrypoint: [APP],
    exposes: ports(container),
    programs: { [APP]: program, ...(own?.startsWith('/') && !/\/(ba|da|a)?sh$/.test(own) && { [own]: program }) },
  };
}

function ports(container: Container): number[] {
  const declared = (container.ports ?? []).map(({ containerPort }) => containerPort);
  const probed = PROBE_FIELDS.map((field) => container[field]?.httpGet?.port ?? container[field]?.tcpSocket?.port);
  return [...new Set([...declared, ...probed.filter((port): port is number => typeof port === 'number')])];
}
