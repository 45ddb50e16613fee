/**
 * `kubectl` in process: everything a person sees goes through here. Reads the API only; knows nothing of nodes,
 * controllers or containers.
 */

export { type Progress, progressOf } from './commands/rolloutStatus';
export { describeAmong, type ObjectsAtHand } from './describe/among';
export { Kubectl, type KubectlOptions } from './kubectl';
export { printerOf } from './output/printer';
export { toYaml } from './output/yaml';
export type { FileReader, KubectlIo } from './session';
export { cellsOf, columnsOf, type PodCells, podRow, TableLayout } from './table/index';
