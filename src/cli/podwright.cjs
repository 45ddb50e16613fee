#!/usr/bin/env node
// Runs the compiled command where it is up to date, else the sources through ts-node: a checkout works without a build.
const { existsSync, readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

const sources = [join(__dirname, '..'), join(__dirname, '..', '..', 'steps')];
const dist = join(__dirname, '..', '..', 'dist');
const compiled = join(dist, 'src', 'cli', 'main.js');
// The compiler writes only what has changed, and this file each time
const builds = [compiled, join(dist, '.tsbuildinfo')];

function newestMs(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'recordings') continue;
    const path = join(folder, entry.name);
    const changedMs = entry.isDirectory() ? newestMs(path) : entry.name.endsWith('.ts') ? statSync(path).mtimeMs : 0;
    if (changedMs > newest) newest = changedMs;
  }
  return newest;
}

function isFresh() {
  if (!existsSync(compiled)) return false;
  if (!existsSync(join(__dirname, 'main.ts'))) return true; // installed as a package: there are no sources
  const builtMs = Math.max(...builds.filter(existsSync).map((file) => statSync(file).mtimeMs));
  return builtMs >= Math.max(...sources.map(newestMs));
}

if (require.main !== module) module.exports = { isFresh };
else if (isFresh()) require(compiled);
else {
  require('ts-node').register({ swc: true, cwd: join(__dirname, '..', '..') });
  require('./main.ts');
}
