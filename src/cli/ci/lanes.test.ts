import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { inLanes } from './lanes';

describe('lanes', () => {
  it('take the next job when they are free, and never more than there are', async () => {
    const told: string[] = [];
    let running = 0;
    let most = 0;
    const job = (name: string, ticks: number) => async () => {
      told.push(name);
      most = Math.max(most, ++running);
      for (let i = 0; i < ticks; i++) await pause(0);
      running--;
      return name.toUpperCase();
    };
    const jobs = [job('long', 100), job('a', 1), job('b', 1), job('c', 1)];
    expect(await inLanes(jobs, 2)).to.deep.equal(['LONG', 'A', 'B', 'C']);
    expect(told).to.deep.equal(['long', 'a', 'b', 'c']);
    expect(most).to.equal(2);
    expect(await inLanes(jobs.slice(0, 1), 2), 'more lanes than jobs').to.deep.equal(['LONG']);
  });

  it('fail with the job that fails', async () => {
    const fails = async () => {
      throw new Error('on purpose');
    };
    const error = await inLanes([fails, async () => 1]).catch((reason: Error) => reason.message);
    expect(error).to.equal('on purpose');
  });
});
