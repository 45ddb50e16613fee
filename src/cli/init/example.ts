import { type Manifest, manifestYaml } from '../../api/index';
import {
  Application,
  check,
  DEFAULT_LIMITS,
  type Finding,
  hostPathsOf,
  type Server,
  supposePrograms,
  type TrialSetup,
} from '../../check/index';
import type { Cluster } from '../../cluster';
import { backgroundOf, ON_NODES, SURROUNDINGS } from './background';
import { type Scenario, taskScenario } from './task';

/** A file that `init` writes. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
}

/** Answers that sentences about containers show: these name no namespace. */
const ASKED = ['slowest-start', 'hang', 'dependency'] as const;

/** What `init` writes about an application. */
export interface Examples {
  readonly files: readonly NewFile[];
  /** Why some workloads have no feature. */
  readonly notes: readonly string[];
  /** Workloads that never start as they are: their features say so, and nobody wants that to stay. */
  readonly broken: readonly string[];
}

/**
 * A feature for each workload of an application: that it starts, or does its work, and what the figures of its manifest mean. The
 * manifests stay where they are; what they need and lack is written beside the features.
 * @param folder where the features come
 */
export function examplesFor(application: Application, folder: string, kubernetes: string): Examples {
  const setup = { kubernetes, seed: 1 };
  const { background, lacking, hosts } = backgroundOf(application, folder);
  const silent = withoutFeature(application, setup);
  const isWritten = ({ manifest }: Server) => !silent.some(({ server }) => server.manifest === manifest);
  const findings = check(application, { setup, limits: DEFAULT_LIMITS, questions: ASKED });
  const ofServers = application.servers().map((server) => ({
    server,
    scenarios: () => scenariosOf(findings.filter(({ server: { manifest } }) => manifest === server.manifest)),
  }));
  const whole = new Application(application.manifests, [...application.objects, ...lacking]);
  const describe = (cluster: Cluster) => {
    for (const { name, port } of hosts) cluster.hosts.up(name, port);
  };
  const ofTasks = [...application.tasks(), ...application.endingPods()].map((server) => ({
    server,
    scenarios: () => [taskScenario(whole, server, { ...setup, describe })],
  }));
  const names = namesFor([...ofServers, ...ofTasks].map(({ server }) => server));
  const features = [...ofServers, ...ofTasks]
    .filter(({ server }) => isWritten(server))
    .map(({ server, scenarios }) => ({
      path: `${folder}/${names.get(server)}.feature`,
      content: featureOf(server, background, scenarios()),
    }));
  const surroundings = {
    path: `${folder}/${SURROUNDINGS}`,
    content: `# What the manifests need and don't hold, made up: put in what your cluster has.\n${manifestYaml(lacking)}`,
  };
  return {
    files: lacking.length > 0 && features.length > 0 ? [surroundings, ...features] : features,
    broken: findings
      .filter(({ question, verdict, server }) => question === 'start' && verdict === 'bad' && isWritten(server))
      .map(({ server: { kind, name }, answer }) => `${kind} ${name}: ${answer}`),
    notes: [
      ...silent.map(({ server: { kind, name }, why }) => `no feature for ${kind} ${name}: ${why}`),
      ...withoutOwn(application, new Set([...ofServers, ...ofTasks].map(({ server }) => server.manifest))),
    ],
  };
}

/** A name for each feature: that of the workload, with its kind where two have the same. */
function namesFor(servers: readonly Server[]): Map<Server, string> {
  const isTaken = (server: Server) => servers.some((other) => other !== server && other.name === server.name);
  const nameOf = (server: Server) => (isTaken(server) ? `${server.kind.toLowerCase()}-${server.name}` : server.name);
  return new Map(servers.map((server) => [server, nameOf(server)]));
}

/** Workloads that don't start as they are, so that nothing can be said of them. */
function withoutFeature(
  application: Application,
  setup: TrialSetup,
): { readonly server: Server; readonly why: string }[] {
  const unknown = supposePrograms(application, setup).unknown.map(({ server, what }) => ({
    server,
    why: `${what}; describe the image (README, "How to describe an image")`,
  }));
  const all = [...application.servers(), ...application.tasks(), ...application.endingPods()];
  const strange = all.flatMap((server) => {
    const [first] = hostPathsOf([application.objectOf(server)]).filter(({ type }) => !(type in ON_NODES));
    return first ? [{ server, why: `its node has no ${first.type} ${first.path}` }] : [];
  });
  return [...unknown, ...strange];
}

/** What is created before each scenario and has none of its own, and what is nobody's concern here. */
function withoutOwn({ manifests }: Application, workloads: ReadonlySet<Manifest>): string[] {
  const others = manifests.filter((manifest) => !workloads.has(manifest));
  const named = (simulated: boolean) =>
    others
      .filter((manifest) => manifest.simulated === simulated)
      .map(({ object: { kind, metadata } }) => `${kind} ${metadata.name}`)
      .join(', ');
  const [acting, idle] = [named(true), named(false)];
  return [
    ...(acting ? [`no feature of their own, but created for each scenario: ${acting}`] : []),
    ...(idle ? [`not simulated, nothing acts on it: ${idle}`] : []),
  ];
}

function scenariosOf(findings: readonly Finding[]): Scenario[] {
  return findings.map(({ container, answer, scenario }) => ({
    title: `${container === undefined ? '' : `${container}: `}${answer}`,
    steps: scenario,
  }));
}

function featureOf(server: Server, background: readonly string[], scenarios: readonly Scenario[]): string {
  return `${[
    `Feature: ${server.kind} "${server.name}"`,
    '  These scenarios hold for the manifest as it is. Change a figure in either and run them again: `podwright run`.',
    '  What else can be said: `podwright steps`.',
    '',
    '  Background:',
    ...background.map((line, i) => `    ${i === 0 ? line : line.replace(/^Given/, 'And')}`),
    ...scenarios.flatMap(({ title, steps }) => ['', `  Scenario: ${title}`, ...steps.map((step) => `    ${step}`)]),
  ].join('\n')}\n`;
}
