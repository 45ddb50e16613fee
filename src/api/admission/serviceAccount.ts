import { rule } from '../../kernel/index';
import { randomSuffix } from '../names';
import { allContainers } from '../podSpecs';
import type { ServerContext } from '../store/context';
import type { Pod, ServiceAccount, Volume } from '../types/index';
import { refuseNew } from './refusal';

const DEFAULT_ACCOUNT = rule(
  'admission/default-service-account',
  'A pod that names no service account gets that of its namespace called default.',
  'admission plugin ServiceAccount',
);
const ACCOUNT_EXISTS = rule(
  'admission/service-account-must-exist',
  'A pod whose service account is not there is refused.',
  'admission plugin ServiceAccount',
);
const TOKEN = rule(
  'admission/token-volume',
  'Each container gets a volume with a token for the API, unless somebody says no.',
  'admission plugin ServiceAccount',
);

/** Where every container finds the token of its pod. */
export const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
/** Pods of a kubelet's own manifests carry it; they have no account. */
export const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

const PROJECTED_PREFIX = 'kube-api-access-';
/** An hour, and seven seconds by which the server knows a default request. Source: admission plugin ServiceAccount. */
const TOKEN_SECONDS = 3607;
const FILE_MODE = 0o644;

/** Gives a new pod its service account, the account's pull secrets and a volume with a token. */
export function admitServiceAccount(context: ServerContext, pod: Pod): void {
  if (pod.metadata.annotations?.[MIRROR_ANNOTATION] !== undefined) return;
  const { spec } = pod;
  const name = spec.serviceAccountName || spec.serviceAccount || 'default';
  if (!spec.serviceAccountName) context.kernel.acts(DEFAULT_ACCOUNT);
  spec.serviceAccountName = name;
  spec.serviceAccount = name;
  const account = accountOf(context, pod, name);
  if (spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true)
    mountToken(context, pod, account);
  if (!spec.imagePullSecrets?.length && account.imagePullSecrets?.length) {
    spec.imagePullSecrets = account.imagePullSecrets.map((secret) => ({ ...secret }));
  }
}

function accountOf({ store, kernel }: ServerContext, pod: Pod, name: string): ServiceAccount {
  const { namespace } = pod.metadata;
  const account = store.shelf('ServiceAccount').objects.get(namespace, name);
  if (account) return account as ServiceAccount;
  kernel.acts(ACCOUNT_EXISTS);
  const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
  throw refuseNew(pod, why);
}

function mountToken(context: ServerContext, pod: Pod, account: ServiceAccount): void {
  const { spec } = pod;
  const bare = allContainers(spec).filter(
    (container) => !container.volumeMounts?.some((mount) => mount.mountPath === TOKEN_PATH),
  );
  if (bare.length === 0) return;
  context.kernel.acts(TOKEN);
  const bound = context.release.has('boundServiceAccountTokens');
  const secret = bound ? undefined : secretToken(account);
  // A copy of a pod brings the volume along.
  const present = spec.volumes?.find((volume) =>
    bound
      ? volume.projected && volume.name.startsWith(PROJECTED_PREFIX)
      : secret && volume.secret?.secretName === secret.name,
  );
  const volume = present ?? (bound ? projectedToken(`${PROJECTED_PREFIX}${randomSuffix(context.names)}`) : secret);
  if (!volume) return;
  if (!present) spec.volumes = [...(spec.volumes ?? []), volume];
  for (const container of bare) {
    const mount = { name: volume.name, readOnly: true, mountPath: TOKEN_PATH };
    container.volumeMounts = [...(container.volumeMounts ?? []), mount];
  }
}

function projectedToken(name: string): Volume {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: FILE_MODE,
    },
  };
}

/** Before 1.21 the volume is the account's token Secret and carries its name. */
function secretToken(account: ServiceAccount): Volume | undefined {
  const name = account.secrets?.[0]?.name;
  return name ? { name, secret: { secretName: name, defaultMode: FILE_MODE } } : undefined;
}
