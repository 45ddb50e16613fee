import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { transformSync } from '@swc/core';
import { MUTANTS } from './index';
import { mutated } from './mutant';

/*
 * Loaded before the simulator (`node -r …/mutants/preload.js`, or from sources `node -r ts-node/register -r …/mutants/preload.ts`), it puts the fault that
 * PODWRIGHT_MUTANT names into the source of one module while that is loaded. Without the variable nothing is changed.
 */
const IS_SOURCE = __filename.endsWith('.ts');
/** Where the modules lie that run here, and where their sources do. */
const MODULES = join(__dirname, '..', '..');
const SOURCES = IS_SOURCE ? MODULES : join(MODULES, '..', '..', 'src');

type Load = (module: NodeJS.Module, path: string) => void;
type Compiling = NodeJS.Module & { _compile(code: string, path: string): void };

const wanted = process.env['PODWRIGHT_MUTANT'];
const mutant = MUTANTS.find(({ name }) => name === wanted);
if (wanted !== undefined && !mutant) throw new Error(`there is no mutant "${wanted}"`);

if (mutant) {
  const ending = extname(__filename);
  const target = join(MODULES, mutant.file.replace(/\.ts$/, ending));
  const extensions = require.extensions as Record<string, Load>;
  const load = extensions[ending] as Load;
  extensions[ending] = (module, path) => {
    if (path !== target) return load(module, path);
    const source = mutated(readFileSync(join(SOURCES, mutant.file), 'utf8'), mutant);
    const { code } = transformSync(source, {
      filename: path,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
      swcrc: false,
    });
    (module as Compiling)._compile(code, path);
  };
}
