import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import { type Manifest, Release } from '../../api/index';
import { Application, ApplicationError } from '../../check/index';
import { isKustomization } from '../../disk/index';
import { quoteWord } from '../../world/shell/quote';
import { decodeManifestFiles, readManifestFiles, STDIN } from '../manifestFiles';
import { release } from '../options';
import { UsageError } from '../usageError';
import { type Examples, examplesFor, type NewFile } from './example';
import { findManifests } from './find';
import { writeNewFiles } from './newFiles';

const HELP = `
Written are: a feature for each workload, which holds for the manifest as it is; what the manifests need and lack
(surroundings.yaml); a profile with release and seed (cucumber.json); settings by which editors complete sentences
(.vscode/settings.json). Files that are there already stay as they are. What does
not work as it is, and what is left out, is said.

Exit codes: 0 written, 2 there is no manifest that a feature could be about, or a file can't be written.

Examples
  podwright init
  podwright init k8s/deployment.yaml k8s/service.yaml
  podwright init --features specs
  podwright init --kubernetes 1.29
`;

/** Where the vocabulary stands in a project that has installed the package. */
const GLUE = 'node_modules/podwright/dist/steps/*.js';

/** `podwright init`: a first feature for the manifests that are there. */
export function initCommand(): Command {
  return new Command('init')
    .description('write a first feature for your manifests, a profile and editor settings')
    .argument('[manifest...]', 'files or folders; default: what is found below this folder')
    .option('--features <folder>', 'where the features come', 'features')
    .option(
      '--kubernetes <release>',
      'release that the profile names, 1.20 to 1.36',
      release,
      Release.of('latest').version,
    )
    .addHelpText('after', HELP)
    .exitOverride()
    .action((paths: string[], { features, kubernetes }: { features: string; kubernetes: string }) =>
      init(paths, features, kubernetes),
    );
}

function init(paths: readonly string[], folder: string, kubernetes: string): void {
  if (paths.includes(STDIN))
    throw new UsageError(
      'features name the files that they are about: save what is piped in, then podwright init FILE',
    );
  const manifests = paths.length > 0 ? paths : findManifests('.');
  if (manifests.length === 0)
    throw new UsageError(
      'no manifest of a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod is below this folder: podwright init FILE',
    );
  const objects = decodeManifestFiles(readManifestFiles(manifests), Release.of(kubernetes));
  refuseTwins(objects);
  const application = new Application(objects);
  const workloads = [...application.servers(), ...application.tasks(), ...application.endingPods()];
  if (workloads.length === 0)
    throw new UsageError(`nothing to write a feature about in ${manifests.join(', ')}: no workload`);
  const { files, notes, broken } = examples(application, folder, kubernetes);
  if (files.length === 0) throw new UsageError(`nothing to write a feature about: ${notes.join('; ')}`);
  writeNewFiles([...files, ...settings(folder, kubernetes)], tell);
  for (const what of broken) process.stdout.write(`${pc.red('does not work')}  ${what}\n`);
  for (const note of notes) process.stdout.write(`${pc.yellow('left out')}       ${note}\n`);

  const run = folder === 'features' ? 'npx podwright run' : `npx podwright run ${quoteWord(folder)}`;
  process.stdout.write(
    `\nNow: ${pc.bold(run)}   and: ${pc.bold(`npx podwright check ${manifests.map(quoteWord).join(' ')}`)}\n`,
  );
}

/** Variants of an application, such as one for each environment, can't be in one cluster. */
function refuseTwins(objects: readonly Manifest[]): void {
  const files = new Map<string, string>();
  for (const { object, file } of objects) {
    const { kind, metadata } = object;
    const name = `${kind} ${metadata.name} of namespace ${metadata.namespace ?? 'default'}`;
    const other = files.get(name);
    if (other !== undefined && other !== file)
      throw new UsageError(`${name} is in ${other} and in ${file}: ${adviceFor(other, file)}`);
    files.set(name, file);
  }
}

function adviceFor(...files: readonly string[]): string {
  const folder = files.map((file) => dirname(file)).findLast((path) => readdirSync(path).some(isKustomization));
  return folder === undefined
    ? 'name the files that belong together, podwright init FILE…'
    : `render what belongs together, kubectl kustomize ${quoteWord(folder)} > rendered.yaml, then podwright init rendered.yaml`;
}

function examples(application: Application, folder: string, kubernetes: string): Examples {
  try {
    return examplesFor(application, folder, kubernetes);
  } catch (error) {
    if (error instanceof ApplicationError) throw new UsageError(error.message);
    throw error;
  }
}

function settings(folder: string, kubernetes: string): NewFile[] {
  const profile = { default: { worldParameters: { kubernetes, seed: 1 } } };
  const editor = { 'cucumber.features': [`${folder}/**/*.feature`], 'cucumber.glue': [GLUE] };
  return [
    { path: 'cucumber.json', content: `${JSON.stringify(profile, null, 2)}\n` },
    { path: join('.vscode', 'settings.json'), content: `${JSON.stringify(editor, null, 2)}\n` },
  ];
}

function tell(path: string, isNew: boolean): void {
  process.stdout.write(isNew ? `${pc.green('written')}        ${path}\n` : `${pc.dim('there already')}  ${path}\n`);
}
