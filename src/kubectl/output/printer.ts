import { type KubeObject, resourceOf } from '../../api';
import { failure } from '../errors';
import { JsonPathError, jsonPath, pathValues, valueText } from '../jsonpath/index';
import { referenceOf } from '../session';
import { TableLayout } from '../table/index';
import { toJson } from './json';
import { toYaml } from './yaml';

const FORMATS =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml';

/** Prints objects in one of the formats of `-o`. */
export interface ObjectPrinter {
  /** @param list true when the answer is a list, however many it holds */
  print(objects: readonly KubeObject[], list: boolean): string;
}

/**
 * The printer of `-o FORMAT`, or undefined for tables (nothing and `wide`).
 * @param template of `--template`
 * @param noHeaders of `--no-headers`, for custom-columns
 * @throws KubectlError when there is no such format
 */
export function printerOf(output: string | undefined, template?: string, noHeaders = false): ObjectPrinter | undefined {
  const equals = output?.indexOf('=') ?? -1;
  const format = equals < 0 ? (output ?? '') : (output as string).slice(0, equals);
  const argument = equals < 0 ? template : (output as string).slice(equals + 1);
  switch (format) {
    case '':
    case 'wide':
      return undefined;
    case 'yaml':
      return { print: (objects, list) => toYaml(whole(objects, list)) };
    case 'json':
      return { print: (objects, list) => toJson(whole(objects, list)) };
    case 'name':
      return { print: (objects) => objects.map((object) => `${referenceOf(object)}\n`).join('') };
    case 'jsonpath':
      return { print: (objects, list) => fillIn(needed(format, argument), whole(objects, list)) };
    case 'jsonpath-as-json':
      return { print: (objects, list) => toJson(pathValues(needed(format, argument), whole(objects, list))) };
    case 'custom-columns':
      return customColumns(needed(format, argument), noHeaders);
    case 'go-template':
    case 'template':
      throw failure(`-o ${format} is not supported here; -o jsonpath=… and -o custom-columns=… can show the same`);
    default:
      throw failure(
        `unable to match a printer suitable for the output format "${output}", allowed formats are: ${FORMATS}`,
      );
  }
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

/** `-o custom-columns=NAME:.metadata.name,IP:.status.podIP`. */
function customColumns(spec: string, noHeaders: boolean): ObjectPrinter {
  const columns = spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) {
      throw failure(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header: part.slice(0, colon), path: part.slice(colon + 1) };
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
    return pathValues(path, object).map(valueText).join(',') || '<none>';
  } catch (error) {
    if (error instanceof JsonPathError) return '<none>';
    throw error;
  }
}

/** What a command that changed an object prints: `pod/p created`, or the object when `-o` asks for it. */
export function changeText(object: KubeObject, what: string, output: string | undefined): string {
  const printer = printerOf(output);
  if (!printer) return `${referenceOf(object)} ${what}\n`;
  return printer.print([withType(object)], false);
}

function withType(object: KubeObject): KubeObject {
  return object.apiVersion ? object : { ...object, apiVersion: resourceOf(object.kind).apiVersion };
}
