import { expect } from 'chai';
import { type Failure, Failures } from './failures';
import { renderFailure } from './render';

const FAILURE: Failure = {
  uri: 'a.feature',
  line: 3,
  scenario: 'a pod waits',
  status: 'FAILED' as never,
  sentence: 'Then pod "web" is "Running"',
  sentenceLine: 7,
  message: 'expected: Running\nseen: Pending\n',
  lastRows: ' 1s  web  0/1 Pending\n12s  web  1/1 Running',
};

const bare = (text: string) => text.replace(/\u001b\[[\d;]*m/g, '');

describe('a failure in the terminal', () => {
  const cases: [what: string, change: Partial<Failure>, lines: string[]][] = [
    [
      'sentence, why and the last rows',
      {},
      [
        '✖ a pod waits  a.feature:3',
        '  Then pod "web" is "Running"  a.feature:7',
        '    expected: Running',
        '    seen: Pending',
        '  what happened last',
        '     1s  web  0/1 Pending',
        '    12s  web  1/1 Running',
        '',
      ],
    ],
    [
      'the chain of causes below them',
      { chain: 'pod/web is 0/1 Error at 12s\n12s  Container c ended.\n 1s  Somebody did it.' },
      [
        '✖ a pod waits  a.feature:3',
        '  Then pod "web" is "Running"  a.feature:7',
        '    expected: Running',
        '    seen: Pending',
        '  what happened last',
        '     1s  web  0/1 Pending',
        '    12s  web  1/1 Running',
        '  why pod/web is 0/1 Error at 12s',
        '    12s  Container c ended.',
        '     1s  Somebody did it.',
        '',
      ],
    ],
    [
      'no stack of ours, and the frames of the user',
      {
        lastRows: '',
        message: `Error: no file\n    at f (${__dirname}/x.ts:1:1)\n    at g (/home/me/steps.js:2:2)`,
      },
      [
        '✖ a pod waits  a.feature:3',
        '  Then pod "web" is "Running"  a.feature:7',
        '    no file',
        '        at g (/home/me/steps.js:2:2)',
        '',
      ],
    ],
    [
      'control characters and marks that turn text around are shown, not obeyed',
      { lastRows: '', message: 'seen: \u001b[2J\u202egnp' },
      ['✖ a pod waits  a.feature:3', '  Then pod "web" is "Running"  a.feature:7', '    seen: ␛[2J⟨U+202E⟩gnp', ''],
    ],
  ];
  for (const [what, change, lines] of cases)
    it(`has ${what}`, () => {
      expect(bare(renderFailure({ ...FAILURE, ...change })).split('\n')).to.deep.equal(lines);
    });

  it('cuts endless lines', () => {
    const text = renderFailure({
      ...FAILURE,
      message: `seen: ${'x'.repeat(1_000_000)}`,
      scenario: 'y'.repeat(1_000_000),
    });
    expect(text.length).to.be.below(10_000);
    expect(text).to.contain('more characters)');
  });

  it('counts the last attempt of a scenario', () => {
    const failures = new Failures();
    const attempt = (id: string, status: string, willBeRetried: boolean) => [
      { testCaseStarted: { id, testCaseId: 'case', attempt: 0 } },
      { testStepFinished: { testCaseStartedId: id, testStepId: 'step', testStepResult: { status, message: id } } },
      { testCaseFinished: { testCaseStartedId: id, willBeRetried } },
    ];
    const messages = [
      { pickle: { id: 'pickle', uri: 'a.feature', name: 'a', steps: [], astNodeIds: [] } },
      { testCase: { id: 'case', pickleId: 'pickle', testSteps: [] } },
      ...attempt('first', 'FAILED', true),
      ...attempt('second', 'FAILED', false),
    ];
    for (const message of messages) failures.add(message as never);
    expect(failures.all().map(({ message }) => message)).to.deep.equal(['second']);
  });
});
