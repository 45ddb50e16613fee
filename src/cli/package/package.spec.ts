import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { FEATURE, MANIFEST, PROPERTY } from './examples';
import { installed, ROOT } from './installed';
import { reachedFrom } from './reached';

/** Loaded by a name that is put together: by Cucumber, as a process of its own, as the page of the report. */
const BY_NAME = [
  'dist/src/cli/main.js',
  'dist/src/cli/run/breath.js',
  'dist/src/cli/run/interrupt.js',
  'dist/src/cli/run/properties.js',
  'dist/src/cli/run/pool/planned.js',
  'dist/src/cli/run/pool/recorder.js',
  'dist/src/cli/run/pool/worker.js',
  'dist/src/report/html/page/main.js',
];
/** A person waits for a download: a package that grows beyond this needs a reason. */
const MOST_BYTES = 2_000_000;

describe('the package', function () {
  this.timeout(120_000);
  const { folder, packed } = installed();
  const own = join(folder.path, 'node_modules', 'podwright');

  it('holds everything that its entries refer to', () => {
    const { exports } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as {
      exports: Record<string, string>;
    };
    const code = Object.values(exports)
      .filter((path) => path.endsWith('.js'))
      .map((path) => path.slice(2));
    const sentences = packed.files.filter((file) => /^dist\/steps\/.*\.js$/.test(file));
    const reached = reachedFrom(own, [...code, ...sentences, ...BY_NAME.filter((file) => packed.files.includes(file))]);
    expect(reached.size).to.be.above(700);
    const types = reachedFrom(
      own,
      code.map((file) => file.replace(/js$/, 'd.ts')),
    );
    expect(types.size).to.be.above(150);
    expect([...reached, ...types].filter((file) => !packed.files.includes(file))).to.deep.equal([]);
  });

  it('holds no tests, recordings, benchmarks, maps or sources', () => {
    const wrong = packed.files.filter((file) =>
      /\.test\.|\.fixture\.|\/testing[/.]|recordings|\/bench\/|\/mutants\/|\.map$|tsbuildinfo|(?<!\.d)\.ts$|^features/.test(
        file,
      ),
    );
    expect(wrong).to.deep.equal([]);
    const others = packed.files.filter((file) => !/\.(js|d\.ts)$/.test(file));
    expect(others.filter((file) => !/\.css$/.test(file))).to.have.members([
      'LICENSE',
      'README.md',
      'dist/src/cli/steps/vocabulary.json',
      'dist/src/world/shell/unbash/LICENSE',
      'package.json',
      'src/cli/podwright.cjs',
    ]);
  });

  it('is small', () => {
    expect(packed.sizeBytes).to.be.below(MOST_BYTES);
  });

  it('names only files that there are', () => {
    const { bin, main, types, exports } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
      main: string;
      types: string;
      exports: Record<string, string>;
    };
    const named = [...Object.values(bin), main, types, ...Object.values(exports)];
    expect(named.filter((file) => !existsSync(join(own, file)))).to.deep.equal([]);
    expect(
      BY_NAME.filter((file) => existsSync(join(ROOT, sourceOf(file))) && !existsSync(join(own, file))),
    ).to.deep.equal([]);
  });

  it('can be required and imported, and plays', () => {
    folder.write({
      'web.yaml': MANIFEST,
      'a.cjs': `const { play, expectPod } = require('podwright');
expectPod(play('web.yaml'), 'web').toBecome('1/1 Running', { within: '1m' });
console.log('held');`,
      'a.mjs': `import { Cluster, expectPod, play } from 'podwright';
const web = play('web.yaml');
try { expectPod(web, 'wep').toBe('Running'); } catch (error) { console.log(error.code, error.message.split('\\n')[1]); }
console.log(web.cluster instanceof Cluster);`,
    });
    expect(folder.run('node a.cjs')).to.include({ status: 0, text: 'held\n' });
    expect(folder.run('node a.mjs').text).to.match(/^ERR_ASSERTION seen: there never was a pod "wep"; .*\ntrue\n$/);
  });

  it('gives plain cucumber-js its vocabulary and properties', () => {
    folder.write({
      'plain/cucumber.json': JSON.stringify({
        default: { plugin: ['podwright/plugin'], import: ['plain/support.mjs'] },
      }),
      'plain/support.mjs': `import { observable } from 'podwright/steps';
observable('the world is {word}', (world, word) => ({ holds: world.hasCluster && word === 'well', expected: word, seen: 'well' }));`,
      'plain/web.yaml': MANIFEST,
      'plain/web.feature': `${FEATURE}    And within 1s the world is well\n${PROPERTY}`,
    });
    const { status, text } = folder.run('cucumber-js --config plain/cucumber.json plain/web.feature');
    expect(text).to.match(/2 scenarios \(1 failed, 1 passed\)/);
    expect(text)
      .to.contain('with 30s (of 0s to 90s)')
      .and.match(/replay it: podwright run .*web\.feature:\d+ --seed 1 --path/);
    expect(status).to.equal(1);
  });

  it('says which Cucumber it needs', () => {
    const { status, text } = folder.run(`node -e "require('podwright/steps')"`);
    expect(text).to.match(
      /Error: podwright\/steps defines sentences for the Cucumber 12\.\d+\.\d+ in .*cucumber, and that one isn't running\./,
    );
    expect(text).not.to.contain('    at ');
    expect(status).to.equal(1);
  });
});

function sourceOf(file: string): string {
  return file.replace(/^dist\//, '').replace(/\.js$/, '.ts');
}
