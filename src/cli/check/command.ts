import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Release } from '../../api/index';
import {
  Application,
  ApplicationError,
  check,
  DEFAULT_LIMITS,
  DEFAULT_TRIES,
  type Finding,
  type LimitName,
  QUESTIONS,
  type QuestionId,
  type Server,
  specimenOf,
  surroundingsOf,
  type Verdict,
} from '../../check/index';
import { applyBehaviours, applyImages } from '../../described/index';
import { decodeManifestFiles, readManifestFiles } from '../manifestFiles';
import { duration, positive, withCluster } from '../options';
import { placeholderNotes } from '../placeholders';
import { readingNotes } from '../readingNotes';
import { makeFolder, reasonOf } from '../run/outputs/files';
import { StatusLine } from '../statusLine';
import { UsageError } from '../usageError';
import { version } from '../version';
import { renderJson } from './json';
import { renderSarif } from './sarif';
import { groupByServer, renderTable } from './table';

interface Options {
  startUp: number;
  hang: number;
  broken: number;
  drain: number;
  only?: QuestionId[];
  seed: number;
  tries: number;
  kubernetes: string;
  behaviours: string[];
  images: string[];
  output: 'table' | 'json' | 'sarif';
  failOn: 'bad' | 'warning' | 'never';
  scenarios?: string;
}

const HELP = `
Asked of each container: the slowest start that survives, how long a hang lasts before a new instance serves, how long a
pod that answers 500 gets traffic, the longest drain that fits into the grace period, what happens while a dependency of
readiness is away for five minutes, whether the programs of hooks and probes are in an image without shell. Asked of each
workload behind a service: what a rolling restart and the drain of a node lose. Asked of Jobs and CronJobs: how often a run is
tried that fails, when one ends that hangs, how long one may take, what the drain of a node does to one, and what becomes of
runs that take longer than the time between them. Every answer is found by simulation; where
it is bad, the smallest change of a field that mends it is looked for and played before it is proposed. An answer beyond one of the
limits below is bad where you have given the limit, and worth a warning where it is the default. Rollouts and drains are played three
times each, and where the outcome was close up to --tries times, with four times the visitors, until requests are lost.

Exit codes: 0 no answer as bad as --fail-on, 1 there is one, 2 the manifests can't be used.

Examples
  podwright check deployment.yaml
  podwright check k8s/ --start-up 3m --drain 30s
  helm template my-chart | podwright check -
  podwright check k8s/ --output sarif > podwright.sarif
  podwright check deployment.yaml --scenarios features/checked && podwright run features/checked
`;

/** `podwright check`: what the figures in manifests mean. */
export function checkCommand(): Command {
  return withCluster(
    new Command('check')
      .description('find out by simulation what the figures in manifests mean, and what would mend bad ones')
      .argument('<manifest...>', 'files, folders, or - for standard input')
      .option('--start-up <duration>', 'a start that takes this long must survive', duration, DEFAULT_LIMITS.startMs)
      .option('--hang <duration>', 'a hanging container must be replaced within', duration, DEFAULT_LIMITS.hangMs)
      .option('--broken <duration>', 'a broken pod may get traffic for this long', duration, DEFAULT_LIMITS.brokenMs)
      .option('--drain <duration>', 'apps need this long to finish their requests', duration, DEFAULT_LIMITS.drainMs)
      .addOption(new Option('--only <question...>', 'ask only these').choices(QUESTIONS).argParser(questions)),
  )
    .option('--tries <number>', 'how often what chance decides is played at most', positive, DEFAULT_TRIES)
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['table', 'json', 'sarif']).default('table'))
    .addOption(
      new Option('--fail-on <verdict>', 'exit with 1 from here on').choices(['bad', 'warning', 'never']).default('bad'),
    )
    .option('--scenarios <folder>', 'write a feature that shows each answer, with its manifest')
    .addHelpText('after', HELP)
    .exitOverride()
    .action((paths: string[], options: Options, command: Command) => {
      const asked = LIMITS.filter(([option]) => command.getOptionValueSource(option) === 'cli');
      process.exitCode = run(paths, options, new Set(asked.map(([, limit]) => limit)));
    });
}

/** One of the values of `--only`, or some with commas between them. */
function questions(text: string, before: QuestionId[] = []): QuestionId[] {
  const words = text.split(',').map((word) => word.trim());
  const isQuestion = (word: string): word is QuestionId => (QUESTIONS as readonly string[]).includes(word);
  const strange = words.find((word) => !isQuestion(word));
  if (strange === undefined) return [...before, ...words.filter(isQuestion)];
  const advice = existsSync(strange)
    ? 'name the manifests before --only'
    : `Allowed choices are ${QUESTIONS.join(', ')}.`;
  throw new InvalidArgumentError(advice);
}

const LIMITS: readonly (readonly [keyof Options, LimitName])[] = [
  ['startUp', 'startMs'],
  ['hang', 'hangMs'],
  ['broken', 'brokenMs'],
  ['drain', 'drainMs'],
];

function run(paths: readonly string[], options: Options, asked: ReadonlySet<LimitName>): number {
  const manifests = decodeManifestFiles(readManifestFiles(paths), Release.of(options.kubernetes));
  const application = new Application(manifests);
  if (application.servers().length + application.tasks().length === 0)
    throw new UsageError(
      `nothing to check in ${paths.join(', ')}: no Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod that runs for ever`,
    );
  const findings = ask(application, options, asked);
  const notes = notesOf(application);
  if (options.scenarios !== undefined) writeScenarios(options.scenarios, application, findings);
  process.stdout.write(
    options.output === 'json'
      ? renderJson(findings, notes)
      : options.output === 'sarif'
        ? renderSarif(findings, version())
        : renderTable(findings, notes),
  );
  return failing(options.failOn).some((verdict) => findings.some((finding) => finding.verdict === verdict)) ? 1 : 0;
}

function ask(application: Application, options: Options, asked: ReadonlySet<LimitName>): Finding[] {
  const texts = [...options.behaviours, ...options.images].map(
    (file) => [file, readManifestFiles([file])[0]?.text ?? ''] as const,
  );
  const contents = new Map(texts);
  const setup = {
    kubernetes: options.kubernetes,
    seed: options.seed,
    tries: options.tries,
    describe: (cluster: Parameters<typeof applyImages>[0]) => {
      for (const file of options.images) applyImages(cluster, contents.get(file) ?? '', file);
      for (const file of options.behaviours) applyBehaviours(cluster, contents.get(file) ?? '', file);
    },
  };
  const { startUp: startMs, hang: hangMs, broken: brokenMs, drain: drainMs } = options;
  const limits = { startMs, hangMs, brokenMs, drainMs, asked };
  const status = new StatusLine();
  const progress = ({ kind, name }: Server, question: QuestionId, container?: string) =>
    status.show(`${kind} ${name}${container === undefined ? '' : `, ${container}`}: ${question} …`);
  try {
    return check(application, { setup, limits, progress, ...(options.only && { questions: options.only }) });
  } catch (error) {
    if (error instanceof ApplicationError) throw new UsageError(error.message);
    throw error;
  } finally {
    status.clear();
  }
}

function notesOf(application: Application): string[] {
  const kept = [...new Set(application.manifests.filter((m) => !m.simulated).map((m) => m.object.kind))];
  const ignored = kept.length > 0 ? [`Kept but not simulated: ${kept.join(', ')}.`] : [];
  const { manifests, objects } = application;
  const asRead = [...readingNotes(manifests), ...placeholderNotes(manifests)];
  return [...surroundingsOf(objects).sentences, ...ignored, ...asRead];
}

function writeScenarios(folder: string, application: Application, findings: readonly Finding[]): void {
  try {
    makeFolder(folder);
    for (const [server, own] of groupByServer(findings)) {
      const { name, feature, manifest } = specimenOf(application, server, own);
      writeFileSync(join(folder, `${name}.feature`), feature);
      writeFileSync(join(folder, `${name}.yaml`), manifest);
    }
  } catch (error) {
    throw new UsageError(`the scenarios can't be written to ${folder}: ${reasonOf(error)}`);
  }
}

function failing(from: Options['failOn']): Verdict[] {
  if (from === 'never') return [];
  return from === 'warning' ? ['warning', 'bad'] : ['bad'];
}
