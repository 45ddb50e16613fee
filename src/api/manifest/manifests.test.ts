import { expect } from 'chai';
import { Release } from '../release/index';
import type { Pod } from '../types/index';
import { decodeManifests, type Manifest, ManifestError, readManifests } from './index';

const OLD = Release.of('1.20');

function pod(...spec: string[]): string {
  return ['apiVersion: v1', 'kind: Pod', 'metadata: {name: p}', 'spec:', ...spec.map((line) => `  ${line}`), ''].join(
    '\n',
  );
}

function errorOf(text: string, release?: Release): ManifestError {
  try {
    decodeManifests(text, 'f.yaml', release);
  } catch (error) {
    if (error instanceof ManifestError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

function podOf(text: string): Pod {
  return decodeManifests(text, 'f.yaml')[0]!.object as Pod;
}

const REFUSED =
  'Error from server (BadRequest): error when creating "f.yaml": Pod in version "v1" cannot be handled as a Pod: ';

describe('reading manifests', () => {
  it('gives objects with the place of each field', () => {
    const text = `# first\n${pod('containers:', '- name: c', '  image: busybox')}---\n${pod('containers: []')}`;
    const [first, second] = decodeManifests(text, 'f.yaml') as [Manifest, Manifest];
    expect(first.line).to.equal(2);
    expect(first.positionOf('spec.containers[0].image')).to.deep.equal({ line: 8, column: 5 });
    expect(first.positionOf('spec.containers[0].command')).to.deep.equal({ line: 7, column: 5 });
    expect(second.line).to.equal(10);
    expect(second.simulated).to.equal(true);
  });

  it('takes a byte order mark for no content', () => {
    expect(podOf(`\ufeff${pod('containers: []')}`).metadata.name).to.equal('p');
    expect(podOf('\ufeff{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[]}}')).to.include(
      {
        kind: 'Pod',
      },
    );
  });

  for (const template of ['{{- if .Values.on }}\n', '# x\nimage: {{ .Values.image.name }}:{{ .Values.tag }}\n'])
    it(`knows ${JSON.stringify(template)} for a template`, () => {
      expect(errorOf(`${template}${pod('containers: []')}{{- end }}\n`).message).to.contain('render it first');
    });

  it('opens lists', () => {
    const items = [pod('containers: []'), pod('containers: []').replace('{name: p}', '{name: q}')];
    const list = { apiVersion: 'v1', kind: 'List', items: items.map((each) => decodeManifests(each, 'x')[0]!.object) };
    const manifests = decodeManifests(JSON.stringify(list, null, 1), 'f.json');
    expect(manifests.map((each) => each.object.metadata.name)).to.deep.equal(['p', 'q']);
    expect(manifests[1]!.positionOf('metadata.name')!.line).to.be.greaterThan(
      manifests[0]!.positionOf('metadata.name')!.line,
    );
  });

  it('gives the items of a PodList the kind that they leave out', () => {
    const text =
      'apiVersion: v1\nkind: PodList\nitems: [{metadata: {name: p}, spec: {containers: [{name: c, image: i}]}}]';
    const [pod] = decodeManifests(text, 'f.yaml');
    expect(pod!.object).to.include({ apiVersion: 'v1', kind: 'Pod' });
    expect(pod!.positionOf('spec.containers[0]')!.line).to.equal(3);
  });

  for (const [release, said] of [
    ['1.24', 'error: error validating "f.yaml": error validating data: [apiVersion not set, kind not set]; if you'],
    ['1.25', `error: unable to get type info from the object "*unstructured.Unstructured": Object 'Kind' is missing`],
  ] as const)
    it(`says what kubectl ${release} says of an item of a List without a kind`, () => {
      const text = 'apiVersion: v1\nkind: List\nitems: [{metadata: {name: p}}]';
      expect(() => decodeManifests(text, 'f.yaml', Release.of(release)))
        .to.throw(ManifestError)
        .with.property('kubectlMessage')
        .that.includes(said);
    });

  it('reads several JSON objects in a row', () => {
    const one = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"x":"}{\\""}}';
    expect(decodeManifests(`${one}\n${one}`, 'f.json')).to.have.length(2);
  });

  it('accepts what is not simulated, and says so', () => {
    const text = 'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: i}\nspec: {anything: [1]}';
    expect(decodeManifests(text, 'f.yaml')[0]).to.include({ simulated: false });
  });

  it('stores quantities in their canonical form and forgets nulls', () => {
    const { spec } = podOf(
      pod(
        'hostname: null',
        'containers: [{name: c, resources: {limits: {cpu: 0.5, memory: 1024Mi}, requests: {cpu: 1}}}]',
      ),
    );
    expect(spec).not.to.have.property('hostname');
    expect(spec.containers[0]!.resources).to.deep.equal({
      limits: { cpu: '500m', memory: '1Gi' },
      requests: { cpu: '1' },
    });
  });

  it('merges and unfolds aliases as kubectl does', () => {
    const text = `base: &base {a: first, b: base}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  b: mine\n  <<: *base\n  a: last\n`;
    // A key that nobody knows is what people hang anchors on; the server refuses it in strict mode.
    const [manifest] = decodeManifests(text, 'f.yaml', undefined, 'ignore');
    expect((manifest!.object as unknown as { data: unknown }).data).to.deep.equal({ b: 'base', a: 'last' });
  });

  it('lets the last of repeated keys count and mentions it', () => {
    const [manifest] = decodeManifests(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nmetadata: {name: b}\n',
      'f',
    );
    expect(manifest!.object.metadata.name).to.equal('b');
    expect(manifest!.warnings).to.deep.equal([
      'line 4: "metadata" is written twice in the same map; the last one counts',
    ]);
  });

  it('warns of a document that kubectl would not see', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
    const manifests = decodeManifests(`${config}--- # next\n${config}`, 'f.yaml');
    expect(manifests).to.have.length(1);
    expect(manifests[0]!.warnings[0]).to.contain('line 4: kubectl does not read the document that begins here');
  });

  it('gives the good documents although others are bad', () => {
    const text = `${pod('containers: []')}---\n${pod('containers: []', 'bogus: 1')}---\n${pod('containers: []')}`;
    const kinds = readManifests(text, 'f.yaml').map((each) => each instanceof ManifestError);
    expect(kinds).to.deep.equal([false, true, false]);
  });

  it('keeps a key called __proto__', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {__proto__: x}\n';
    const { data } = decodeManifests(text, 'f')[0]!.object as unknown as { data: object };
    expect(Object.keys(data)).to.deep.equal(['__proto__']);
  });
});

describe('mistakes in manifests', () => {
  const rows: { name: string; text: string; says: string; kubectl: string; release?: Release }[] = [
    {
      name: 'a misspelt field',
      text: pod('containers:', '- name: c', '  livenesProbe: {}'),
      says: 'f.yaml:7:5: Unknown field "livenesProbe" in spec.containers[0]. Did you mean "livenessProbe"?',
      kubectl: `${REFUSED}strict decoding error: unknown field "spec.containers[0].livenesProbe"`,
    },
    {
      name: 'a misspelt field on 1.20, found by kubectl itself',
      text: pod('containers:', '- name: c', '  livenesProbe: {}'),
      release: OLD,
      says: 'f.yaml:7:5: Unknown field "livenesProbe" in spec.containers[0]. Did you mean "livenessProbe"?',
      kubectl:
        'error: error validating "f.yaml": error validating data: ValidationError(Pod.spec.containers[0]): unknown field "livenesProbe" in io.k8s.api.core.v1.Container; if you choose to ignore these errors, turn validation off with --validate=false',
    },
    {
      name: 'fields that slipped out of their place, as in a recorded tutorial',
      text: pod('containers:', '- name: a', '- containerPort: 80', '  name: b', 'livenessProbe: {}'),
      says: 'f.yaml:7:5: Unknown field "containerPort" in spec.containers[1]. It is a field of an entry of ports: check the indentation.\nf.yaml:9:3: Unknown field "livenessProbe" in spec. It is a field of an entry of containers: check the indentation.',
      kubectl: `${REFUSED}strict decoding error: unknown field "spec.containers[1].containerPort", unknown field "spec.livenessProbe"`,
    },
    {
      name: 'a field of the pod inside a container',
      text: pod('containers:', '- name: a', '  terminationGracePeriodSeconds: 5'),
      says: 'f.yaml:7:5: Unknown field "terminationGracePeriodSeconds" in spec.containers[0]. It is a field of livenessProbe: check the indentation.',
      kubectl: `${REFUSED}strict decoding error: unknown field "spec.containers[0].terminationGracePeriodSeconds"`,
    },
    {
      name: 'a field of a newer release',
      text: pod('containers: []', 'schedulingGates: []'),
      release: Release.of('1.25'),
      says: 'f.yaml:6:3: Unknown field "schedulingGates" in spec. Kubernetes has it since 1.26; this cluster is 1.25.',
      kubectl: `${REFUSED}strict decoding error: unknown field "spec.schedulingGates"`,
    },
    {
      name: 'a boolean where text is wanted',
      text: pod('containers: [{name: c, env: [{name: A, value: on}]}]'),
      says: 'f.yaml:5:42: spec.containers[0].env[0].value must be a string, and this is the boolean true. YAML reads words like on, yes, n and true as booleans: put it into quotes.',
      kubectl: `${REFUSED}json: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string`,
    },
    {
      name: 'text where a number is wanted',
      text: pod('containers: [{name: c, ports: [{containerPort: "80"}]}]'),
      says: 'f.yaml:5:35: spec.containers[0].ports[0].containerPort must be a whole number (up to 2147483647), and this is the string "80". Take it out of the quotes.',
      kubectl: `${REFUSED}json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32`,
    },
    {
      name: 'text where a list is wanted',
      text: pod('containers: [{name: c, command: sh}]'),
      says: 'f.yaml:5:26: spec.containers[0].command must be a list, and this is the string "sh". Write it as a list: one "- " line for each entry, or [a, b].',
      kubectl: `${REFUSED}json: cannot unmarshal string into Go struct field Container.spec.containers.command of type []string`,
    },
    {
      name: 'text where a probe wants a list',
      text: pod('containers: [{name: c, livenessProbe: {exec: {command: sh}}}]'),
      says: 'f.yaml:5:49: spec.containers[0].livenessProbe.exec.command must be a list, and this is the string "sh". Write it as a list: one "- " line for each entry, or [a, b].',
      kubectl: `${REFUSED}json: cannot unmarshal string into Go struct field ExecAction.spec.containers.livenessProbe.ProbeHandler.exec.command of type []string`,
    },
    {
      name: 'the same to an older server',
      text: pod('containers: [{name: c, livenessProbe: {exec: {command: sh}}}]'),
      release: Release.of('1.34'),
      says: 'f.yaml:5:49: spec.containers[0].livenessProbe.exec.command must be a list, and this is the string "sh". Write it as a list: one "- " line for each entry, or [a, b].',
      kubectl: `${REFUSED}json: cannot unmarshal string into Go struct field ExecAction.spec.containers.livenessProbe.exec.command of type []string`,
    },
    {
      name: 'text for all metadata',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: p\n',
      says: 'f.yaml:3:1: metadata must be a map with the fields of ObjectMeta, and this is the string "p".',
      kubectl:
        'error: unable to decode "f.yaml": json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta',
    },
    {
      name: 'a number as a label',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {a: 1}}\n',
      says: 'f.yaml:3:30: metadata.labels.a must be a string, and this is the number 1. Put it into quotes: "1".',
      kubectl:
        'error: unable to decode "f.yaml": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    },
    {
      name: 'no quantity',
      text: pod('containers: [{name: c, resources: {limits: {memory: 1GB}}}]'),
      says: 'f.yaml:5:47: spec.containers[0].resources.limits.memory must be a quantity such as 500m, 2 or 128Mi, and this is the string "1GB".',
      kubectl: `${REFUSED}quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    },
    {
      name: 'an unknown kind',
      text: 'apiVersion: v1\nkind: Pdo\nmetadata: {name: x}\n',
      says: 'f.yaml:2:1: There is no kind Pdo in v1. Did you mean Pod?',
      kubectl:
        'error: resource mapping not found for name: "x" namespace: "" from "f.yaml": no matches for kind "Pdo" in version "v1"\nensure CRDs are installed first',
    },
    {
      name: 'no kind',
      text: 'apiVersion: v1\nmetadata: {name: x}\n',
      says: 'f.yaml:1:1: The object does not say its kind; a pod, for example, begins with apiVersion: v1 and kind: Pod.',
      kubectl:
        'error: error validating "f.yaml": error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false',
    },
    {
      name: 'nothing but comments',
      text: '# hello\n---\n',
      says: 'f.yaml:1:1: There is no object in this file: it is empty or holds comments only.',
      kubectl: 'error: no objects passed to create',
    },
  ];
  for (const { name, text, says, kubectl, release } of rows) {
    it(name, () => {
      const error = errorOf(text, release);
      expect(error.message).to.equal(says);
      expect(error.kubectlMessage).to.equal(kubectl);
    });
  }

  it('names what a release up to 1.24 calls missing', () => {
    expect(errorOf(pod('containers: [{image: x}]'), OLD).kubectlMessage).to.contain(
      'ValidationError(Pod.spec.containers[0]): missing required field "name" in io.k8s.api.core.v1.Container',
    );
  });

  it('refuses files beyond the limit with their size', () => {
    const error = errorOf(`# ${'x'.repeat(10 * 1024 * 1024)}`);
    expect(error.kind).to.equal('too-large');
    expect(error.message).to.match(/^f\.yaml: The file is 10\.0 MB; up to 8 MB are read/);
  });

  it('refuses aliases that unfold without end', () => {
    const nine = (name: string) => `[${Array(9).fill(name).join(',')}]`;
    const text = `a: &a ${nine('x')}\nb: &b ${nine('*a')}\nc: &c ${nine('*b')}\nd: &d ${nine('*c')}\ne: ${nine('*d')}\n`;
    const error = errorOf(text);
    expect(error.kind).to.equal('alias-bomb');
    expect(error.kubectlMessage).to.contain('yaml: document contains excessive aliasing');
  });

  it('reads 500 containers soon', () => {
    const containers = Array.from({ length: 500 }, (_, i) => [
      `- name: c${i}`,
      '  image: busybox',
      `  ports: [{containerPort: ${i + 1}}]`,
    ]);
    const text = pod('containers:', ...containers.flat());
    decodeManifests(text, 'f.yaml');
    const before = process.hrtime.bigint();
    expect(podOf(text).spec.containers).to.have.length(500);
    expect(Number(process.hrtime.bigint() - before) / 1e6).to.be.lessThan(5000);
  });
});

/** Each row was played through kubectl 1.32: `kubectl create --dry-run=client -f f.yaml`. */
describe('broken YAML and JSON', () => {
  const rows: [text: string, kubectl: string, line: number][] = [
    ['a: [1, 2\n', "yaml: line 1: did not find expected ',' or ']'", 2],
    ['a: b: c\n', 'yaml: mapping values are not allowed in this context', 1],
    ['a:\n\t- b\n', 'yaml: line 2: found character that cannot start any token', 2],
    ['a: 1\n\tb: 2\n', 'yaml: line 2: found a tab character that violates indentation', 2],
    ['a: 1\nb\n', "yaml: line 3: could not find expected ':'", 2],
    ['a: "x\n', 'yaml: line 2: found unexpected end of stream', 2],
    ['- a\n b: c\n', 'yaml: line 2: mapping values are not allowed in this context', 2],
    ['a: {b: c\nd: e\n', "yaml: line 1: did not find expected ',' or '}'", 2],
    ['a: *x\n', "yaml: unknown anchor 'x' referenced", 1],
    ['a: &x [*x]\n', "yaml: anchor 'x' value contains itself", 1],
    ['a: b\n  c: d\n', 'yaml: line 2: mapping values are not allowed in this context', 2],
    ['a: @x\n', 'yaml: found character that cannot start any token', 1],
    ['x: 1\n- y\n', 'yaml: line 1: did not find expected key', 2],
    ['a: "\\q"\n', 'yaml: found unknown escape character', 1],
    ['metadata:\n  name: x\n spec:\n  a: b\n', 'yaml: line 2: did not find expected key', 3],
    ['spec:\n  containers:\n  - name: a\n   image: b\n', 'yaml: line 3: did not find expected key', 4],
    ['a: ]\n', 'yaml: did not find expected node content', 1],
    ['a: !!int x\n', 'yaml: cannot decode !!str `x` as a !!int', 1],
    ['<<: 5\n', 'yaml: map merge requires map or sequence of maps as the value', 1],
  ];
  for (const [text, kubectl, line] of rows) {
    it(JSON.stringify(text), () => {
      const error = errorOf(text);
      expect(error.kind).to.equal('syntax');
      expect(error.kubectlMessage).to.equal(`error: error parsing f.yaml: error converting YAML to JSON: ${kubectl}`);
      expect(error.line).to.equal(line);
    });
  }

  const json: [text: string, kubectl: string][] = [
    ['{a: b}', "json: offset 2: invalid character 'a' looking for beginning of object key string"],
    ['{"a": 1,\n "b": }', "json: offset 16: invalid character '}' looking for beginning of value"],
    ['{"a": 1 "b": 2}', "json: offset 9: invalid character '\"' after object key:value pair"],
  ];
  for (const [text, kubectl] of json) {
    it(JSON.stringify(text), () =>
      expect(errorOf(text).kubectlMessage).to.equal(`error: error parsing f.yaml: ${kubectl}`),
    );
  }
});
