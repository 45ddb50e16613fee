import type { ImageDescription } from '../description';
import { BASE_IMAGES } from './base';
import { DATABASE_IMAGES } from './databases';
import { DOCUMENTATION_IMAGES } from './documentation';
import { NGINX_IMAGES } from './nginx';
import { SERVER_IMAGES } from './servers';
import { TUTORIAL_IMAGES } from './tutorials';

/** The images that lifecycle manifests use. */
export const SHIPPED_IMAGES: readonly ImageDescription[] = [
  ...BASE_IMAGES,
  ...NGINX_IMAGES,
  ...SERVER_IMAGES,
  ...DATABASE_IMAGES,
  ...TUTORIAL_IMAGES,
  ...DOCUMENTATION_IMAGES,
];
