// The compiler leaves what it once made of a file that has been renamed or removed. All that lies in dist/steps is loaded as
// sentences, and a sentence that two files say is ambiguous: such leftovers go. Part of every build.
const { readdirSync, existsSync, rmSync } = require('node:fs');
const { join } = require('node:path');

/** @param {string} root folder that holds `steps` and `dist` */
function removeLeftovers(root) {
  const compiled = join(root, 'dist', 'steps');
  for (const name of readdirSync(compiled)) {
    const source = name.replace(/(\.d\.ts|\.js|\.js\.map)$/, '.ts');
    if (!existsSync(join(root, 'steps', source))) rmSync(join(compiled, name));
  }
}

if (require.main === module) removeLeftovers(join(__dirname, '..', '..', '..'));
else module.exports = { removeLeftovers };
