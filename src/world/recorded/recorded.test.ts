import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runShell } from '../testing';
import { recordingsIn } from './recording';

describe('recorded on BusyBox, dash 0.5.12 and bash 5.2.15', () => {
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.txt'))) {
    describe(file.replace('.txt', ''), () => {
      for (const { shell, script, code, stdout, stderr } of recordingsIn(readFileSync(join(__dirname, file), 'utf8'))) {
        it(`${shell}: ${script.split('\n')[0]!.slice(0, 90)}`, () => {
          const outcome = runShell(script, shell);
          expect({ stdout: outcome.stdout, code: outcome.code }).to.deep.equal({ stdout, code });
          if (stderr !== undefined) expect(outcome.stderr).to.equal(stderr);
        });
      }
    });
  }
});
