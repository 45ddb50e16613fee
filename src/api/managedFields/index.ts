export { type Application, type Applied, applied } from './apply';
export { emptyObject } from './empty';
export { FieldHistory } from './history';
export { managerOf } from './managers';
export { handedOver, keepsLastApplied } from './migration';
export { entriesOf, type ManagedFieldsEntry, type Owners, sameOwners, type Writer } from './owners';
export { shapeOf } from './shape';
