export { type CatalogueOptions, ImageCatalogue } from './catalogue';
export type { ImageDescription, ImageShell, ImageVariant, ServerDescription } from './description';
export type { Image } from './image';
export { environmentNeeded } from './needs';
export { type ImageReference, InvalidReference, normalReference, parseReference, repositoryOf } from './reference';
export { type Login, PullError, type PullTexts, Registry } from './registry';
export { looksLikeTag } from './tags';
