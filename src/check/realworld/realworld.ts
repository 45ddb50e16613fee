import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeManifests, Release } from '../../api/index';
import { Application } from '../index';

/** A manifest with the figures of a popular project. */
export interface RealWorld {
  readonly name: string;
  readonly application: Application;
}

/** Every manifest of this folder, by name. */
export function realWorld(): RealWorld[] {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const manifests = decodeManifests(readFileSync(join(__dirname, file), 'utf8'), file, Release.of('1.36'));
    return { name: file.replace(/\.yaml$/, ''), application: new Application(manifests) };
  });
}
