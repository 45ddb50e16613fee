import { expect } from 'chai';
import { JsonPathError, jsonPath, pathValues } from './index';

const list = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { 'app.io/x': 'one' } }, status: { phase: 'Running', n: 1, ready: true } },
    { metadata: { name: 'b' }, status: { phase: 'Pending', n: 2, ready: false } },
    { metadata: { name: 'c' }, status: { phase: 'Running', n: 3, ready: true } },
  ],
};

describe('kubectl/jsonpath', () => {
  const cases: [string, string][] = [
    ['{.kind}', 'List'],
    ['{$.kind}', 'List'],
    ['kind is {.kind}!', 'kind is List!'],
    ['{.items[*].metadata.name}', 'a b c'],
    ['{.items[0].metadata.name}', 'a'],
    ['{.items[-1].metadata.name}', 'c'],
    ['{.items[0,2].metadata.name}', 'a c'],
    ['{.items[0:2].metadata.name}', 'a b'],
    ['{.items[::2].metadata.name}', 'a c'],
    ['{.items[?(@.status.phase=="Running")].metadata.name}', 'a c'],
    ["{.items[?(@.status.phase != 'Running')].metadata.name}", 'b'],
    ['{.items[?(@.status.n>1)].metadata.name}', 'b c'],
    ['{.items[?(@.status.ready==true)].metadata.name}', 'a c'],
    ['{.items[?(@.metadata.labels)].metadata.name}', 'a'],
    ['{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}', 'a\tRunning\nb\tPending\nc\tRunning\n'],
    ['{range .items[*]}[{.metadata.name}, {.status.n}] {end}', '[a, 1] [b, 2] [c, 3] '],
    ["{.items[0].metadata.labels['app.io/x']}", 'one'],
    ['{.items[0].metadata.labels.app\\.io/x}', 'one'],
    ["{.items[*]['metadata.name', 'status.n']}", ''],
    ["{.items[0].status['phase','n']}", 'Running 1'],
    ['{..name}', 'a b c'],
    ['{.nothing.here}', ''],
    ['{.items[0].metadata}', '{"labels":{"app.io/x":"one"},"name":"a"}'],
    ['{.items[0].status.*}', '1 Running true'],
    ['{@.kind}', 'List'],
    ['{.items[0].status.ready}{"\\n"}', 'true\n'],
  ];
  for (const [template, expected] of cases) {
    it(template, () => expect(jsonPath(template, list)).to.equal(expected));
  }

  it('refuses an index out of bounds', () => {
    expect(() => jsonPath('{.items[7].x}', list)).to.throw(
      JsonPathError,
      'array index out of bounds: index 7, length 3',
    );
  });
  it('refuses what is not closed', () => {
    expect(() => jsonPath('{.items', list)).to.throw(JsonPathError, 'unclosed action');
    expect(() => jsonPath('{range .items[*]}x', list)).to.throw(JsonPathError, 'unterminated range');
    expect(() => jsonPath('{end}', list)).to.throw(JsonPathError, 'not in range, nothing to end');
  });
  it('takes paths without braces where kubectl does', () => {
    expect(pathValues('.items[1].metadata.name', list)).to.deep.equal(['b']);
    expect(pathValues('{.kind}', list)).to.deep.equal(['List']);
    expect(pathValues('kind', list)).to.deep.equal(['List']);
  });
});
