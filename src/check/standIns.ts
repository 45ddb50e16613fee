import { type FieldChange, field, type Server } from './application';
import { ASSUMED_IMAGE, ASSUMED_PROGRAM } from './assumed';
import type { HandlerCommand } from './handlers';

/** The container runs what its image is for, whatever the manifest says; that of an image that nobody described works. */
export function imagesOwnApp(server: Server, path: string): FieldChange[] {
  return [field(server, `${path}.command`, undefined), field(server, `${path}.args`, undefined)];
}

/** The container runs an app that works. */
export function assumedApp(server: Server, path: string): FieldChange[] {
  return [...imagesOwnApp(server, path), field(server, `${path}.image`, ASSUMED_IMAGE)];
}

/** Probes and hooks of a container succeed where the app works, whatever they run. */
export function assumedHandlers(server: Server, path: string, handlers: readonly HandlerCommand[]): FieldChange[] {
  return handlers.map(({ field: name, command }) =>
    field(server, `${path}.${name}.exec.command`, [ASSUMED_PROGRAM, ...command]),
  );
}
