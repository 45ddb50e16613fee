import type { KubeNode } from '../../../api/types';
import type { Score } from '../plugin';

const MEGABYTE = 1024 * 1024;
const MIN_SIZE = 23 * MEGABYTE;
const MAX_SIZE_A_CONTAINER = 1000 * MEGABYTE;

/** Nodes that hold large images of the pod already are better; an image that few nodes have counts less. */
export const imageLocality: Score = {
  name: 'ImageLocality',
  weight: () => 1,
  score(pod, nodes, state) {
    const init = state.release.has('imageLocalityCountsInit') ? (pod.spec.initContainers ?? []) : [];
    const images = [...init, ...pod.spec.containers].map(({ image = '' }) => {
      const name = normalised(image);
      return { name, having: state.nodes.filter(({ node }) => sizeOn(node, name) > 0).length };
    });
    const max = MAX_SIZE_A_CONTAINER * Math.max(1, images.length);
    return nodes.map(({ node }) => {
      let sum = 0;
      for (const { name, having } of images) {
        if (having > 0) sum += Math.trunc((sizeOn(node, name) * having) / state.nodes.length);
      }
      const clamped = Math.min(Math.max(sum, MIN_SIZE), max);
      return Math.trunc((100 * (clamped - MIN_SIZE)) / (max - MIN_SIZE));
    });
  },
};

function sizeOn(node: KubeNode, image: string): number {
  return node.status?.images?.find(({ names }) => names.includes(image))?.sizeBytes ?? 0;
}

function normalised(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
