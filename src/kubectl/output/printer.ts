import { type KubeObject, type Release, resourceOf } from '../../api';
import type { Call } from '../command/call';
import { failure, KubectlError } from '../errors';
import { type GoTemplate, GoTemplateError, goTemplate, goText } from '../gotemplate/index';
import { JsonPathError, jsonPath, pathValues } from '../jsonpath/index';
import { relaxedPath } from '../relaxedPath';
import { referenceOf } from '../session';
import { TableLayout } from '../table/index';
import { asAnswered } from './answered';
import { toCompactJson, toJson } from './json';
import { toKyaml } from './kyaml';
import { type OwnersOf, showsManagedFields, withManagedFields } from './managedFields';
import { toYaml } from './yaml';

const FORMATS =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml';
const KYAML = 'kyaml,';

/** Prints objects in one of the formats of `-o`. */
export interface ObjectPrinter {
  /** @param list true when the answer is a list, however many it holds */
  print(objects: readonly KubeObject[], list: boolean): string;
}

/** What the options of a command say about printing. */
export interface PrintOptions {
  /** `-o` */
  readonly output?: string;
  /** `--template` */
  readonly template?: string;
  /** `--no-headers`, for custom-columns. */
  readonly noHeaders?: boolean;
  /** `--allow-missing-template-keys` */
  readonly allowMissingKeys?: boolean;
  /** What the release does not know yet is refused. */
  readonly release?: Release;
  /** Who owns the fields of an object; absent where it has no owners. */
  readonly ownersOf?: OwnersOf;
  /** `--show-managed-fields` */
  readonly showManagedFields?: boolean;
  /** Files of the workstation, for the formats that are read from one. */
  readonly read?: (path: string) => string;
}

/** What the command line of a call says about printing. */
export function printOptions(call: Call): PrintOptions {
  return {
    output: call.text('output'),
    template: call.text('template'),
    noHeaders: call.flag('no-headers'),
    allowMissingKeys: call.flag('allow-missing-template-keys'),
    release: call.session.release,
    ownersOf: (object) => call.session.api.managedFields(object),
    showManagedFields: call.flag('show-managed-fields') || !call.session.release.has('managedFieldsHidden'),
    read: (path) => fileText(call, path),
  };
}

function fileText(call: Call, path: string): string {
  try {
    return call.session.files(path);
  } catch {
    throw failure(`error reading --template ${path}, open ${path}: no such file or directory\n`);
  }
}

/** The formats of which the argument is the name of a file. */
const FROM_FILES: Readonly<Record<string, string>> = {
  'custom-columns-file': 'custom-columns',
  'go-template-file': 'go-template',
  'jsonpath-file': 'jsonpath',
  templatefile: 'go-template',
};

/**
 * The printer of `-o FORMAT`, or undefined for tables (nothing and `wide`).
 * @throws KubectlError when there is no such format
 */
export function printerOf(options: PrintOptions): ObjectPrinter | undefined {
  const printer = printerOfFormat(options);
  const { release } = options;
  if (!printer || !release) return printer;
  const { ownersOf, showManagedFields = false } = options;
  const isOwned = ownersOf && showsManagedFields(formatOf(options).format, showManagedFields);
  const answered = (object: KubeObject): KubeObject =>
    asAnswered(isOwned ? withManagedFields(object, ownersOf) : object, release);
  return { print: (objects, list) => printer.print(objects.map(answered), list) };
}

function printerOfFormat(options: PrintOptions): ObjectPrinter | undefined {
  const { format, argument } = formatOf(options);
  const hasKyaml = options.release?.has('outputKyaml') ?? true;
  if (format === 'kyaml' && !hasKyaml) throw noSuchFormat(options.output, FORMATS.replace(KYAML, ''));
  switch (format) {
    case '':
    case 'wide':
      return undefined;
    case 'yaml':
      return { print: (objects, list) => toYaml(whole(objects, list)) };
    case 'kyaml':
      return { print: (objects, list) => toKyaml(whole(objects, list)) };
    case 'json':
      return { print: (objects, list) => toJson(whole(objects, list)) };
    case 'name':
      return { print: (objects) => objects.map((object) => `${referenceOf(object)}\n`).join('') };
    case 'jsonpath':
      return { print: (objects, list) => fillIn(needed(format, argument), whole(objects, list)) };
    case 'jsonpath-as-json':
      return { print: (objects, list) => toJson(pathValues(needed(format, argument), whole(objects, list))) };
    case 'custom-columns':
      return customColumns(needed(format, argument), options.noHeaders === true);
    case 'go-template':
    case 'template':
      return templatePrinter(needed(format, argument), options.allowMissingKeys !== false);
    default:
      throw noSuchFormat(options.output, hasKyaml ? FORMATS : FORMATS.replace(KYAML, ''));
  }
}

function noSuchFormat(output: string | undefined, formats: string): KubectlError {
  return failure(
    `unable to match a printer suitable for the output format "${output}", allowed formats are: ${formats}`,
  );
}

/** `-o FORMAT=ARGUMENT`; the argument can be a `--template` of its own, which alone means a Go template. */
function formatOf({ output, template, read }: PrintOptions): { format: string; argument: string | undefined } {
  if (!output) return template ? { format: 'go-template', argument: template } : { format: '', argument: undefined };
  const equals = output.indexOf('=');
  const format = equals < 0 ? output : output.slice(0, equals);
  const argument = equals < 0 ? template : output.slice(equals + 1);
  const ofFile = FROM_FILES[format];
  if (!ofFile || !argument || !read) return { format, argument };
  const text = read(argument);
  return { format: ofFile, argument: ofFile === 'custom-columns' ? columnsOfFile(text) : text };
}

/** A line of headers above a line of paths. */
function columnsOfFile(text: string): string {
  const [headers = [], paths = []] = text.split('\n').map((line) => line.trim().split(/\s+/));
  return headers.map((header, i) => `${header}:${paths[i] ?? ''}`).join(',');
}

function needed(format: string, argument: string | undefined): string {
  if (argument) return argument;
  throw failure(
    `template format specified but no template given${format === 'custom-columns' ? ' (custom-columns)' : ''}`,
  );
}

function whole(objects: readonly KubeObject[], list: boolean): unknown {
  if (!list && objects.length === 1) return objects[0];
  return { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } };
}

function fillIn(template: string, object: unknown): string {
  try {
    return jsonPath(template, object);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw failure(`error executing jsonpath "${template}": Error executing template: ${error.message}`);
  }
}

/** `-o go-template=…`. */
function templatePrinter(text: string, allowMissingKeys: boolean): ObjectPrinter {
  const template = readTemplate(text, allowMissingKeys);
  return {
    print: (objects, list) => {
      const data = whole(objects, list);
      try {
        return template.fill(data);
      } catch (error) {
        if (!(error instanceof GoTemplateError)) throw error;
        throw misfit(text, data, error);
      }
    },
  };
}

function readTemplate(text: string, allowMissingKeys: boolean): GoTemplate {
  try {
    return goTemplate(text, allowMissingKeys);
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    throw failure(`error parsing template ${text}, ${error.message}`);
  }
}

/** A template that does not fit: what helps to find out why goes to stdout (k8s.io/cli-runtime/pkg/printers/template.go). */
function misfit(template: string, data: unknown, { message }: GoTemplateError): KubectlError {
  const printed = [
    `Error executing template: ${message}. Printing more information for debugging the template:`,
    `\ttemplate was:\n\t\t${template}`,
    `\traw data was:\n\t\t${toCompactJson(data)}`,
    `\tobject given to template engine was:\n\t\t${goText(data)}\n\n`,
  ].join('\n');
  return new KubectlError(`error: error executing template ${JSON.stringify(template)}: ${message}`, 1, printed);
}

/** `-o custom-columns=NAME:.metadata.name,IP:.status.podIP`. */
function customColumns(spec: string, noHeaders: boolean): ObjectPrinter {
  const columns = spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) {
      throw failure(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header: part.slice(0, colon), path: relaxedPath(part.slice(colon + 1)) };
  });
  const layout = new TableLayout();
  let headerIsDue = !noHeaders;
  return {
    print: (objects) => {
      const rows = objects.map((object) => columns.map(({ path }) => cell(path, object)));
      const header = headerIsDue ? [columns.map((column) => column.header)] : [];
      headerIsDue = false;
      return layout.format([...header, ...rows]);
    },
  };
}

function cell(path: string, object: KubeObject): string {
  try {
    return pathValues(path, object).map(goText).join(',') || '<none>';
  } catch (error) {
    if (error instanceof JsonPathError) return '<none>';
    throw error;
  }
}

/** What a command that changed an object prints: `pod/p created`, or the object when `-o` asks for it. */
export function changeText(object: KubeObject, what: string, output: string | undefined, release: Release): string {
  const printer = printerOf({ output, release });
  if (!printer) return `${referenceOf(object)} ${what}\n`;
  return printer.print([withType(object)], false);
}

function withType(object: KubeObject): KubeObject {
  return object.apiVersion ? object : { ...object, apiVersion: resourceOf(object.kind).apiVersion };
}
