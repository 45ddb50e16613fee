/** Claims and the volumes that they are bound to: matching, provisioning, attaching, reclaiming. */
import type { ApiServer } from '../../api';
import type { Kernel } from '../../kernel';
import type { Informers } from '../common/informers';
import { AttachDetachController } from './attachDetach';
import { VolumeBinder } from './binder';
import { EphemeralVolumes } from './ephemeral';
import { VolumeKeeper } from './keeper';

export function startVolumes(kernel: Kernel, api: ApiServer, informers: Informers): void {
  new VolumeBinder(kernel, api, informers).start();
  new EphemeralVolumes(kernel, api, informers).start();
  new VolumeKeeper(kernel, api, informers).start();
  new AttachDetachController(kernel, api, informers).start();
}
