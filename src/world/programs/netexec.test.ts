import { expect } from 'chai';
import { NetError } from '../network';
import { TestWorld } from './testWorld';

const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost:2.53';

function running(args: readonly string[] = []) {
  const world = new TestWorld();
  const container = world.start(AGNHOST, { argv: ['/agnhost', 'netexec', ...args] });
  world.advance(1000);
  return { world, container };
}

/** An answer, or why there is none. */
const told = (answer: string | NetError) => (answer instanceof NetError ? answer.kind : answer);

describe('agnhost netexec over UDP', () => {
  const cases: [args: string[], port: number, says: string, answer: string | RegExp, logged: string | RegExp][] = [
    [[], 8081, 'hostname', 'web', 'Sending udp hostName response'],
    [[], 8081, 'hostName\n', 'web', 'Sending udp hostName response'],
    [[], 8081, 'echo Hello there', 'hello there', /^Echoing hello there to UDP client 10\.244\.0\.1:\d+$/m],
    [[], 8081, 'clientip', /^10\.244\.0\.1:\d+$/, /^Sending clientip back to UDP client 10\.244\.0\.1:\d+$/m],
    [[], 8081, 'what?', 'timeout', /^Unknown UDP command received from 10\.244\.0\.1:\d+: what\?$/m],
    [[], 8081, ' ', 'timeout', 'Started UDP server on port  8081\n'],
    [['--http-port=80', '--udp-port', '80'], 80, 'hostname', 'web', 'Started UDP server on port  80\n'],
    [['--udp-port=-1'], 8081, 'hostname', 'refused', ''],
    [['--udp-listen-addresses=127.0.0.1'], 8081, 'hostname', 'refused', 'Started UDP server on port 127.0.0.1 8081\n'],
  ];
  for (const [args, port, says, answer, logged] of cases) {
    it(`netexec ${args.join(' ')}: ${JSON.stringify(says)} gives ${answer}`, () => {
      const { world, container } = running(args);
      const got = told(world.datagram(container.net, port, says));
      if (typeof answer === 'string') expect(got).to.equal(answer);
      else expect(got).to.match(answer);
      if (typeof logged === 'string') expect(container.stderr.text).to.contain(logged);
      else expect(container.stderr.text).to.match(logged);
    });
  }

  const health: [string[], number][] = [
    [[], 200],
    [['--udp-port=-1'], 412],
  ];
  for (const [args, status] of health)
    it(`netexec ${args.join(' ')}: /healthz is ${status}`, () => {
      const { world, container } = running(args);
      expect(world.get(container.net, 8080, '/healthz')).to.have.property('status', status);
    });

  it('ends with 1 when somebody has its UDP port', () => {
    const { world, container } = running();
    const second = world.start(AGNHOST, { argv: ['/agnhost', 'netexec', '--http-port=80'], net: container.net });
    world.advance(1000);
    expect(second.main.ended.value?.code).to.equal(1);
    expect(second.stderr.text).to.contain('listen udp :8081: bind: address already in use');
  });

  it('is silent while it hangs, and refuses once it has ended', () => {
    const { world, container } = running();
    world.behaviours.set({}, { hangs: [{}] });
    expect(told(world.datagram(container.net, 8081, 'hostname'))).to.equal('timeout');
    world.behaviours.clear({});
    container.stop('TERM');
    expect(told(world.datagram(container.net, 8081, 'hostname'))).to.equal('refused');
  });
});

describe('A program that nobody described, over UDP', () => {
  const cases: [what: string, port: number, answer: string][] = [
    ['a UDP port that the manifest declares takes what comes', 8125, 'timeout'],
    ['another one is closed', 8126, 'refused'],
    ['so is the UDP port of the number of a TCP port', 80, 'refused'],
  ];
  for (const [what, port, answer] of cases)
    it(what, () => {
      const world = new TestWorld();
      const container = world.start('example.com/metrics:1', { ports: [80], udpPorts: [8125] });
      world.advance(1000);
      expect(told(world.datagram(container.net, port, 'hits:1|c'))).to.equal(answer);
      expect(world.get(container.net, 80)).to.have.property('status', 200);
    });

  it('closes its UDP ports with the others', () => {
    const world = new TestWorld();
    const container = world.start('example.com/metrics:1', { udpPorts: [8125] });
    world.advance(1000);
    world.behaviours.set({}, { refuses: [{}] });
    world.advance(10);
    expect(told(world.datagram(container.net, 8125, 'hits:1|c'))).to.equal('refused');
    world.behaviours.clear({});
    world.advance(10);
    expect(told(world.datagram(container.net, 8125, 'hits:1|c'))).to.equal('timeout');
  });
});
