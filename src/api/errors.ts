import { OrdinaryError } from '../kernel';
/** metav1.StatusReason: the machine-readable half of an API error. */
export type StatusReason =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'MethodNotAllowed'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Expired'
  | 'UnsupportedMediaType'
  | 'Invalid'
  | 'TooManyRequests'
  | 'InternalError'
  | 'ServerTimeout'
  | 'Timeout'
  /** An error that came from further behind, such as a kubelet that did not answer. */
  | '';

export interface StatusCause {
  readonly reason?: string;
  /** Without the field. */
  readonly message: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  /** The plural resource; for Invalid the Kind. */
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** One thing that is wrong with one field: `spec.containers[0].image: Required value`. */
export interface FieldError {
  /** Path of the field. */
  readonly field: string;
  /** Cause word such as `FieldValueInvalid`, `FieldValueRequired`, `FieldValueForbidden`. */
  readonly reason: string;
  /** What kubectl prints after the field: `Invalid value: 80: …`. */
  readonly message: string;
}

/** The resource and group that an error speaks of. */
export interface ErrorResource {
  readonly plural: string;
  readonly group: string;
}

const CODES: Readonly<Record<StatusReason, number>> = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  AlreadyExists: 409,
  Conflict: 409,
  Expired: 410,
  UnsupportedMediaType: 415,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  ServerTimeout: 500,
  Timeout: 504,
  '': 500,
};

/** What the API server answers when it refuses: `metav1.Status` as an error. The message is Kubernetes' own. */
export class StatusError extends OrdinaryError {
  readonly code: number;

  constructor(
    readonly reason: StatusReason,
    message: string,
    readonly details: StatusDetails = {},
  ) {
    super(message);
    this.name = 'StatusError';
    this.code = CODES[reason];
  }
}

/** True when `error` is an API error, with this reason if one is given. */
export function isStatus(error: unknown, reason?: StatusReason): error is StatusError {
  return error instanceof StatusError && (reason === undefined || error.reason === reason);
}

/** `deployments.apps`, `pods`. */
function qualified(resource: ErrorResource): string {
  return resource.group ? `${resource.plural}.${resource.group}` : resource.plural;
}

function about(resource: ErrorResource, name: string): StatusDetails {
  return resource.group ? { name, group: resource.group, kind: resource.plural } : { name, kind: resource.plural };
}

export function notFound(resource: ErrorResource, name: string): StatusError {
  return new StatusError('NotFound', `${qualified(resource)} "${name}" not found`, about(resource, name));
}

/** @param about of what is in the way: whether it is being deleted, and what else is to be said */
export function alreadyExists(
  resource: ErrorResource,
  name: string,
  { isGoing = false, more = '' }: { readonly isGoing?: boolean; readonly more?: string } = {},
): StatusError {
  const message = `${isGoing ? 'object is being deleted: ' : ''}${qualified(resource)} "${name}" already exists${more}`;
  return new StatusError('AlreadyExists', message, about(resource, name));
}

/** What could not be done just now; whoever asked may ask again. */
export function serverTimeout({ group }: ErrorResource, kind: string, operation: string): StatusError {
  const what = group ? `${kind}.${group}` : kind;
  return new StatusError(
    'ServerTimeout',
    `The ${operation} operation against ${what} could not be completed at this time, please try again.`,
  );
}

export function conflict(resource: ErrorResource, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`;
  return new StatusError('Conflict', message, about(resource, name));
}

/** The optimistic lock: somebody else has written the object since it was read. */
export function modified(resource: ErrorResource, name: string): StatusError {
  return conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

export function forbidden(
  resource: ErrorResource,
  name: string,
  why: string,
  causes?: readonly StatusCause[],
): StatusError {
  const message = `${qualified(resource)} "${name}" is forbidden: ${why}`;
  return new StatusError('Forbidden', message, { ...about(resource, name), ...(causes ? { causes } : {}) });
}

/** 422 with all field errors; the same error twice is said once. */
export function invalid(kind: string, group: string, name: string, errors: readonly FieldError[]): StatusError {
  const lines = [...new Set(errors.map((e) => `${e.field}: ${e.message}`))];
  const text = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const message = `${group ? `${kind}.${group}` : kind} "${name}" is invalid: ${text}`;
  const causes = errors.map((e) => ({ reason: e.reason, message: e.message, field: e.field }));
  return new StatusError('Invalid', message, { name, ...(group ? { group } : {}), kind, causes });
}

export function badRequest(message: string): StatusError {
  return new StatusError('BadRequest', message);
}

/** 404 of a path that the API server doesn't have, such as a subresource of a kind without one. */
export function noSuchPath(): StatusError {
  return new StatusError('NotFound', 'the server could not find the requested resource');
}

export function tooManyRequests(message: string, causes: readonly StatusCause[], retryAfterSeconds = 0): StatusError {
  return new StatusError('TooManyRequests', message, {
    causes,
    ...(retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
  });
}

export function internalError(what: string): StatusError {
  return new StatusError('InternalError', `Internal error occurred: ${what}`, { causes: [{ message: what }] });
}

/** 410: the history that a watch asked for is gone; the client has to list again. */
export function expired(asked: number, oldest: number): StatusError {
  return new StatusError('Expired', `too old resource version: ${asked} (${oldest})`);
}

/** 504: the resourceVersion lies in the future. */
export function tooLargeResourceVersion(asked: number, current: number): StatusError {
  const message = `Timeout: Too large resource version: ${asked}, current: ${current}`;
  return new StatusError('Timeout', message, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}
