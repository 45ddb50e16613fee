import { type Kernel, OrdinaryError, sleep, type Task } from '../../kernel';
import type { ImageCatalogue } from './catalogue';
import type { Image } from './image';
import { type ImageReference, normalReference, parseReference, repositoryOf } from './reference';

/** The wordings that differ between releases of the runtime; a `Release` is one. */
export interface PullTexts {
  text(name: 'imageResolveFailed', values: Readonly<Record<string, string>>): string;
}

/** Why a pull failed. `message` is what the runtime tells the kubelet, `rpc error: code = … desc = …`. */
export class PullError extends OrdinaryError {
  constructor(
    /** The gRPC code. */
    readonly code: 'NotFound' | 'Unknown' | 'Canceled',
    /** The message without its gRPC prefix. */
    readonly description: string,
  ) {
    super(`rpc error: code = ${code} desc = ${description}`);
    this.name = 'PullError';
  }
}

/** Who asks a registry for an image. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What a scenario says about one image. */
interface Terms {
  absent?: boolean;
  onNode?: boolean;
  latencyMs?: number;
  sizeBytes?: number;
  /** Nobody may pull it. */
  denied?: boolean;
  /** Who may pull it; everybody else is turned away. */
  login?: Login;
}

const NOBODY_ANSWERS = 'connect: connection refused';

/** Top-level domains that never resolve (RFC 2606, RFC 6761). */
const UNRESOLVABLE = /(?:^|\.)(?:invalid|example|test)(?::\d+)?$/;

/**
 * All registries of the world. A described repository has the tags of its description; a repository that nobody described
 * is there, with any tag. A scenario may say otherwise.
 */
export class Registry {
  private readonly terms = new Map<string, Terms>();
  private readonly down = new Map<string, string>();
  private allDown: string | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly catalogue: ImageCatalogue,
    private readonly texts: PullTexts,
  ) {}

  /** The registry, or one repository, has no such image. */
  setAbsent(reference: string, absent = true): void {
    this.termsOf(reference).absent = absent;
  }

  /** A registry host does not answer. `why` is the end of the error, default `… connect: connection refused`. */
  setDown(host: string, why = NOBODY_ANSWERS): void {
    this.down.set(registryName(host), why);
  }

  setUp(host: string): void {
    this.down.delete(registryName(host));
  }

  /** No registry answers: the way out of the cluster is gone. `why` as above. */
  setAllDown(why = NOBODY_ANSWERS): void {
    this.allDown = why;
  }

  /** All answer again, those too of which it was said that they are down. */
  setAllUp(): void {
    this.allDown = undefined;
    this.down.clear();
  }

  /** Whether the image lies on every node from the beginning. Default: described images do, others do not. */
  setOnNode(reference: string, onNode: boolean): void {
    this.termsOf(reference).onNode = onNode;
  }

  /** How long its pull takes, and how big it is. Default: latency `imagePull`. */
  setPull(reference: string, pull: Pick<Terms, 'latencyMs' | 'sizeBytes' | 'denied' | 'login'>): void {
    Object.assign(this.termsOf(reference), pull);
  }

  /** Whether a node has it without ever having pulled it. */
  isOnNode(reference: string): boolean {
    const parsed = parseReference(reference);
    const terms = this.find(parsed);
    if (terms?.onNode !== undefined) return terms.onNode;
    if (terms?.absent) return false;
    return this.catalogue.isPreloaded(normalReference(parsed));
  }

  /** Whether the registry has it, its host being up. */
  has(reference: string): boolean {
    const parsed = parseReference(reference);
    const terms = this.find(parsed);
    if (terms?.absent !== undefined) return !terms.absent;
    if (terms?.onNode === false) return true;
    return this.catalogue.exists(normalReference(parsed));
  }

  /** The image behind a reference that is on a node: described, or assumed. */
  image(reference: string): Image {
    const full = normalReference(reference);
    const image = this.catalogue.find(full) ?? this.catalogue.assume(full);
    const sizeBytes = this.find(parseReference(reference))?.sizeBytes;
    return sizeBytes === undefined ? image : { ...image, sizeBytes };
  }

  /**
   * Pulls an image. With `present` all layers are on the node already and only the digest is asked for (policy Always).
   * Several logins are tried one after the other.
   * @throws PullError, InvalidReference
   */
  *pull(reference: string, options: { present?: boolean; logins?: readonly Login[] } = {}): Task<Image> {
    const parsed = parseReference(reference);
    const terms = this.find(parsed);
    yield* sleep(this.kernel.latency('imageManifestCheck'));
    const failure = this.failureOf(parsed, terms, options.logins ?? []);
    if (failure) throw failure;
    if (!options.present) yield* sleep(terms?.latencyMs ?? this.kernel.latency('imagePull'));
    return this.image(reference);
  }

  private failureOf(parsed: ImageReference, terms: Terms | undefined, logins: readonly Login[]): PullError | undefined {
    const full = normalReference(parsed);
    const failed = (code: PullError['code'], error: string) =>
      new PullError(
        code,
        `failed to pull and unpack image "${full}": ${this.texts.text('imageResolveFailed', { reference: full, error })}`,
      );
    const unreachable = this.unreachable(parsed);
    if (unreachable) return failed('Unknown', `failed to do request: ${unreachable}`);
    if (terms?.denied || (terms?.login && !logins.some((login) => same(login, terms.login)))) {
      const advice = 'pull access denied, repository does not exist or may require authorization';
      return failed('Unknown', `${advice}: server message: insufficient_scope: authorization failed`);
    }
    if (!this.has(full)) return failed('NotFound', `${full}: not found`);
    return undefined;
  }

  private unreachable(parsed: ImageReference): string | undefined {
    const host = endpointOf(parsed.registry);
    const url = `https://${host}/v2/${parsed.path}/manifests/${parsed.tag ?? parsed.digest}`;
    const why = this.down.get(parsed.registry) ?? this.allDown;
    if (why) return `Head "${url}": ${why.startsWith('connect:') ? `dial tcp ${withPort(host)}: ${why}` : why}`;
    if (!UNRESOLVABLE.test(parsed.registry)) return undefined;
    return `Head "${url}": dial tcp: lookup ${host.replace(/:\d+$/, '')}: no such host`;
  }

  private termsOf(reference: string): Terms {
    const key = normalReference(reference);
    let terms = this.terms.get(key);
    if (!terms) {
      terms = {};
      this.terms.set(key, terms);
    }
    return terms;
  }

  private find(parsed: ImageReference): Terms | undefined {
    return this.terms.get(normalReference(parsed)) ?? this.terms.get(repositoryOf(parsed));
  }
}

function same(login: Login, wanted: Login | undefined): boolean {
  return login.username === wanted?.username && login.password === wanted.password;
}

/** Docker Hub's references name another host than the one that serves them. */
function endpointOf(registry: string): string {
  return registry === 'docker.io' ? 'registry-1.docker.io' : registry;
}

function withPort(host: string): string {
  return /:\d+$/.test(host) ? host : `${host}:443`;
}

function registryName(host: string): string {
  return ['index.docker.io', 'registry-1.docker.io', 'Docker Hub'].includes(host) ? 'docker.io' : host;
}
