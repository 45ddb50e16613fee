import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import '../../cluster';
import { allRules, rule } from '../../kernel/index';
import { rulesAbout } from './command';

const SRC = join(__dirname, '..', '..');

/** The ids in all declarations, as they stand in the code. */
function declaredIds(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const code = files.sort().map((file) => readFileSync(join(SRC, file), 'utf8'));
  return code.flatMap((text) =>
    [...text.matchAll(/^(?:export )?const \w+ = rule\(\s*'([^']+)'/gm)].map((match) => match[1]!),
  );
}

describe('the rules of the simulator', () => {
  it('are declared once each', () => {
    const ids = declaredIds();
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).to.deep.equal([]);
    expect(ids.sort()).to.deep.equal(allRules().map(({ id }) => id));
  });

  it('are called area/what', () => {
    expect(allRules().filter(({ id }) => !/^[a-z-]+\/[a-z0-9-]+$/.test(id))).to.deep.equal([]);
  });

  it('say one sentence and where it comes from', () => {
    expect(allRules().filter(({ says }) => !/^[A-Z][^\n]{15,}[^.]\.$/.test(says))).to.deep.equal([]);
    expect(allRules().filter(({ source }) => source.length < 4)).to.deep.equal([]);
  });

  it('cannot share an id', () => {
    expect(() => rule('back-off/doubles', 'Something else.', 'nowhere')).to.throw('two rules are called');
  });

  it('are found by their id and by what they say', () => {
    expect(rulesAbout('back-off/doubles').map(({ id }) => id)).to.include('back-off/doubles');
    expect(rulesAbout('sigkill').map(({ id }) => id)).to.include('signal/sigkill-after-grace');
    expect(rulesAbout('readinessProbe').map(({ id }) => id)).to.include('probe/readiness-at-once');
    expect(rulesAbout('terminationGracePeriodSeconds').map(({ id }) => id)).to.include('signal/sigkill-after-grace');
    expect(() => rulesAbout('foo')).to.throw('speaks of it; podwright explain lists all rules');
    expect(() => rulesAbout('bakc-off/doubles')).to.throw('the nearest names are back-off/doubles');
  });
});
