/** The images on a node. */
export { NodeImages, type NodeImagesDeps, type PulledImage } from './nodeImages';
