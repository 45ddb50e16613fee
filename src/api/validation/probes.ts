import type { Container, HttpGetAction, IntOrString, LifecycleHandler, Probe, ProbeHandler } from '../types/index';
import type { FieldErrors } from './errors';
import { portNameFaults, portNumberFaults } from './names';
import type { Path } from './path';

/** Probes and lifecycle hooks. Source: core validation `validateProbe`, `validateHandler`, `validateLifecycle`. */
export function validateProbes(container: Container, graceSeconds: number, path: Path, errors: FieldErrors): void {
  validateLifecycle(container, graceSeconds, path.child('lifecycle'), errors);
  validateProbe(container.livenessProbe, path.child('livenessProbe'), errors);
  mustSucceedOnce(container.livenessProbe, path.child('livenessProbe'), errors);
  validateProbe(container.readinessProbe, path.child('readinessProbe'), errors);
  if (container.readinessProbe?.terminationGracePeriodSeconds !== undefined) {
    const where = path.child('readinessProbe', 'terminationGracePeriodSeconds');
    errors.invalid(
      where,
      container.readinessProbe.terminationGracePeriodSeconds,
      'must not be set for readinessProbes',
    );
  }
  validateProbe(container.startupProbe, path.child('startupProbe'), errors);
  mustSucceedOnce(container.startupProbe, path.child('startupProbe'), errors);
}

/** In the order in which the API server looks at them. */
export const PROBE_FIGURES = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

function validateProbe(probe: Probe | undefined, path: Path, errors: FieldErrors): void {
  if (!probe) return;
  validateHandler(probe, 0, path, errors);
  for (const field of PROBE_FIGURES) errors.notNegative(path.child(field), probe[field]);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0) {
    errors.invalid(path.child('terminationGracePeriodSeconds'), grace, 'must be greater than 0');
  }
}

function mustSucceedOnce(probe: Probe | undefined, path: Path, errors: FieldErrors): void {
  if (probe?.successThreshold === undefined || probe.successThreshold === 1) return;
  errors.invalid(path.child('successThreshold'), probe.successThreshold, 'must be 1');
}

function validateLifecycle({ lifecycle }: Container, graceSeconds: number, path: Path, errors: FieldErrors): void {
  for (const hook of ['postStart', 'preStop'] as const) {
    const handler = lifecycle?.[hook];
    if (handler) validateHandler(handler, graceSeconds, path.child(hook), errors);
  }
}

/** It has to fit into the grace period; a negative period counts as 1. */
function validateSleep(handler: LifecycleHandler, graceSeconds: number, path: Path, errors: FieldErrors): void {
  const allowsZero = errors.release.has('sleepHookZero');
  const value = handler.sleep?.seconds ?? 0;
  if (value > graceSeconds || value < (allowsZero ? 0 : 1)) {
    errors.invalid(path, value, errors.release.text('sleepHookTooLong', { graceSeconds }));
  }
}

type Handler = ProbeHandler & LifecycleHandler;

/** Exactly one of exec, httpGet, tcpSocket, grpc and sleep; a second one is named, in this order. */
function validateHandler(handler: Handler, graceSeconds: number, path: Path, errors: FieldErrors): void {
  let count = 0;
  const isFirst = (name: string): boolean => {
    count++;
    if (count > 1) errors.forbidden(path.child(name), 'may not specify more than 1 handler type');
    return count === 1;
  };
  if (handler.exec && isFirst('exec') && !handler.exec.command?.length) errors.required(path.child('exec', 'command'));
  if (handler.httpGet && isFirst('httpGet')) validateHttpGet(handler.httpGet, path.child('httpGet'), errors);
  if (handler.tcpSocket && isFirst('tcpSocket'))
    validatePort(handler.tcpSocket.port, path.child('tcpSocket', 'port'), errors);
  if (handler.grpc && isFirst('grpc')) validatePort(handler.grpc.port, path.child('grpc', 'port'), errors);
  if (handler.sleep && isFirst('sleep')) validateSleep(handler, graceSeconds, path.child('sleep'), errors);
  if (count === 0) errors.required(path, 'must specify a handler type');
}

function validateHttpGet({ path: url, port, scheme, httpHeaders }: HttpGetAction, path: Path, errors: FieldErrors) {
  if (!url) errors.required(path.child('path'));
  validatePort(port, path.child('port'), errors);
  errors.oneOf(path.child('scheme'), scheme, ['HTTP', 'HTTPS']);
  for (const { name = '' } of httpHeaders ?? []) {
    if (/^[-A-Za-z0-9]+$/.test(name)) continue;
    const detail =
      "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";
    errors.invalid(path.child('httpHeaders'), name, detail);
  }
}

/** A number, or the name of a container port, which is looked up only when the probe runs. */
export function validatePort(port: IntOrString | undefined, path: Path, errors: FieldErrors): void {
  const value = port ?? 0;
  errors.invalidAll(
    path,
    value,
    typeof value === 'string' ? portNameFaults(value, errors.release) : portNumberFaults(value),
  );
}
