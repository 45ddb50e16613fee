import type { ServerDescription } from './description';
import { SHIPPED_IMAGES } from './shipped/index';

/** Environment variables of which a server in a known image wants one, as databases want a password; none for other images. */
export function environmentNeeded(image: string): readonly string[] {
  const name = /([^/:@]+)(?::[^/@]*)?(?:@.*)?$/.exec(image)?.[1];
  const programs = Object.values(SHIPPED_IMAGES.find((shipped) => shipped.image === name)?.programs ?? {});
  const servers = programs.filter((program): program is ServerDescription => typeof program === 'object');
  return servers.flatMap(({ requires }) => requires?.anyOf ?? []);
}
