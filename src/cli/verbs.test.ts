import { expect } from 'chai';
import { withHelp } from './help';
import { typed } from './testing';
import { VERBS } from './verbs';

describe('verbs', () => {
  for (const [name, { description, usage, load }] of Object.entries(VERBS))
    it(`${name} is told in the help as it is`, () => {
      const command = load();
      expect([command.name(), command.description(), command.usage()]).to.deep.equal([name, description, usage]);
    });

  for (const [name, { hidden, load }] of Object.entries(VERBS))
    if (!hidden)
      it(`${name} has examples and exit codes in its help, and values as they are typed`, () => {
        let help = '';
        withHelp(load())
          .configureOutput({ writeOut: (text) => (help += text) })
          .outputHelp();
        expect(help)
          .to.match(/^Examples$/m)
          .and.match(/^Exit codes: 0 /m);
        expect(help).not.to.match(/default: *(\[|"|false|\d{4})/);
      });

  it('says where manifests are named to somebody who types -f as for kubectl', async () => {
    const { stderr, status } = await typed('.', 'play', '-f', 'k8s');
    expect(stderr).to.contain('(manifests are named without it: podwright play deployment.yaml)');
    expect(status).to.equal(2);
  });

  it('durations and lists of the help are what the verbs take', () => {
    const help = (name: string) => withHelp(VERBS[name]!.load()).helpInformation().replaceAll(/\s+/g, ' ');
    expect(help('play')).to.contain('counted from the first object (default: 1m)');
    expect(help('fuzz')).to.contain('(default: 1/1)');
    expect(help('diff')).to.match(/\(default: 1\.\d+\.\.1\.\d+\)/);
    expect(help('check')).to.contain('(bad, warning, never; default: bad)');
  });
});
