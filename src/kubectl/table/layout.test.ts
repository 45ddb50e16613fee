import { expect } from 'chai';
import fc from 'fast-check';
import { TableLayout } from './layout';

describe('kubectl/table layout', () => {
  it('is three wider than the longest cell, at least six', () => {
    expect(
      new TableLayout().format([
        ['A', 'B', 'C'],
        ['longer', 'x', 'y'],
      ]),
    ).to.equal('A        B     C\nlonger   x     y\n');
  });

  it('remembers its widths and only grows', () => {
    const layout = new TableLayout();
    layout.format([
      ['NAME', 'STATUS'],
      ['p', 'Pending'],
    ]);
    expect(layout.format([['p', 'Running', 'x']])).to.equal('p      Running   x\n');
    expect(layout.format([['p', 'ContainerCreating', 'x']])).to.equal('p      ContainerCreating   x\n');
    expect(layout.format([['p', 'Running', 'x']])).to.equal('p      Running             x\n');
  });

  it('cuts cells at line breaks', () => {
    expect(new TableLayout().format([['a\nb', 'c']])).to.equal('a...   c\n');
  });

  it('puts the cells of a column under each other', () => {
    const cell = fc.stringMatching(/^[a-z]{0,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const marked = rows.map(([a, b, c]) => [`<${a}`, `<${b}`, `<${c}`]);
        const lines = new TableLayout().format(marked).trimEnd().split('\n');
        const starts = lines.map((line) => [...line.matchAll(/</g)].map((match) => match.index).join());
        expect(new Set(starts).size).to.equal(1);
      }),
    );
  });
});
