import { relative } from 'node:path';
import { manifestYaml } from '../../api/index';
import { type Application, check, DEFAULT_LIMITS, type Finding, type Server, surroundingsOf } from '../../check/index';

/** A file that `init` writes. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
}

const SETUP = { kubernetes: '1.36', seed: 1 };
/** Answers that sentences about containers show: these name no namespace. */
const ASKED = ['slowest-start', 'hang', 'dependency'] as const;

/**
 * A feature for each workload of an application: that it starts, and what the figures of its manifest mean. The manifests stay
 * where they are; what they need and lack is written beside the features.
 * @param folder where the features come
 */
export function examplesFor(application: Application, folder: string): NewFile[] {
  const { objects } = surroundingsOf(application.objects);
  const given = [...new Set(application.manifests.map(({ file }) => file))].map((file) => relative(folder, file));
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name ?? '');
  const lacking = objects.filter(({ kind }) => kind !== 'Namespace');
  const background = [
    ...namespaces.map((name) => `Given the namespace "${name}"`),
    ...(lacking.length > 0 ? ['Given the manifest "surroundings.yaml"'] : []),
    ...given.map((file) => `Given the manifest "${file}"`),
  ];
  const findings = check(application, { setup: SETUP, limits: DEFAULT_LIMITS, questions: ASKED });
  const features = application.servers().map((server) => ({
    path: `${folder}/${server.name}.feature`,
    content: featureOf(
      server,
      background,
      findings.filter(({ server: { manifest } }) => manifest === server.manifest),
    ),
  }));
  const surroundings = {
    path: `${folder}/surroundings.yaml`,
    content: `# What the manifests need and don't hold, made up: put in what your cluster has.\n${manifestYaml(lacking)}`,
  };
  return lacking.length > 0 ? [surroundings, ...features] : features;
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
