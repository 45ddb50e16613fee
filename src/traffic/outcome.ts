import type { HttpResponse, NetError } from '../world/index';

/** Why a request failed, as a word for tools. */
export type LossReason =
  /** The pod that the rules chose is there, but nothing in it listens: not any more, or not yet. */
  | 'refused'
  /** The sender's packet rules know no pod that could take it. */
  | 'no-endpoint'
  /** Nobody answered in time: neither the connect nor, once connected, the request. */
  | 'timeout'
  /** Somebody answered that it can't: 5xx. */
  | 'server-error'
  /** The connection ended before the answer: the process was killed, or closed what it had not answered. */
  | 'cut'
  /** The name has no address. */
  | 'name'
  /** No way leads there: the pod, or the service itself, has gone from the network. */
  | 'unreachable'
  /** What came back was no HTTP. */
  | 'protocol';

/** What became of one request, in the words of whoever sent it. */
export interface Outcome {
  readonly ok: boolean;
  readonly status?: number;
  readonly reason?: LossReason;
  /** Why it failed, for people; empty when it did not. */
  readonly why: string;
  /** Of one that nobody accepted: the pod, or its address, that the rules had chosen. */
  readonly chosen?: string;
}

/**
 * A 5xx answer counts as a failure: the client cannot tell a broken server from a lost one. A 4xx is the client's own fault.
 * @param reached the machine that accepted the connection, if one did
 */
export function outcomeOf(answer: HttpResponse | NetError, reached: string | undefined): Outcome {
  if (!('status' in answer)) return { ok: false, ...lossOf(answer, reached), ...chosenBy(answer) };
  const { status } = answer;
  if (status < 500) return { ok: true, status, why: '' };
  return { ok: false, status, reason: 'server-error', why: `answered ${status} by ${reached ?? 'nobody'}` };
}

type Loss = Required<Pick<Outcome, 'reason' | 'why'>>;

const NO_NAME_SERVER: Loss = { reason: 'timeout', why: 'no name server answered in time' };

function lossOf(error: NetError, reached: string | undefined): Loss {
  const { refusedBy, phase } = error.info;
  switch (error.kind) {
    case 'refused':
      return refusedBy === 'rules'
        ? { reason: 'no-endpoint', why: 'refused: the service has no endpoint' }
        : { reason: 'refused', why: `refused by ${refusedBy}, which is in the proxy's table but does not listen` };
    case 'timeout':
      if (reached) return { reason: 'timeout', why: `no answer from ${reached} in time` };
      if (phase === 'lookup') return NO_NAME_SERVER;
      return { reason: 'timeout', why: `nobody answered the connect${to(error)} in time${dropped(error)}` };
    case 'reset':
    case 'eof':
      return { reason: 'cut', why: `cut: ${reached ?? 'the server'} ended the connection before its answer` };
    case 'name':
      return error.info.detail === undefined ? { reason: 'name', why: 'the name does not resolve' } : NO_NAME_SERVER;
    case 'no-route':
    case 'unreachable':
      return { reason: 'unreachable', why: `no way leads to ${error.info.routedTo ?? error.info.address}` };
    case 'protocol':
      return { reason: 'protocol', why: `what ${reached ?? 'the server'} answered is no HTTP` };
  }
}

function chosenBy({ info }: NetError): { chosen?: string } {
  if (info.phase !== 'dial') return {};
  const chosen = info.refusedBy ?? info.routedTo;
  return chosen === undefined || chosen === 'rules' ? {} : { chosen };
}

/** Nobody tells the sender; whoever reads the report is told. */
function dropped({ info }: NetError): string {
  return info.droppedBy ? `: dropped by ${info.droppedBy}` : '';
}

/** Where the rules had sent it, when that is another address than the one asked for. */
function to({ info }: NetError): string {
  return info.routedTo ? ` to ${info.routedTo}` : '';
}
