/** Who is behind a Service: Endpoints, EndpointSlices, and copies of Endpoints that a user wrote. */
import type { ApiServer } from '../../api';
import type { Kernel } from '../../kernel';
import type { Informers } from '../common/informers';
import { EndpointsController } from './endpointsController';
import { EndpointSliceMirroringController } from './mirroringController';
import { EndpointSliceController } from './sliceController';

export function startEndpoints(kernel: Kernel, api: ApiServer, informers: Informers): void {
  new EndpointsController(kernel, api, informers).start();
  new EndpointSliceController(kernel, api, informers).start();
  new EndpointSliceMirroringController(kernel, api, informers).start();
}
