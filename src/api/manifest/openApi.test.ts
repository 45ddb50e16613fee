import { expect } from 'chai';
import { Release } from '../release/index';
import { ManifestError } from './error';
import { readManifests } from './manifests';

/** What kubectl prints for the one object of a file. */
function saysOf(yaml: string, release: string): string {
  const [result] = readManifests(yaml, 'f.yaml', Release.of(release));
  return result instanceof ManifestError ? result.kubectlMessage : '';
}

const pod = (container: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: a, ${container}}]}\n`;
const REFUSED = 'error: error validating "f.yaml": error validating data: ';
const OFF = '; if you choose to ignore these errors, turn validation off with --validate=false';

describe('the schema check of kubectl up to 1.24', () => {
  it('takes a number for a text and leaves it to the server', () => {
    expect(saysOf(pod('env: [{name: A, value: 1}]'), '1.24')).to.equal(
      'Error from server (BadRequest): error when creating "f.yaml": Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string',
    );
  });

  const rows: [what: string, yaml: string, says: string][] = [
    [
      'a plain value for a struct has the name of the struct',
      pod('ports: [80]'),
      'ValidationError(Pod.spec.containers[0].ports[0]): invalid type for io.k8s.api.core.v1.ContainerPort: got "integer", expected "map"',
    ],
    [
      'a plain value for a list has the name of the field',
      pod('command: a'),
      'ValidationError(Pod.spec.containers[0].command): invalid type for io.k8s.api.core.v1.Container.command: got "string", expected "array"',
    ],
    [
      'a version of a group has structs of its own',
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {foo: 1}\n',
      'ValidationError(PodDisruptionBudget.spec): unknown field "foo" in io.k8s.api.policy.v1beta1.PodDisruptionBudgetSpec',
    ],
    [
      'what older versions share is in the stable one',
      'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {foo: 1, template: {}}}}\n',
      'ValidationError(CronJob.spec.jobTemplate.spec): unknown field "foo" in io.k8s.api.batch.v1.JobSpec',
    ],
    [
      'a StatefulSet names its Service',
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec: {selector: {}, template: {}}\n',
      'ValidationError(StatefulSet.spec): missing required field "serviceName" in io.k8s.api.apps.v1.StatefulSetSpec',
    ],
    [
      'networking is a group of its own',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {backend: {}}\n',
      'ValidationError(Ingress.spec): unknown field "backend" in io.k8s.api.networking.v1.IngressSpec',
    ],
  ];
  for (const [what, yaml, says] of rows)
    it(what, () => {
      expect(saysOf(yaml, '1.20')).to.equal(`${REFUSED}${says}${OFF}`);
    });
});
