import { expect } from 'chai';
import { FEATURES, type FeatureName, NUMBERS, Release, TEXTS, type TextName } from './index';

const PULLED = { image: 'a:1', duration: '1s', durationWithWait: '2s', sizeBytes: 3 };

describe('Release', () => {
  for (const spelling of ['1.29', 'v1.29', '1.29.4', ' 1.29 ']) {
    it(`reads "${spelling}"`, () => expect(Release.of(spelling).version).to.equal('1.29'));
  }

  for (const wrong of ['1.19', '1.37', '2.0', '', 'newest', '1.29.x']) {
    it(`refuses "${wrong}" with the range that can be played`, () =>
      expect(() => Release.of(wrong)).to.throw(/say 1\.20 to 1\.36/));
  }

  const features: [FeatureName, string, boolean][] = [
    ['sidecarContainers', '1.28', false],
    ['sidecarContainers', '1.29', true],
    ['removalWaitsForSandbox', '1.20', true],
    ['removalWaitsForSandbox', '1.21', false],
    ['containerStopSignals', '1.36', false],
  ];
  for (const [name, version, expected] of features) {
    it(`${version} ${expected ? 'has' : 'lacks'} ${name}`, () =>
      expect(Release.of(version).has(name)).to.equal(expected));
  }

  const texts: [TextName, string, Record<string, string | number>, string][] = [
    ['containerCreated', '1.20', { container: 'app' }, 'Created container app'],
    ['containerCreated', '1.33', { container: 'app' }, 'Created container: app'],
    ['containerCreated', '1.36', { container: 'app' }, 'Container created'],
    ['imagePulled', '1.22', PULLED, 'Successfully pulled image "a:1" in 1s'],
    ['imagePulled', '1.23', PULLED, 'Successfully pulled image "a:1" in 1s (2s including waiting)'],
    ['nodePortsTaken', '1.30', {}, 'Predicate NodePorts failed'],
    ['nodeSelectorRefused', '1.30', {}, 'Predicate NodeAffinity failed'],
    ['postStartErrorReason', '1.21', { error: 'why' }, 'PostStartHookError: why'],
    ['postStartErrorReason', '1.22', { error: 'why' }, 'PostStartHookError'],
    ['untoleratedTaint', '1.28', { taint: 'a: b' }, 'node(s) had untolerated taint {a: b}'],
    ['deleted', '1.36', { kind: 'pod', name: 'p', namespace: 'default' }, 'pod "p" deleted from default namespace'],
  ];
  for (const [name, version, values, expected] of texts) {
    it(`words ${name} of ${version}`, () => expect(Release.of(version).text(name, values)).to.equal(expected));
  }

  it('says which value is missing', () =>
    expect(() => Release.of('1.20').text('containerCreated')).to.throw('needs a value for {container}'));

  it('has an answer for every row in every release', () => {
    for (const release of Release.all()) {
      for (const name of Object.keys(FEATURES)) expect(release.has(name as FeatureName)).to.be.a('boolean');
      for (const name of Object.keys(NUMBERS)) expect(release.number(name as keyof typeof NUMBERS)).to.be.a('number');
      const all = new Proxy({}, { get: () => 'x' });
      for (const name of Object.keys(TEXTS)) expect(release.text(name as TextName, all)).to.be.a('string');
    }
  });
});
