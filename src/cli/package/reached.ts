import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** `require("./x")` of code, `from './x'` and `import("./x")` of declarations. */
const REFERENCE = /(?:require\(|from |import\()["'](\.{1,2}\/[^"']+)["']/g;

/**
 * The files of a package that some of its files refer to, and what these refer to, and so on: those too that are not there.
 * @param root where the package lies
 * @param entries files in it
 */
export function reachedFrom(root: string, entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const isDeclaration = file.endsWith('.d.ts');
    for (const [, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(REFERENCE)) {
      const base = normalize(join(dirname(file), path)).replaceAll('\\', '/');
      const endings = isDeclaration ? ['.d.ts', '/index.d.ts'] : ['', '.js', '/index.js'];
      const found = endings
        .map((ending) => `${base}${ending}`)
        .find((name) => /\.\w+$/.test(name) && existsSync(join(root, name)));
      if (found) waiting.push(found);
      else reached.add(`${base}${isDeclaration ? '.d.ts' : '.js'}`);
    }
  }
  return reached;
}
