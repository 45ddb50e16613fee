import { expect } from 'chai';
import fc from 'fast-check';
import { Kernel } from '../kernel/index';
import { ContainerLog, MAX_LINE_BYTES } from './logs';

describe('container log', () => {
  const cases: [string, string[], [string, boolean][]][] = [
    [
      'whole lines',
      ['a\nb\n'],
      [
        ['a', false],
        ['b', false],
      ],
    ],
    ['a line in pieces', ['a', 'b', '\n'], [['ab', false]]],
    ['an empty line', ['\n'], [['', false]]],
    [
      'a last line without newline',
      ['a\nb'],
      [
        ['a', false],
        ['b', true],
      ],
    ],
    ['a line that is too long', [`${'x'.repeat(MAX_LINE_BYTES)}y\n`], [[`${'x'.repeat(MAX_LINE_BYTES)}y`, false]]],
  ];
  for (const [what, writes, expected] of cases) {
    it(`keeps ${what}`, () => {
      const log = new ContainerLog(new Kernel());
      for (const data of writes) log.write('stdout', data);
      log.close();
      expect(log.lines.map((line) => [line.text, line.partial ?? false])).to.deep.equal(expected);
    });
  }

  it('gives a line the time of its newline and keeps the streams apart', () => {
    const kernel = new Kernel();
    const log = new ContainerLog(kernel);
    log.write('stdout', 'out');
    log.write('stderr', 'err\n');
    const told = () => log.lines.map(({ timeMs, stream, text }) => [timeMs, stream, text]);
    expect(told()).to.deep.equal([[0, 'stderr', 'err']]);
    kernel.runUntil(500);
    log.write('stdout', '\n');
    expect(told()[1]).to.deep.equal([500, 'stdout', 'out']);
  });

  it('loses nothing, however the output is cut into writes', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-c\n]*$/)), (writes) => {
        const log = new ContainerLog(new Kernel());
        for (const data of writes) log.write('stdout', data);
        log.close();
        return log.tail(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY) === writes.join('');
      }),
    );
  });

  it('shows the end, by lines and bytes', () => {
    const log = new ContainerLog(new Kernel());
    log.write('stdout', 'one\ntwo\nthree\n');
    expect(log.tail(2, 100)).to.equal('two\nthree\n');
    expect(log.tail(80, 4)).to.equal('ree\n');
  });
});
