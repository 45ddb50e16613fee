import { expect } from 'chai';
import { Kernel, sleep, type Task } from '../../kernel';
import { LATENCIES } from '../../latencies';
import { type Connection, EOF, Network } from './index';

describe('A connection while the seed orders simultaneous events', () => {
  for (let seed = 1; seed <= 20; seed++) {
    it(`delivers what was sent, then the end (seed ${seed})`, () => {
      const kernel = new Kernel({ seed, permuteTies: true, latencies: LATENCIES });
      const network = new Network(kernel);
      const client = network.attach('10.244.0.5', { name: 'client', kind: 'pod', node: 'node-1' });
      const server = network.attach('10.244.0.6', { name: 'server', kind: 'pod', node: 'node-1' });
      server.listen(80, (connection: Connection) => {
        for (const word of ['a', 'b', 'c']) connection.write(word);
        connection.close();
      });
      let read = '';
      kernel.spawn('reader', reader());
      kernel.runUntil(5000);
      expect(read).to.equal('abc');

      function* reader(): Task {
        const connection = yield* network.connect(client, '10.244.0.6', 80, 1000);
        yield* sleep(10);
        for (
          let part = yield* (connection as Connection).read();
          part !== EOF;
          part = yield* (connection as Connection).read()
        )
          read += String(part);
      }
    });
  }
});
