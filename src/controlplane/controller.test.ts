import { expect } from 'chai';
import fc from 'fast-check';
import { StatusError } from '../api';
import { Kernel, NeverWaits, sleep, type Task } from '../kernel';
import { Controller, type ControllerOptions } from './controller';

function make(sync: ControllerOptions['sync'], options: Partial<ControllerOptions> = {}, controllerSync = 1) {
  const kernel = new Kernel({ latencies: { controllerSync } });
  return { kernel, controller: new Controller({ kernel, name: 'test-controller', kind: 'Thing', sync, ...options }) };
}

describe('controller', () => {
  it('never works on one key twice at a time, and sees every change at last', () => {
    const additions = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), atMs: fc.nat(50) }), { maxLength: 60 });
    fc.assert(
      fc.property(
        additions,
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        (list, syncMs, workers) => {
          const busy = new Set<string>();
          const lastAdded = new Map<string, number>();
          const lastBegun = new Map<string, number>();
          const { kernel, controller } = make(
            function* (key): Task {
              expect(busy.has(key)).to.equal(false);
              busy.add(key);
              lastBegun.set(key, kernel.now);
              yield* sleep(syncMs);
              busy.delete(key);
            },
            { workers },
          );
          for (const { key, atMs } of list) {
            lastAdded.set(key, Math.max(atMs, lastAdded.get(key) ?? 0));
            kernel.at(atMs, () => controller.enqueue(key));
          }
          kernel.runUntil(10_000);
          for (const [key, atMs] of lastAdded) expect(lastBegun.get(key)).to.be.at.least(atMs);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tries again after ever longer delays when the API refuses', () => {
    const begun: number[] = [];
    const { kernel, controller } = make(function* (): Task {
      begun.push(kernel.now);
      if (begun.length < 5) throw new StatusError('Conflict', 'somebody was faster');
    });
    controller.enqueue('a');
    kernel.runUntil(1000);
    const gaps = begun.slice(1).map((at, index) => at - begun[index]!);
    expect(gaps).to.deep.equal([6, 11, 21, 41]);
    expect(kernel.journal.all().filter(({ type }) => type === 'reconcile-failed')).to.have.length(4);
  });

  it('names a loop that feeds itself without time', () => {
    const { kernel, controller } = make(
      function* (key): Task {
        controller.enqueue(key);
      },
      {},
      0,
    );
    controller.enqueue('ns/x');
    expect(() => kernel.runUntil(1000)).to.throw(NeverWaits, 'test-controller (ns/x) never waits');
  });

  it('takes the earliest of several delays', () => {
    const begun: number[] = [];
    const { kernel, controller } = make(function* (): Task {
      begun.push(kernel.now);
    });
    controller.enqueueAfter('a', 500);
    controller.enqueueAfter('a', 100);
    controller.enqueueAfter('a', 300);
    kernel.runUntil(1000);
    expect(begun).to.deep.equal([101]);
  });
});
