import { expect } from 'chai';
import { VERBS } from './verbs';

describe('verbs', () => {
  for (const [name, { description, usage, load }] of Object.entries(VERBS))
    it(`${name} is told in the help as it is`, () => {
      const command = load();
      expect([command.name(), command.description(), command.usage()]).to.deep.equal([name, description, usage]);
    });
});
