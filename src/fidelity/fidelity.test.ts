import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { compareEvents } from './events';
import { loadRecordings } from './recording';
import { playRecording, rowDifferences } from './replay';
import type { Told } from './told';

const { told, eventsTold } = JSON.parse(readFileSync(join(__dirname, 'told.json'), 'utf8')) as Told;

describe('Recordings of real clusters', () => {
  for (const recording of loadRecordings()) {
    const id = `${recording.kubernetes}/${recording.name}`;
    const seed = eventsTold[id] ?? told[id];
    if (seed === undefined) continue;
    it(`${id} is told by rows${id in eventsTold ? ' and events' : ''}`, function () {
      this.timeout(20_000);
      const result = playRecording(recording, seed);
      expect(rowDifferences(recording, result)).to.deep.equal([]);
      if (id in eventsTold) expect(compareEvents(recording, result)).to.deep.equal([]);
    });
  }

  it('are told by more than nine in ten', () => {
    expect(Object.keys(told).length).to.be.greaterThan(loadRecordings().length * 0.9);
  });
});
