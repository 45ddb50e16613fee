/** The disk of the person who runs us: where manifests come from. The simulation itself touches no disk. */
export { ENDINGS, FolderError, isFolder, isKustomization, manifestsBelow, manifestsForKubectl } from './folders';
