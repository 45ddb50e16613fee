/** The seed of one run: from the campaign's seed and the number of the run, spread over all 31 bits (splitmix32). */
export function runSeed(seed: number, run: number): number {
  let z = (Math.imul(seed ^ 0x5bd1e995, 0x9e3779b9) + Math.imul(run + 1, 0x85ebca6b)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) & 0x7fffffff;
}
