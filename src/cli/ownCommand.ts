import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The file that `npx podwright` runs, for who starts it in another process: beside the sources, and seen from compiled code. */
export function ownCommand(): string {
  const places = [join(__dirname, 'podwright.cjs'), join(__dirname, '..', '..', '..', 'src', 'cli', 'podwright.cjs')];
  return places.find((place) => existsSync(place)) ?? (process.argv[1] as string);
}
