/** The images on a node. */
export { NodeImages, type NodeImagesOptions, type PulledImage } from './nodeImages';
