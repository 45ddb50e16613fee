import { expect } from 'chai';
import fc from 'fast-check';
import {
  anyOf,
  EventQueue,
  forever,
  Interrupted,
  Kernel,
  Latch,
  Mailbox,
  NeverWaits,
  Signal,
  sleep,
  type Task,
  TIMED_OUT,
  type Timer,
  within,
} from './index';

describe('the event queue', () => {
  it('gives back what it was given, ordered by time, tie and sequence', () => {
    const due = fc.record({ timeMs: fc.nat(50), tie: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(due), (items) => {
        const queue = new EventQueue<{ timeMs: number; tie: number; sequence: number }>();
        const all = items.map((item, sequence) => ({ ...item, sequence }));
        for (const item of all) queue.push(item);
        const taken = all.map(() => queue.take());
        const sorted = [...all].sort((a, b) => a.timeMs - b.timeMs || a.tie - b.tie || a.sequence - b.sequence);
        expect(taken).to.deep.equal(sorted);
      }),
    );
  });

  it('gives the same order whether what is due at once is pushed or appended, and whatever is thrown out on the way', () => {
    const act = fc.oneof(
      fc.record({ delayMs: fc.oneof(fc.constant(0), fc.nat(5)) }),
      fc.constant('take' as const),
      fc.constant('throw out' as const),
    );
    const play = (acts: readonly ({ delayMs: number } | 'take' | 'throw out')[], appends: boolean) => {
      const queue = new EventQueue<{ timeMs: number; tie: number; sequence: number }>();
      const taken: (number | undefined)[] = [];
      let now = 0;
      let sequence = 0;
      const take = () => {
        const item = queue.take();
        now = item?.timeMs ?? now;
        taken.push(item?.sequence);
      };
      for (const what of acts) {
        if (what === 'take') take();
        else if (what === 'throw out') queue.keep((item) => item.sequence % 3 !== 0);
        else {
          const item = { timeMs: now + what.delayMs, tie: 0, sequence: sequence++ };
          if (appends && what.delayMs === 0) queue.append(item);
          else queue.push(item);
        }
      }
      while (queue.size > 0) take();
      return taken;
    };
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        expect(play(acts, true)).to.deep.equal(play(acts, false));
      }),
    );
  });

  it('keeps little of a lane that is never empty', () => {
    const queue = new EventQueue<{ timeMs: number; tie: number; sequence: number }>();
    let sequence = 0;
    for (let i = 0; i < 3; i++) queue.append({ timeMs: 0, tie: 0, sequence: sequence++ });
    for (let i = 0; i < 10_000; i++) {
      queue.append({ timeMs: 0, tie: 0, sequence: sequence++ });
      expect(queue.take()?.sequence).to.equal(i);
    }
    expect((queue as unknown as { lane: unknown[] }).lane.length).to.be.below(2100);
  });
});

describe('the clock', () => {
  it('stands at the asked time after a run, with and without events', () => {
    const kernel = new Kernel();
    const seen: number[] = [];
    kernel.at(10, () => seen.push(kernel.now));
    kernel.at(30, () => seen.push(kernel.now));
    kernel.runUntil(20);
    expect(kernel.now).to.equal(20);
    kernel.runUntil(100);
    expect(seen).to.deep.equal([10, 30]);
    expect(kernel.now).to.equal(100);
  });

  it('runs what is due at one instant in the order in which it was asked for', () => {
    const kernel = new Kernel();
    const seen: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) kernel.at(5, () => seen.push(name));
    kernel.runUntil(5);
    expect(seen.join('')).to.equal('abcd');
  });

  it('lets the seed permute what is due at one instant', () => {
    const orders = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const kernel = new Kernel({ seed, permuteTies: true });
      const seen: string[] = [];
      for (const name of ['a', 'b', 'c']) kernel.at(5, () => seen.push(name));
      kernel.runUntil(5);
      orders.add(seen.join(''));
    }
    expect(orders.size).to.be.greaterThan(3);
  });

  it('stops after the event that makes the condition true', () => {
    const kernel = new Kernel();
    let count = 0;
    for (let t = 1; t <= 10; t++) kernel.at(t, () => count++);
    expect(kernel.runUntil(100, () => count === 3)).to.equal(true);
    expect(kernel.now).to.equal(3);
  });
});

describe('cancelled timers', () => {
  it('are forgotten before they are due: timeouts that never come do not fill the queue, and move nothing', () => {
    const run = (timeouts: number) => {
      const kernel = new Kernel();
      const order: number[] = [];
      for (let i = 0; i < 500; i++) {
        kernel.at(((i * 37) % 500) + 1, () => {
          order.push(i);
          for (let n = 0; n < timeouts; n++) kernel.after(60_000, () => order.push(-1)).cancel();
        });
      }
      kernel.runUntil(1000);
      return { order, pending: kernel.pending, queued: (kernel as unknown as { queue: EventQueue<Timer> }).queue.size };
    };
    const many = run(20);
    expect(many.order).to.deep.equal(run(0).order);
    expect(many.pending).to.equal(0);
    expect(many.queued).to.be.below(1000);
  });

  it('may be cancelled twice, and after they have fired', () => {
    const kernel = new Kernel();
    const fired = kernel.at(1, () => {});
    const cancelled = kernel.at(2, () => {});
    kernel.at(3, () => {});
    kernel.runUntil(1);
    fired.cancel();
    cancelled.cancel();
    cancelled.cancel();
    expect(kernel.pending).to.equal(1);
  });
});

describe('a process', () => {
  const run = (task: (kernel: Kernel, log: (text: string) => void) => Task<unknown>, untilMs = 10_000) => {
    const kernel = new Kernel();
    const log: string[] = [];
    const process = kernel.spawn(
      'p',
      task(kernel, (text) => log.push(`${kernel.now} ${text}`)),
    );
    return { kernel, log, process, finish: () => kernel.runUntil(untilMs) };
  };

  it('sleeps in virtual time and returns a value', () => {
    const { process, finish, kernel } = run(function* () {
      yield* sleep(250);
      return 7;
    });
    finish();
    expect(process.outcome).to.deep.equal({ how: 'returned', value: 7 });
    expect(kernel.now).to.equal(10_000);
  });

  it('runs its finally blocks when it is killed, also those that wait', () => {
    const { process, log, finish, kernel } = run(function* (_kernel, say) {
      try {
        yield* forever();
      } finally {
        say('killed');
        yield* sleep(100);
        say('cleaned up');
      }
    });
    kernel.at(500, () => process.kill());
    finish();
    expect(log).to.deep.equal(['500 killed', '600 cleaned up']);
    expect(process.outcome?.how).to.equal('killed');
  });

  it('may catch an interrupt and go on', () => {
    const { process, log, finish, kernel } = run(function* (_kernel, say) {
      try {
        yield* sleep(1000);
      } catch (error) {
        say(error instanceof Interrupted ? String(error.reason) : 'other');
      }
      yield* sleep(50);
      say('end');
    });
    kernel.at(300, () => process.interrupt('enough'));
    finish();
    expect(log).to.deep.equal(['300 enough', '350 end']);
  });

  it('that fails ends the run with its name and time, unless it is tolerated', () => {
    const kernel = new Kernel();
    kernel.spawn(
      'unlucky',
      (function* () {
        yield* sleep(1500);
        throw new Error('no luck');
      })(),
    );
    expect(() => kernel.runUntil(5000)).to.throw('unlucky failed at 1.5s: no luck');
  });

  it('that never waits ends in an error that names it', () => {
    const spin = (body: (kernel: Kernel) => Task) => {
      const kernel = new Kernel();
      kernel.spawn('container web: sh -c while true; do :; done', body(kernel));
      return () => kernel.runUntil(1000);
    };
    const yields = spin(function* () {
      for (;;) yield* sleep(0);
    });
    const charges = spin(function* (kernel) {
      while (kernel.now === 0) kernel.running?.charge();
      yield* sleep(0);
    });
    expect(yields).to.throw(NeverWaits, /while true; do :; done never waits/);
    expect(charges).to.throw(NeverWaits, /while true; do :; done never waits/);
  });
});

describe('a callback loop that feeds itself', () => {
  it('ends in an error that names the busiest', function () {
    this.timeout(20_000);
    const kernel = new Kernel();
    const again = () => void kernel.after(0, again, 'deployment controller');
    again();
    expect(() => kernel.runUntil(1000)).to.throw(NeverWaits, /deployment controller never waits/);
  });
});

describe('waiting for something', () => {
  it('wakes all who wait for a signal, and nobody who comes later', () => {
    const kernel = new Kernel();
    const signal = new Signal<string>(kernel);
    const seen: string[] = [];
    const listen = (name: string, afterMs: number) =>
      kernel.spawn(
        name,
        (function* () {
          yield* sleep(afterMs);
          const value = yield* within(1000, signal.wait());
          seen.push(`${name} ${kernel.now} ${value === TIMED_OUT ? 'timed out' : value}`);
        })(),
      );
    listen('a', 0);
    listen('b', 50);
    listen('late', 200);
    kernel.at(100, () => signal.fire('x'));
    kernel.runUntil(5000);
    expect(seen).to.deep.equal(['a 100 x', 'b 100 x', 'late 1200 timed out']);
  });

  it('takes the first of several and disarms the others', () => {
    const kernel = new Kernel();
    const [first, second] = [new Latch<number>(kernel), new Latch<number>(kernel)];
    let won: unknown;
    kernel.spawn(
      'p',
      (function* () {
        won = yield* anyOf(first.wait() as never, second.wait() as never);
      })(),
    );
    kernel.at(10, () => second.set(2));
    kernel.at(10, () => first.set(1));
    kernel.runUntil(100);
    expect(won).to.deep.equal({ index: 1, value: 2 });
  });

  it('takes from a mailbox in the order of putting', () => {
    const kernel = new Kernel();
    const box = new Mailbox<number>(kernel);
    const seen: number[] = [];
    kernel.spawn(
      'reader',
      (function* () {
        for (;;) seen.push(yield* box.take());
      })(),
    );
    for (let i = 0; i < 5; i++) kernel.at(i * 3, () => box.put(i));
    kernel.runUntil(100);
    expect(seen).to.deep.equal([0, 1, 2, 3, 4]);
  });
});

describe('random streams', () => {
  it('do not move each other', () => {
    const draws = (disturb: boolean) => {
      const kernel = new Kernel({ seed: 42 });
      const out: number[] = [];
      for (let i = 0; i < 10; i++) {
        out.push(kernel.random.stream('a').integer(0, 1000));
        if (disturb) kernel.random.stream('b').unit();
      }
      return out;
    };
    expect(draws(true)).to.deep.equal(draws(false));
  });

  it('draw latencies inside their range and refuse unknown names with near ones', () => {
    const kernel = new Kernel({ latencies: { apiWrite: [3, 9], apiRead: 2 } });
    for (let i = 0; i < 100; i++) expect(kernel.latency('apiWrite')).to.be.within(3, 9);
    expect(() => kernel.latency('apiWrit')).to.throw('the nearest names are apiWrite');
  });
});

describe('the journal', () => {
  const play = (seed: number) => {
    const kernel = new Kernel({ seed });
    kernel.spawn(
      'p',
      (function* () {
        for (let i = 0; i < 5; i++) {
          yield* sleep(kernel.random.stream('p').integer(1, 100));
          kernel.journal.record({ component: 'p', type: 'tick', detail: { i } });
        }
      })(),
    );
    kernel.runUntil(1000);
    return kernel.journal;
  };

  it('finds facts by type, object and kind, those of later too', () => {
    const { journal } = new Kernel();
    const told = (facts: readonly { seq: number }[]) => facts.map(({ seq }) => seq);
    const objects = ['Pod/a/x', 'Pod/a/y', 'Node/n', undefined, 'Pod/a/x'];
    for (const [i, object] of objects.entries()) {
      const type = i % 2 ? 'odd' : 'even';
      journal.record({ component: 'test', type, ...(object !== undefined && { object }) });
      for (const word of ['odd', 'even', 'none'])
        expect(journal.ofType(word)).to.deep.equal(journal.all().filter((fact) => fact.type === word));
    }
    expect(told(journal.about('Pod/a/x'))).to.deep.equal([1, 5]);
    expect(told(journal.about('Pod/a'))).to.deep.equal([]);
    expect(told(journal.ofKind('Pod'))).to.deep.equal([1, 2, 5]);
    expect(told(journal.ofKind('Node'))).to.deep.equal([3]);
    expect(told(journal.ofKind(''))).to.deep.equal([4]);
  });

  it('has the same digest for the same seed and another for another', () => {
    expect(play(1).digest()).to.equal(play(1).digest());
    expect(play(1).digest()).not.to.equal(play(2).digest());
  });

  it('links a fact to the fact that caused it, through timers and processes', () => {
    const kernel = new Kernel();
    const signal = new Signal(kernel);
    kernel.spawn(
      'killer',
      (function* () {
        yield* within(10_000, signal.wait());
        kernel.journal.record({ component: 'killer', type: 'kill' });
        yield* sleep(5);
        kernel.journal.record({ component: 'killer', type: 'restart' });
      })(),
    );
    kernel.at(100, () => {
      kernel.journal.record({ component: 'probe', type: 'failed' });
      signal.fire();
    });
    kernel.runUntil(1000);
    expect(kernel.journal.chain(3).map((fact) => fact.type)).to.deep.equal(['restart', 'kill', 'failed']);
  });
});
