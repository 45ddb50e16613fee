import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseAction } from './action';
import { play } from './play';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: nginx}]}\n';

describe('a play', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-play-'));
    writeFileSync(join(folder, 'web.yaml'), POD);
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const at of ['30s', '1m'])
    it(`of 30s has the answer of what is asked at ${at}`, () => {
      const { commands } = play([join(folder, 'web.yaml')], {
        forMs: 30_000,
        actions: [parseAction(`${at}: kubectl get pods`)],
        seed: 1,
        kubernetes: '1.36',
      });
      expect(commands).to.have.length(1);
      expect(commands[0]).to.include({ exitCode: 0 });
      expect(commands[0]?.stdout).to.contain('web    1/1     Running');
    });
});
