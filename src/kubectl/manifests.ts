import { findResource, type KubeObject, ManifestError, parseLabelSelector, readManifests } from '../api';
import { withCause } from './changeCause';
import type { Call } from './command/call';
import { failure } from './errors';
import type { Session } from './session';

/** An object of a file, with the name under which kubectl speaks of the file. */
export interface FileObject {
  readonly object: KubeObject;
  readonly file: string;
}

/** What the files of a command hold: objects, and texts about what could not be read. */
export interface Manifests {
  readonly objects: readonly FileObject[];
  readonly errors: readonly string[];
}

/**
 * Reads everything that `-f` names: files, `-` for stdin, and directories when the workstation can list them. As in
 * kubectl, the good objects of a file count although others are bad; with `-l` only those that have the labels.
 * @param doing the verb of error texts: `creating`
 * @throws KubectlError when a file is missing or belongs to another namespace than `-n`
 */
export function manifestsOf(call: Call, doing: string): Manifests {
  if (call.text('kustomize') !== undefined) {
    throw failure('-k is not supported: there is no kustomize here; render the manifests first and pass them with -f');
  }
  const files = call.list('filename').flatMap((path) => filesOf(call.session, path, call.flag('recursive')));
  const wanted = parseLabelSelector(call.text('selector') ?? '');
  const objects: FileObject[] = [];
  const errors: string[] = [];
  for (const { name, text } of files) {
    for (const result of readManifests(text, name, call.session.release, validation(call))) {
      if (result instanceof ManifestError) errors.push(result.kubectlMessage.replaceAll('{doing}', doing));
      else {
        for (const warning of call.text('validate') === 'warn' ? result.warnings : []) call.session.warn(warning);
        if (wanted.matches(result.object.metadata.labels))
          objects.push({ object: withCause(inNamespace(call.session, result.object), call.cause), file: name });
      }
    }
  }
  return { objects, errors };
}

/** The objects alone, for commands that need no more than names. @throws KubectlError for the first bad one */
export function objectsOf(call: Call, doing: string): readonly FileObject[] {
  const { objects, errors } = manifestsOf(call, doing);
  if (errors[0] !== undefined) throw failure(errors[0].replace(/^error: /, ''));
  return objects;
}

function validation(call: Call): 'strict' | 'warn' | 'ignore' {
  const value = call.text('validate');
  if (value === 'false' || value === 'ignore') return 'ignore';
  return value === 'warn' ? 'warn' : 'strict';
}

function filesOf(session: Session, path: string, recursive: boolean): { name: string; text: string }[] {
  if (path === '-') return [{ name: 'STDIN', text: session.io.stdin ?? '' }];
  if (/^https?:\/\//.test(path)) throw failure(`unable to read URL "${path}": there is no network outside the cluster`);
  const inside = session.files.list?.(path, recursive)?.filter((file) => /\.(?:json|ya?ml)$/.test(file));
  if (inside?.length === 0) throw failure(`error reading [${path}]: recognized file extensions are [.json .yaml .yml]`);
  return (inside ?? [path]).map((name) => ({ name, text: readFile(session, name) }));
}

function readFile(session: Session, path: string): string {
  try {
    return session.files(path);
  } catch {
    throw failure(`the path "${path}" does not exist`);
  }
}

/** Fills in the namespace. @throws KubectlError when the object names another one than `-n` */
function inNamespace(session: Session, object: KubeObject): KubeObject {
  if (findResource(object.kind)?.namespaced === false) return object;
  const own = object.metadata.namespace;
  if (own && session.namespaceGiven && own !== session.namespace) {
    throw failure(
      `the namespace from the provided object "${own}" does not match the namespace "${session.namespace}". You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  return { ...object, metadata: { ...object.metadata, namespace: own || session.namespace } };
}
