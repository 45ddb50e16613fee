import type { HttpResponse, NetError } from '../world/index';

/** What became of one request, in the words of whoever sent it. */
export interface Outcome {
  readonly ok: boolean;
  readonly status?: number;
  /** Why it failed, for people; empty when it did not. */
  readonly why: string;
}

/**
 * A 5xx answer counts as a failure: the client cannot tell a broken server from a lost one. A 4xx is the client's own fault.
 * @param reached the machine that accepted the connection, if one did
 */
export function outcomeOf(answer: HttpResponse | NetError, reached: string | undefined): Outcome {
  if ('status' in answer) {
    const ok = answer.status < 500;
    return { ok, status: answer.status, why: ok ? '' : `answered ${answer.status} by ${reached ?? 'nobody'}` };
  }
  return { ok: false, why: reasonOf(answer, reached) };
}

function reasonOf(error: NetError, reached: string | undefined): string {
  const { refusedBy } = error.info;
  if (error.kind === 'refused' && refusedBy === 'rules') return 'refused: the service has no endpoint';
  if (error.kind === 'refused')
    return `refused by ${refusedBy}, which is still in the proxy's table but does not listen`;
  if (error.kind === 'timeout' && reached) return `no answer from ${reached} in time`;
  if (error.kind === 'timeout') return 'nobody answered the connect in time';
  if (error.kind === 'reset' || error.kind === 'eof') return `cut while ${reached ?? 'the server'} was stopped`;
  if (error.kind === 'name') return 'the name does not resolve';
  return error.message;
}
