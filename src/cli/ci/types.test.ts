import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

/** Paths of one list of a project's configuration, as seen from the root of the tree. */
function paths(folder: string, list: 'include' | 'exclude'): string[] {
  const configuration = JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8')) as Record<string, string[]>;
  return (configuration[list] ?? []).map((path) => join(folder, path));
}

describe('types', () => {
  it('are checked of what the build leaves out as well', () => {
    const page = join('src', 'report', 'html', 'page');
    expect([...paths('src/cli/ci', 'include'), page]).to.have.members(paths('src', 'exclude'));
  });
});
