import { type KubeObject, manifestYaml } from '../api/index';
import { inNamespace } from '../namespaceWords';
import type { Application, Server } from './application';
import { autoscaled } from './autoscalers';
import type { Finding } from './finding';
import { forMadeUpNodes } from './madeUpNodes';
import { surroundingsOf } from './surroundings';

/** A feature that shows the findings about one server, and the manifest that it needs. */
export interface Specimen {
  readonly name: string;
  readonly feature: string;
  readonly manifest: string;
}

/** Kinds that make pods: of these only the server itself belongs to its scenarios. */
const OTHERS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Pod',
  'Job',
  'CronJob',
]);

/**
 * Writes the findings about a server as scenarios in the public vocabulary, each of which holds as long as the manifest is as
 * it is. Everything is moved into the namespace `default`, so that sentences need not name one.
 */
export function specimenOf(whole: Application, server: Server, findings: readonly Finding[]): Specimen {
  const application = whole.with(findings.flatMap(({ assumed = [] }) => assumed));
  const name = `${server.kind.toLowerCase()}-${server.name}`.replace(/[^a-z0-9.-]+/gi, '-');
  const { objects, nodeLabels } = surroundingsOf(application.objects);
  const wanted = forMadeUpNodes([...objects, ...autoscaled(application.objects)]).filter((object) =>
    belongs(object, server),
  );
  const labels = Object.entries(nodeLabels).map(
    ([key, value]) => `    Given node "k8s-node01" has the label "${key}=${value}"`,
  );
  const lines = [
    `Feature: What the figures of ${server.kind} "${server.name}" mean`,
    '',
    '  Background:',
    `    Given the manifest "${name}.yaml"`,
    ...labels,
    ...findings.flatMap((finding) => ['', `  Scenario: ${title(finding)}`, ...steps(finding, server)]),
  ];
  return { name, feature: `${lines.join('\n')}\n`, manifest: manifestYaml(wanted.map(inDefault)) };
}

function belongs(object: KubeObject, server: Server): boolean {
  const own = object.kind === server.kind && object.metadata.name === server.name;
  const near = object.metadata.namespace === undefined || object.metadata.namespace === server.namespace;
  return own || (!OTHERS.has(object.kind) && object.kind !== 'Namespace' && near);
}

function inDefault(object: KubeObject): KubeObject {
  const { namespace, ...metadata } = object.metadata;
  void namespace;
  return { ...object, metadata };
}

function title({ container, answer }: Finding): string {
  return `${container === undefined ? '' : `${container}: `}${answer.replaceAll('\n', ' ')}`;
}

function steps({ scenario }: Finding, { namespace }: Server): string[] {
  const named = [` --namespace ${namespace}`, inNamespace(namespace)].filter((words) => words !== '');
  return scenario.map((line) => `    ${named.reduce((text, words) => text.replaceAll(words, ''), line)}`);
}
