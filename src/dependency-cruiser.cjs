// The direction of imports, as src/README.md tells it: a folder may import from those that its row names, and from itself.
const MAY_IMPORT = {
  kernel: [],
  api: ['kernel'],
  world: ['kernel'],
  node: ['kernel', 'api', 'world'],
  controlplane: ['kernel', 'api', 'world'],
  kubectl: ['kernel', 'api'],
  traffic: ['kernel', 'world'],
};

// What is made of a cluster: besides the simulation and the files of src/ itself, a folder may import those that its row names.
const MAY_ALSO_IMPORT = {
  disk: [],
  observe: ['traffic'],
  why: ['observe'],
  described: ['observe'],
  property: [],
  report: ['observe', 'why'],
  expect: ['disk', 'observe', 'described', 'report', 'traffic'],
  check: ['observe', 'traffic'],
  fuzz: ['observe', 'described', 'traffic'],
};

// Tests and what only tests use: they may put together what the simulation keeps apart.
const TESTS = '\\.test\\.ts$|\\.fixture\\.ts$|/testing/|/test[A-Z]\\w*\\.ts$|/testing\\.ts$';

const SIMULATION = Object.keys(MAY_IMPORT);

module.exports = {
  forbidden: [
    ...SIMULATION.map((folder) => ({
      name: `${folder}-imports`,
      comment: `src/${folder} may import ${['itself', ...MAY_IMPORT[folder]].join(', ')}`,
      severity: 'error',
      from: { path: `^src/${folder}/`, pathNot: TESTS },
      to: { path: '^(src|steps)/', pathNot: [folder, ...MAY_IMPORT[folder]].map((f) => `^src/${f}/`) },
    })),
    ...Object.entries(MAY_ALSO_IMPORT).map(([folder, others]) => ({
      name: `${folder}-imports`,
      comment: `src/${folder} may import the simulation, the files of src/, ${['itself', ...others].join(', ')}`,
      severity: 'error',
      from: { path: `^src/${folder}/`, pathNot: TESTS },
      to: {
        path: `^src/(${Object.keys(MAY_ALSO_IMPORT).join('|')}|cli|fidelity|traffic)/|^steps/`,
        pathNot: [folder, ...others].map((f) => `^src/${f}/`),
      },
    })),
    {
      name: 'steps-see-the-index-only',
      comment: 'The vocabulary is thin sentences over the public API: src/index.ts',
      severity: 'error',
      from: { path: '^steps/' },
      to: { path: '^src/', pathNot: '^src/index\\.ts$' },
    },
    {
      name: 'nothing-imports-the-command',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|fidelity)/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'simulation-does-not-touch-the-machine',
      comment:
        'The simulation reads no clock, no file, no environment and no network (node:crypto only digests, node:util only reads options)',
      severity: 'error',
      from: { path: `^src/(${SIMULATION.join('|')})/|^src/[a-zA-Z]+\\.ts$`, pathNot: TESTS },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|util)$' },
    },
    {
      name: 'the-page-runs-in-a-browser',
      comment: 'The page of the report may use what has no imports of its own, and the types of its data',
      severity: 'error',
      from: { path: '^src/report/html/page/' },
      to: {
        pathNot:
          '^src/(report/(html/page|html/types|rows/types|story/types|failure\\.ts|visible\\.ts)|api/time\\.ts|duration\\.ts)',
      },
    },
    {
      name: 'no-cycles-between-folders',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { circular: true, viaOnly: { pathNot: '^src/$1/' } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'recordings' },
  },
};
