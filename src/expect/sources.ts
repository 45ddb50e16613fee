import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { manifestYaml } from '../api/index';
import { isFolder, manifestsBelow } from '../disk/index';

/**
 * Where YAML comes from: the path of a file (for manifests of a folder too), relative to the working folder; the YAML itself, recognised by its line
 * breaks; or an object, as a program makes it.
 */
export type Source = string | object;

/** YAML with the name that messages give to it. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** The same for manifests, which may also be those of a folder. @throws Error when there are none */
export function readManifestSource(source: Source, spareName: string): SourceText[] {
  if (typeof source !== 'string' || source.includes('\n') || !isFolder(source)) return [readSource(source, spareName)];
  return manifestsBelow(source, '> rendered.yaml').map((file) => readSource(file, spareName));
}

/** @throws Error when there is no such file */
export function readSource(source: Source, spareName: string): SourceText {
  if (typeof source !== 'string') return { name: spareName, text: manifestYaml([source]) };
  if (source.includes('\n')) return { name: spareName, text: source };
  if (existsSync(source)) return { name: source, text: readFileSync(source, 'utf8') };
  // One line of YAML in flow style
  if (typeof parsed(source) === 'object') return { name: spareName, text: source };
  throw new Error(`there is no file "${source}" in ${process.cwd()}: paths are looked for in the working folder`);
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
