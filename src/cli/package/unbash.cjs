// The parser of shell scripts is an ES module. Node can `require` one, Jest on most releases of Node can't, so the package carries
// the parser as CommonJS, made here from the one in node_modules, and has no dependency on it. Part of every build.
const { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const ts = require('typescript');

const library = dirname(require.resolve('unbash'));
const shell = join(__dirname, '..', '..', '..', 'dist', 'src', 'world', 'shell');
const carried = join(shell, 'unbash');

rmSync(carried, { recursive: true, force: true });
mkdirSync(carried);
copyFileSync(join(library, '..', 'LICENSE'), join(carried, 'LICENSE'));
for (const name of readdirSync(library)) {
  if (name.startsWith('printer.')) continue; // an entry of its own that we don't use
  const text = readFileSync(join(library, name), 'utf8');
  // Declarations of a CommonJS package may leave out the ending
  writeFileSync(
    join(carried, name),
    name.endsWith('.d.ts') ? text.replace(/"(\.\/[\w-]+)\.ts"/g, '"$1"') : plain(text),
  );
}
for (const name of ['syntax.js', 'syntax.d.ts']) {
  const path = join(shell, name);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/(['"])unbash\1/g, "'./unbash/parser'"));
}

function plain(text) {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
