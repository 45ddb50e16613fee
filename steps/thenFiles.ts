import { fileIn } from '../src/index';
import { type Observed, observable } from './observation';
import type { ContainerName } from './parameters';
import type { PodwrightWorld } from './world';

/** What is in the files of containers, volumes included. */

/** As many letters of a file are shown. */
const SHOWN = 200;

function look(world: PodwrightWorld, name: ContainerName, path: string) {
  const file = fileIn(world.cluster, name, path);
  const seen = file === undefined ? 'there is nothing' : file.type === 'file' ? quoted(file.text) : `a ${file.type}`;
  return { file, seen, what: `${path} in container "${name.container}"` };
}

function quoted(text: string): string {
  return text === '' ? 'an empty file' : `“${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text.trimEnd()}”`;
}

function exists(world: PodwrightWorld, path: string, name: ContainerName): Observed {
  const { file, seen, what } = look(world, name, path);
  return { holds: file !== undefined, expected: `${what} exists`, seen };
}

function isMissing(world: PodwrightWorld, path: string, name: ContainerName): Observed {
  const { file, seen, what } = look(world, name, path);
  return { holds: file === undefined, expected: `${what} does not exist`, seen };
}

observable('(the )(a )file {string} exists in {container}', exists);
observable('(the )(a )file {string} in {container} exists', exists);
observable('{container} {has} the/a file {string}', (world: PodwrightWorld, name: ContainerName, path: string) =>
  exists(world, path, name),
);
observable('(the )(a )file {string} does not exist in {container}', isMissing);
observable('(the )(a )file {string} in {container} does not exist', isMissing);
observable('{container} {has} no file {string}', (world: PodwrightWorld, name: ContainerName, path: string) =>
  isMissing(world, path, name),
);

observable(
  '(the )(a )file {string} in {container} contains {string}',
  (world: PodwrightWorld, path: string, name: ContainerName, part: string) => {
    const { file, seen, what } = look(world, name, path);
    return { holds: file?.text.includes(part) ?? false, expected: `${what} contains “${part}”`, seen };
  },
);

/** The newline at the end of a file counts for nothing. */
observable(
  '(the )(a )file {string} in {container} {is} {string}',
  (world: PodwrightWorld, path: string, name: ContainerName, text: string) => {
    const { file, seen, what } = look(world, name, path);
    return { holds: file?.text.trimEnd() === text.trimEnd(), expected: `${what} is “${text}”`, seen };
  },
);
