import { expect } from 'chai';
import { applyDefaults } from '../defaults/index';
import { decodeManifests } from '../manifest/index';
import { Release } from '../release/index';
import { generateSelector } from '../store/generatedSelector';
import type { Job } from '../types/index';
import { validate } from './index';

/** The tables of faults are written in one-line manifests: what they share. */
export const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
export const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
export const LABEL_1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
export const LABEL_VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** What the API server of a release says about a manifest. */
function faultsOf(yaml: string, release = '1.36'): string[] {
  const played = Release.of(release);
  const object = decodeManifests(yaml, 'f.yaml', played)[0]!.object;
  applyDefaults(object, played);
  if (object.kind === 'Job') generateSelector(object as unknown as Job, played);
  return validate(object, played).map(({ field, message }) => `${field}: ${message}`);
}

export const pod = (spec: string, metadata = 'name: p') =>
  `{apiVersion: v1, kind: Pod, metadata: {${metadata}}, spec: {${spec}}}`;
export const C = 'name: c, image: busybox';
export const container = (more: string) => pod(`containers: [{${C}, ${more}}]`);
export const also = (more: string) => pod(`${more}, containers: [{${C}}]`);
export const initContainer = (more: string) => also(`initContainers: [{name: i, image: busybox, ${more}}]`);
export const mounts = (list: string, volumes = '[{name: v}]') =>
  pod(`volumes: ${volumes}, containers: [{${C}, volumeMounts: ${list}}]`);
export const workload = (kind: string, spec: string, labels = '{a: b}', podSpec = '') =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: d}, spec: {${spec}, template: {metadata: {labels: ${labels}}, spec: {${podSpec}containers: [{${C}}]}}}}`;
export const SELECTOR = 'selector: {matchLabels: {a: b}}';
export const job = (spec: string, policy = 'restartPolicy: Never, ') =>
  `{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {${spec}template: {spec: {${policy}containers: [{${C}}]}}}}`;
export const cron = (spec: string, name = 'j') =>
  `{apiVersion: batch/v1, kind: CronJob, metadata: {name: ${name}}, spec: {${spec}, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{${C}}]}}}}}}`;
export const service = (spec: string, name = 's') =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {${spec}}}`;
export const c0 = 'spec.containers[0]';
export const i0 = 'spec.initContainers[0]';

export type Row = [fault: string, manifest: string, says: string | string[], release?: string];

/** Flow mappings at the top would be JSON to kubectl. */
const asBlock = (yaml: string) =>
  yaml
    .replace(/^\{(.*)\}$/s, '$1')
    .replace(/, kind: /, '\nkind: ')
    .replace(/, metadata: /, '\nmetadata: ')
    .replace(/, spec: /, '\nspec: ');

/** One test for each row of a table. */
export function playRows(rows: readonly Row[]): void {
  for (const [fault, manifest, says, release] of rows) {
    it(fault, () => expect(faultsOf(asBlock(manifest), release)).to.deep.equal([says].flat()));
  }
}
