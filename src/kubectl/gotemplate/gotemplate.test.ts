import { expect } from 'chai';
import { GoTemplateError, goTemplate } from './index';

const pod = {
  metadata: { name: 'web', labels: { 'app.io/tier': 'front', app: 'web' } },
  spec: {
    containers: [
      { name: 'c', image: 'nginx' },
      { name: 'side', image: 'busybox' },
    ],
    replicas: 3,
    on: true,
  },
  status: {
    containerStatuses: [{ name: 'c', lastState: { terminated: { message: 'Sleep expired\n' } } }, { name: 'side' }],
  },
  data: { key: 'aGVsbG8=' },
  none: null,
};

describe('kubectl/gotemplate', () => {
  const cases: [template: string, written: string][] = [
    ['plain text', 'plain text'],
    ['{{.metadata.name}}', 'web'],
    ['<{{ .metadata.name }}>', '<web>'],
    ['a {{- " b " -}} c', 'a b c'],
    ['a{{/* nothing */}}b {{- /* and white space */ -}} c', 'abc'],
    ['{{range .spec.containers}}{{.name}}={{.image}} {{end}}', 'c=nginx side=busybox '],
    ['{{range $i, $c := .spec.containers}}{{$i}}:{{$c.image}}{{"\\n"}}{{end}}', '0:nginx\n1:busybox\n'],
    ['{{range $key, $value := .metadata.labels}}{{$key}}={{$value}};{{end}}', 'app=web;app.io/tier=front;'],
    ['{{range .spec.nothing}}x{{else}}empty{{end}}', 'empty'],
    ['{{range .spec.containers}}{{if eq .name "side"}}{{continue}}{{end}}{{.name}}{{end}}', 'c'],
    ['{{range .spec.containers}}{{.name}}{{break}}{{end}}', 'c'],
    ['{{range .status.containerStatuses}}{{.lastState.terminated.message}}{{end}}', 'Sleep expired\n<no value>'],
    ['{{.status.nothing}} {{.none}} {{.a.b.c}}', '<no value> <no value> <no value>'],
    [
      '{{range .status.containerStatuses}}{{printf "%s:\\n%s\\n\\n" .name .lastState.terminated.message}}{{end}}',
      'c:\nSleep expired\n\n\nside:\n%!s(<nil>)\n\n',
    ],
    ['{{.metadata}}', 'map[labels:map[app:web app.io/tier:front] name:web]'],
    ['{{.spec.containers}}', '[map[image:nginx name:c] map[image:busybox name:side]]'],
    ['{{.spec.replicas}} {{.spec.on}}', '3 true'],
    ['{{index .metadata.labels "app.io/tier"}}', 'front'],
    ['{{(index .spec.containers 1).image}}', 'busybox'],
    ['{{index .spec.containers 0 "image"}}', 'nginx'],
    ['{{len .spec.containers}} {{len .metadata.name}}', '2 3'],
    ['{{if .spec.on}}yes{{else}}no{{end}}{{if not .spec.off}}, and not{{end}}', 'yes, and not'],
    ['{{if .x}}a{{else if eq .metadata.name "web"}}b{{else}}c{{end}}', 'b'],
    ['{{with .metadata}}{{.name}} of {{$.spec.replicas}}{{else}}none{{end}}', 'web of 3'],
    ['{{with .x}}{{.}}{{else}}none{{end}}', 'none'],
    ['{{$n := .metadata.name}}{{if true}}{{$n = "other"}}{{$m := 1}}{{end}}{{$n}}', 'other'],
    ['{{.metadata.name | printf "%-5s|"}}', 'web  |'],
    ['{{.metadata.name | len | printf "%03d"}}', '003'],
    ['{{printf "%q %v %t %5.1f%%" .metadata.name .spec.replicas .spec.on 2.5}}', '"web" 3 true   2.5%'],
    ['{{printf "%d" .spec.replicas}}', '%!d(float64=3)'],
    ['{{printf "%s"}}{{printf "x" 1}}', '%!s(MISSING)x%!(EXTRA int=1)'],
    ['{{print "a" 1 2 "b"}}{{println 1 2}}', 'a1 2b1 2\n'],
    ['{{eq .metadata.name "x" "web"}} {{ne 1 2}} {{lt 1 2}} {{ge 2.5 .spec.replicas}}', 'true true true false'],
    ['{{eq .spec.nothing "x"}} {{eq .spec.nothing nil}}', 'false true'],
    ['{{and .spec.on .metadata.name}} {{or .x "else"}} {{and .x (index .nothing 1)}}', 'web else <no value>'],
    ['{{slice .metadata.name 1 3}}', 'eb'],
    ['{{html "<a>"}} {{urlquery "a b"}}', '&lt;a&gt; a+b'],
    ['{{base64decode .data.key}} {{exists . "spec" "containers"}} {{exists . "spec" "x"}}', 'hello true false'],
    ['{{"raw: "}}{{`a\\n`}}', 'raw: a\\n'],
  ];
  for (const [template, written] of cases) {
    it(JSON.stringify(template).slice(1, -1), () => expect(goTemplate(template).fill(pod)).to.equal(written));
  }

  const refused: [template: string, message: string][] = [
    ['{{.metadata.name', 'template: output:1: unclosed action'],
    ['{{range .items}}x', 'template: output:1: unexpected EOF'],
    ['{{end}}', 'template: output:1: unexpected {{end}}'],
    ['{{nothing .x}}', 'template: output:1: function "nothing" not defined'],
    [
      '\n{{.metadata.name.first}}',
      'template: output:2:11: executing "output" at <.metadata.name.first>: can\'t evaluate field first in type interface {}',
    ],
    [
      '{{eq .spec.replicas 3}}',
      'template: output:1:2: executing "output" at <eq .spec.replicas 3>: error calling eq: incompatible types for comparison',
    ],
    [
      '{{index .spec.containers 7}}',
      'template: output:1:2: executing "output" at <index .spec.containers 7>: error calling index: index out of range: 7',
    ],
    [
      '{{range .spec.replicas}}{{end}}',
      'template: output:1:8: executing "output" at <.spec.replicas>: range can\'t iterate over 3',
    ],
    [
      '{{.metadata.name "x"}}',
      'template: output:1:2: executing "output" at <.metadata.name "x">: can\'t give argument to non-function .metadata.name',
    ],
    ['{{$x}}', 'template: output:1: undefined variable "$x"'],
    ['{{#x}}', "template: output:1: unrecognized character in action: U+0023 '#'"],
  ];
  for (const [template, message] of refused) {
    it(`refuses ${JSON.stringify(template)}`, () =>
      expect(() => goTemplate(template).fill(pod)).to.throw(GoTemplateError, message));
  }

  it('can insist on keys', () =>
    expect(() => goTemplate('{{.metadata.x}}', false).fill(pod)).to.throw('map has no entry for key "x"'));
});
