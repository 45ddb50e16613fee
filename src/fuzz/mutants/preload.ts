import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Service } from 'ts-node';
import { MUTANTS } from './index';
import { mutated } from './mutant';

/*
 * Loaded before the simulator (`node -r ts-node/register -r …/mutants/preload.ts`), it puts the fault that PODWRIGHT_MUTANT names into the source of
 * one module while that is compiled. Without the variable nothing is changed.
 */
const SOURCES = join(__dirname, '..', '..');

type Load = (module: NodeJS.Module, path: string) => void;
type Compiling = NodeJS.Module & { _compile(code: string, path: string): void };

const wanted = process.env['PODWRIGHT_MUTANT'];
const mutant = MUTANTS.find(({ name }) => name === wanted);
if (wanted !== undefined && !mutant) throw new Error(`there is no mutant "${wanted}"`);

if (mutant) {
  const target = join(SOURCES, mutant.file);
  const service = (process as unknown as Record<symbol, Service>)[Symbol.for('ts-node.register.instance')];
  if (!service) throw new Error('load ts-node/register before the mutants');
  const extensions = require.extensions as Record<string, Load>;
  const load = extensions['.ts'] as Load;
  extensions['.ts'] = (module, path) => {
    if (path !== target) return load(module, path);
    const source = mutated(readFileSync(path, 'utf8'), mutant);
    (module as Compiling)._compile(service.compile(source, path), path);
  };
}
