import type { Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { RunRecord } from './runRecord';
import { summary } from './summary';

/** The messages of a run of one scenario, as far as a summary reads them. */
function recordOf(run: object): RunRecord {
  const record = new RunRecord();
  const messages = [
    { pickle: { id: 'p', uri: 'x.feature', name: 'a scenario', astNodeIds: ['n'], steps: [] } },
    { testCase: { id: 'c', pickleId: 'p', testSteps: [] } },
    { testCaseStarted: { id: 's', testCaseId: 'c', attempt: 0 } },
    {
      attachment: {
        testCaseStartedId: 's',
        fileName: 'run.json',
        body: JSON.stringify(run),
        contentEncoding: 'IDENTITY',
      },
    },
    { testRunFinished: {} },
  ];
  for (const message of messages) record.add(message as unknown as Envelope);
  return record;
}

const REST = { wallMs: 100, written: [], interruptedBy: undefined };

describe('the summary of a run', () => {
  it('names what was made and is not simulated, once', () => {
    const text = summary(recordOf({ virtualMs: 1000, kept: ['Ingress'] }), REST);
    expect(text).to.match(/kept but not simulated: Ingress \(x\.feature:\d+\): no verdict says anything about it/);
  });

  it('is silent about it where all is simulated', () => {
    expect(summary(recordOf({ virtualMs: 1000 }), REST)).not.to.contain('not simulated');
  });
});
