import { type Application, field, type Server } from '../application';
import { fieldIn } from '../fields';
import type { Finding, Subject, Verdict } from '../finding';
import { firstThatMends } from '../repairs';
import { entranceTo } from '../serving';
import { REQUESTS_PER_SECOND } from '../tries';
import { unlessHookHelps } from '../unknownHook';
import { lossStep, minutesFor, START_UP_MS, upheaval, upheavalText } from '../upheaval';
import { gentler, withoutRepair, withPauseExplained } from './gentler';

/** Good enough for what would never end. */
const ENDS: readonly Verdict[] = ['ok', 'note', 'warning'];

const KINDS: Readonly<Record<string, string>> = {
  Deployment: 'deployment',
  StatefulSet: 'statefulset',
  DaemonSet: 'daemonset',
};

/**
 * How many requests does a rolling restart lose?
 * @returns undefined where no service leads to the server, or nothing rolls
 */
export function rollout(subject: Subject): Finding | undefined {
  const { application, server } = subject;
  const kind = KINDS[server.kind];
  const entrance = entranceTo(application, server);
  // With OnDelete nothing rolls until somebody deletes pods.
  const byHand = fieldIn(application.objectOf(server), 'spec.updateStrategy.type') === 'OnDelete';
  if (!kind || !entrance || byHand) return undefined;
  const { finding: first, finished } = answer(subject, application, kind);
  const finding = unlessHookHelps(first, subject, entrance.container);
  if (finding.verdict === 'ok') return finding;
  const ask = (changed: Application) => answer(subject, changed, kind, true).finding;
  if (!finished && server.kind === 'Deployment') {
    // What waits for the old pod gets on when that goes first, and a gap is better than no end.
    const repair = firstThatMends(application, [[field(server, 'spec.strategy', { type: 'Recreate' })]], ask, ENDS);
    if (repair) return { ...finding, repair };
  }
  const candidates = gentler(subject, entrance);
  const repair = firstThatMends(application, candidates, ask);
  return repair ? { ...finding, repair: withPauseExplained(repair) } : withoutRepair(finding, subject);
}

interface Answer {
  readonly finding: Finding;
  /** The rollout came to an end. */
  readonly finished: boolean;
}

function answer({ server, setup }: Subject, application: Application, kind: string, untilLoss = false): Answer {
  const entrance = entranceTo(application, server);
  const command = `kubectl rollout restart ${kind}/${server.name} --namespace ${server.namespace}`;
  const seen = entrance && upheaval(application, server, setup, entrance, () => command, untilLoss);
  const lost = seen?.lost ?? 0;
  const done = seen?.finished ?? false;
  const service = entrance?.service.metadata.name ?? '';
  const finding: Finding = {
    question: 'rollout',
    server,
    // Who asks for Recreate has chosen the gap.
    verdict: done && lost === 0 ? 'ok' : done && recreates(application, server) ? 'warning' : 'bad',
    answer: seen ? upheavalText(`a rolling restart${recreates(application, server)}`, seen) : '',
    figure: lost,
    unit: 'requests',
    path: server.kind === 'Deployment' ? 'spec.strategy' : 'spec.updateStrategy',
    scenario: [
      ...application
        .containers(server)
        .map(({ container }) => `Given container "${container.name}" starts serving after ${START_UP_MS / 1000}s`),
      'When the manifest is created',
      'And 5m pass',
      `Given a client sends ${4 * REQUESTS_PER_SECOND} requests per second to service "${service}"`,
      `When I run \`${command}\``,
      `And ${minutesFor(seen)} pass`,
      lossStep(seen ?? {}, service),
    ],
  };
  return { finding, finished: done };
}

function recreates(application: Application, server: Server): string {
  const type = fieldIn(application.objectOf(server), 'spec.strategy.type');
  return type === 'Recreate' ? ' (strategy Recreate ends the old pods first)' : '';
}
