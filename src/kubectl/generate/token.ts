import { Buffer } from 'node:buffer';
import { formatTime, isStatus, type KubeObject } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { type CommandSpec, duration, outputFlags, strings, text } from '../command/spec';
import { failure, usageError } from '../errors';
import { printerOf } from '../output/printer';
import { nameOf } from './make';

/** As kubeadm sets up API servers. */
const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const DEFAULT_SECONDS = 3600;
const SHORTEST_SECONDS = 600;
const LONGEST_SECONDS = 2 ** 32;
const SECOND_MS = 1000;
const SIGNATURE_LENGTH = 342;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * `kubectl create token`: a token that looks as the API server's do. Nobody looks at it here: whoever asks is let in.
 * Source: pkg/cmd/create/create_token.go of kubectl; registry/core/serviceaccount/storage/token.go.
 */
export const token: CommandSpec = {
  name: 'token',
  flags: [
    ...outputFlags,
    strings('audience'),
    duration('duration', { value: '0s' }),
    text('bound-object-kind'),
    text('bound-object-name'),
    text('bound-object-uid'),
  ],
  *run(call) {
    const { session } = call;
    if (!session.release.has('createToken'))
      throw usageError('create', `Unexpected args: [token ${call.args.join(' ')}]`);
    const name = nameOf(call);
    refuseWrong(call);
    const request = yield* requested(call, name);
    const printer = printerOf({ output: call.text('output') });
    session.io.stdout(printer ? printer.print([request], false) : request.status.token);
    return 0;
  },
};

/** authentication.k8s.io/v1. */
type TokenRequest = KubeObject & { readonly status: { readonly token: string; readonly expirationTimestamp: string } };

/** @throws KubectlError */
function refuseWrong(call: Call): void {
  const durationMs = call.durationMs('duration') ?? 0;
  if (durationMs < 0) throw failure(call.session.release.text('tokenDurationNegative'));
  if (durationMs % SECOND_MS !== 0) throw failure('--duration cannot be expressed in units less than seconds');
  if (call.list('audience').includes('')) throw failure('--audience must not be an empty string');
  const kind = call.text('bound-object-kind');
  const kinds = boundKinds(call);
  if (!kind) {
    for (const flag of ['bound-object-name', 'bound-object-uid'])
      if (call.text(flag)) throw failure(`--${flag} can only be set if --bound-object-kind is provided`);
  } else if (!kinds.includes(kind)) throw failure(`supported --bound-object-kind values are ${kinds.join(', ')}`);
  else if (!call.text('bound-object-name'))
    throw failure('--bound-object-name is required if --bound-object-kind is provided');
}

const boundKinds = (call: Call): string[] =>
  call.session.release.has('tokensOfNodes') ? ['Node', 'Pod', 'Secret'] : ['Pod', 'Secret'];

/** What the server answers. @throws KubectlError */
function* requested(call: Call, name: string): Task<TokenRequest> {
  const { session } = call;
  const { namespace, client } = session;
  const seconds = (call.durationMs('duration') ?? 0) / SECOND_MS || DEFAULT_SECONDS;
  try {
    const { metadata } = yield* client.get<KubeObject>('ServiceAccount', namespace, name);
    const wrong = seconds < SHORTEST_SECONDS ? 'less than 10 minutes' : 'larger than 2^32 seconds';
    if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS)
      throw failure(
        `failed to create token: TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: ${seconds}: may not specify a duration ${wrong}`,
      );
    const kind = call.text('bound-object-kind');
    if (kind) yield* client.get<KubeObject>(kind, namespace, call.text('bound-object-name') as string);
    return answered(call, { name, namespace, uid: metadata.uid ?? '' }, seconds);
  } catch (error) {
    if (!isStatus(error)) throw error;
    throw failure(`failed to create token: ${error.message}`);
  }
}

interface Account {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
}

function answered(call: Call, { name, namespace, uid }: Account, seconds: number): TokenRequest {
  const { session } = call;
  const given = call.list('audience');
  const audiences = given.length > 0 ? given : [ISSUER];
  const now = Math.floor(session.nowMs / SECOND_MS);
  const claims = {
    aud: audiences,
    exp: now + seconds,
    iat: now,
    iss: ISSUER,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    nbf: now,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const stream = session.kernel.random.stream('kubectl/token');
  const coded = [{ alg: 'RS256', kid: stream.text(43, LETTERS) }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    metadata: { creationTimestamp: formatTime(session.nowMs), name, namespace },
    spec: { audiences, boundObjectRef: null, expirationSeconds: seconds },
    status: {
      expirationTimestamp: formatTime((now + seconds) * SECOND_MS),
      token: [...coded, stream.text(SIGNATURE_LENGTH, LETTERS)].join('.'),
    },
  } as unknown as TokenRequest;
}
