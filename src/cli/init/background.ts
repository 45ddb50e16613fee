import { relative } from 'node:path';
import type { KubeObject } from '../../api/index';
import { type Application, hostPathsOf, surroundingsOf } from '../../check/index';
import {
  clusterSentences,
  dependenciesOf,
  labelSentences,
  machinesFor,
  nodeNames,
  serviceObjects,
} from '../../fuzz/index';

/** What the manifests need and don't hold. */
export const SURROUNDINGS = 'surroundings.yaml';

/** What a sentence can put on a node for a hostPath volume that wants it there, by its type. */
export const ON_NODES: Readonly<Record<string, (path: string) => string>> = {
  File: (path) => path,
  Directory: (path) => `${path}/made-up`,
};

/** What is there before an application comes. */
export interface Background {
  /** Lines of a feature. */
  readonly background: readonly string[];
  readonly lacking: readonly KubeObject[];
  /** Machines outside the cluster that have to answer. */
  readonly hosts: readonly { readonly name: string; readonly port: number }[];
}

/** @param folder where the features come */
export function backgroundOf({ manifests, objects }: Application, folder: string): Background {
  const around = surroundingsOf(objects);
  const dependencies = dependenciesOf(objects);
  const isNamespace = ({ kind }: KubeObject) => kind === 'Namespace';
  const hosts = dependencies.filter(({ kind }) => kind === 'host');
  const services = dependencies.filter(({ kind }) => kind === 'service');
  const lacking = [...around.objects.filter((object) => !isNamespace(object)), ...services.flatMap(serviceObjects)];
  const machines = machinesFor(objects);
  const setting = { ...machines, nodeLabels: { ...machines.labels, ...around.nodeLabels } };
  const given = [...new Set(manifests.map(({ file }) => file))].map((file) => relative(folder, file));
  const extra = lacking.length > 0 ? [SURROUNDINGS] : [];
  // What the manifests make themselves has to be there before anything comes into it.
  const files = objects.some(isNamespace) ? [...given, ...extra] : [...extra, ...given];
  const lines = [
    ...clusterSentences(setting),
    ...labelSentences(setting),
    ...hostPathsOf(objects).flatMap(({ path, type }) => {
      const file = ON_NODES[type]?.(path);
      const nodes = file === undefined ? [] : nodeNames(machines.nodes);
      return nodes.map((node) => `file "${file}" on node "${node}" contains "made up"`);
    }),
    ...hosts.map(({ name, port }) => `a server at "${name}" listens on port ${port}`),
    ...around.objects.filter(isNamespace).map(({ metadata }) => `the namespace "${metadata.name}"`),
    ...files.map((file) => `the manifest "${file}"`),
  ];
  return { background: lines.map((line) => `Given ${line}`), lacking, hosts };
}
