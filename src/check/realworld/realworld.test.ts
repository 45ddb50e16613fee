import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Application, check, DEFAULT_LIMITS } from '../index';
import { realWorld } from './realworld';

describe('check of real-world figures', function () {
  this.timeout(30_000);
  const readme = readFileSync(join(__dirname, 'README.md'), 'utf8');

  it('knows at least thirty projects', () => {
    expect(realWorld()).to.have.length.of.at.least(30);
  });

  for (const { name, application } of realWorld())
    it(`${name}: every workload starts and gets answers`, () => {
      const findings = check(application, {
        setup: { kubernetes: '1.36', seed: 1 },
        limits: DEFAULT_LIMITS,
        questions: ['start', 'longest-drain'],
      });
      const never = findings.filter(({ question, verdict }) => question === 'start' && verdict === 'bad');
      expect(never.map(({ answer }) => answer)).to.deep.equal([]);
      const asked = new Set(findings.filter((f) => f.question === 'longest-drain').map(({ server }) => server.name));
      expect([...asked]).to.deep.equal(application.servers().map((server) => server.name));
      expect(readme).to.contain(`\`${name}.yaml\``);
    });

  // By these seeds the first three tries lose nothing, and by others they do.
  for (const [project, seed] of [
    ['nats', 1],
    ['rabbitmq', 3],
  ] as const)
    it(`${project}: a race that is won by milliseconds is played until it is lost, whatever the seed`, () => {
      const { application } = realWorld().find(({ name }) => name === project) ?? {};
      const [finding] = check(application as Application, {
        setup: { kubernetes: '1.36', seed },
        limits: DEFAULT_LIMITS,
        questions: [project === 'nats' ? 'rollout' : 'node-drain'],
      });
      expect(finding?.verdict).to.equal('warning');
      expect(finding?.answer).to.match(/at 200 requests a second, loses up to \d+ of \d+, in 1 of \d+ tries: /);
      expect(finding?.repair).to.equal(undefined);
    });
});
