import { manifestYaml } from '../../api/index';
import {
  type Application,
  check,
  DEFAULT_LIMITS,
  type Finding,
  hostPathsOf,
  type Server,
  supposePrograms,
} from '../../check/index';
import { backgroundOf, ON_NODES, SURROUNDINGS } from './background';

/** A file that `init` writes. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
}

const SETUP = { kubernetes: '1.36', seed: 1 };
/** Answers that sentences about containers show: these name no namespace. */
const ASKED = ['slowest-start', 'hang', 'dependency'] as const;

/** What `init` writes about an application. */
export interface Examples {
  readonly files: readonly NewFile[];
  /** Why some workloads have no feature. */
  readonly notes: readonly string[];
}

/**
 * A feature for each workload of an application: that it starts, and what the figures of its manifest mean. The manifests stay
 * where they are; what they need and lack is written beside the features.
 * @param folder where the features come
 */
export function examplesFor(application: Application, folder: string): Examples {
  const { background, lacking } = backgroundOf(application, folder);
  const findings = check(application, { setup: SETUP, limits: DEFAULT_LIMITS, questions: ASKED });
  const silent = withoutFeature(application);
  const features = application
    .servers()
    .filter(({ manifest }) => !silent.some(({ server }) => server.manifest === manifest))
    .map((server) => ({
      path: `${folder}/${server.name}.feature`,
      content: featureOf(
        server,
        background,
        findings.filter(({ server: { manifest } }) => manifest === server.manifest),
      ),
    }));
  const surroundings = {
    path: `${folder}/${SURROUNDINGS}`,
    content: `# What the manifests need and don't hold, made up: put in what your cluster has.\n${manifestYaml(lacking)}`,
  };
  return {
    files: lacking.length > 0 && features.length > 0 ? [surroundings, ...features] : features,
    notes: silent.map(({ server: { kind, name }, why }) => `no feature for ${kind} ${name}: ${why}`),
  };
}

/** Workloads that don't start as they are, so that nothing can be said of them. */
function withoutFeature(application: Application): { readonly server: Server; readonly why: string }[] {
  const unknown = supposePrograms(application, SETUP).unknown.map(({ server, what }) => ({
    server,
    why: `${what}; describe the image (README, "How to describe an image")`,
  }));
  const strange = application.servers().flatMap((server) => {
    const [first] = hostPathsOf([application.objectOf(server)]).filter(({ type }) => !(type in ON_NODES));
    return first ? [{ server, why: `its node has no ${first.type} ${first.path}` }] : [];
  });
  return [...unknown, ...strange];
}

function featureOf(server: Server, background: readonly string[], findings: readonly Finding[]): string {
  const scenarios = findings.flatMap(({ container, answer, scenario }) => [
    '',
    `  Scenario: ${container === undefined ? '' : `${container}: `}${answer}`,
    ...scenario.map((step) => `    ${step}`),
  ]);
  return `${[
    `Feature: ${server.kind} "${server.name}"`,
    '  These scenarios hold for the manifest as it is. Change a figure in either and run them again: `podwright run`.',
    '  What else can be said: `podwright steps`.',
    '',
    '  Background:',
    ...background.map((line, i) => `    ${i === 0 ? line : line.replace(/^Given/, 'And')}`),
    ...scenarios,
  ].join('\n')}\n`;
}
