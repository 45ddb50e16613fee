import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Compiled code stands beside this file or is made from the sources that do; style sheets are only in the sources. */
const HERE = join(__dirname, 'page');
const SOURCES = join(__dirname, '..', '..', '..', '..', 'src', 'report', 'html', 'page');
const EXTENSION = __filename.endsWith('.ts') ? '.ts' : '.js';

interface Compiler {
  compile(code: string, file: string): string;
}

/**
 * A page's code as one script: its modules and what they import from elsewhere, each a function, linked by a `require`
 * of a few lines. A bundler would do the same with a dependency of many megabytes.
 */
export function pageScript(entry = 'main'): string {
  const modules = new Map<string, string>();
  const add = (file: string) => {
    const id = idOf(file);
    if (modules.has(id)) return;
    modules.set(id, '');
    const code = compiled(file).replace(/require\(["'](\.[^"']+)["']\)/g, (_, path: string) => {
      const imported = fileOf(join(file, '..', path));
      add(imported);
      return `require(${JSON.stringify(idOf(imported))})`;
    });
    modules.set(id, code);
  };
  add(join(HERE, `${entry}${EXTENSION}`));
  const functions = [...modules].map(([id, code]) => `${JSON.stringify(id)}(exports, require) {${code}\n}`);
  const script = `(() => {
const modules = {${functions.join(',\n')}};
const loaded = {};
const require = (id) => {
  if (!loaded[id]) modules[id]((loaded[id] = {}), require);
  return loaded[id];
};
require(${JSON.stringify(entry)});
})();`;
  // Nothing in a script may look like its end.
  return script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
}

/** All style sheets, in the order of their names. */
export function pageStyles(): string {
  const folder = existsSync(join(HERE, '1-colours.css')) ? HERE : SOURCES;
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));
  return sheets
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/** A short name: `main`, `timeline/axis`, `../../../duration`. */
function idOf(file: string): string {
  return relative(HERE, file).slice(0, -EXTENSION.length).replaceAll('\\', '/');
}

function fileOf(path: string): string {
  return existsSync(`${path}${EXTENSION}`) ? `${path}${EXTENSION}` : join(path, `index${EXTENSION}`);
}

/** From sources, whatever compiles this file compiles the page as well. */
function compiled(file: string): string {
  const code = readFileSync(file, 'utf8');
  const compiler = (process as unknown as Record<symbol, Compiler | undefined>)[
    Symbol.for('ts-node.register.instance')
  ];
  if (EXTENSION === '.ts' && !compiler)
    throw new Error('the page can only be made from sources when ts-node is registered');
  const script = EXTENSION === '.ts' ? (compiler?.compile(code, file) ?? '') : code;
  return script.replace(/^\/\/# sourceMappingURL=.*$/gm, '').trim();
}
