import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const { removeLeftovers } = require('./leftovers.cjs') as { removeLeftovers(root: string): void };

describe('What is left of sentences that were renamed or removed', () => {
  it('goes with the next build, and nothing else does', () => {
    const root = mkdtempSync(join(tmpdir(), 'podwright-leftovers-'));
    const dist = join(root, 'dist', 'steps');
    const made = (name: string) => [`${name}.d.ts`, `${name}.js`, `${name}.js.map`];
    mkdirSync(dist, { recursive: true });
    mkdirSync(join(root, 'steps'));
    writeFileSync(join(root, 'steps', 'thenPods.ts'), '');
    for (const file of ['then-pods', 'thenPods'].flatMap(made)) writeFileSync(join(dist, file), '');

    removeLeftovers(root);

    expect(readdirSync(dist).sort()).to.deep.equal(made('thenPods'));
    rmSync(root, { recursive: true });
  });
});
