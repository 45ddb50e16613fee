import type { FieldError } from '../errors';
import type { Release } from '../release/index';
import {
  dnsLabelFaults,
  dnsSubdomainFaults,
  ipFaults,
  labelValueFaults,
  portNumberFaults,
  qualifiedNameFaults,
} from './names';
import type { Path } from './path';
import { specialIpFaults } from './specialAddresses';
import { goQuote, renderValue } from './values';

/** Collects what is wrong, in the words of apimachinery's field errors. */
export class FieldErrors {
  readonly list: FieldError[] = [];

  constructor(readonly release: Release) {}

  required(path: Path, detail = ''): void {
    this.add('FieldValueRequired', path, 'Required value', detail);
  }

  invalid(path: Path, value: unknown, detail: string): void {
    this.add('FieldValueInvalid', path, `Invalid value: ${renderValue(value, this.release)}`, detail);
  }

  /** `supported` in the order of the original: some of its lists are sets, and those are sorted. */
  notSupported(path: Path, value: unknown, supported: readonly string[]): void {
    const detail = `supported values: ${supported.map(goQuote).join(', ')}`;
    this.add('FieldValueNotSupported', path, `Unsupported value: ${renderValue(value, this.release)}`, detail);
  }

  duplicate(path: Path, value: unknown, detail = ''): void {
    this.add('FieldValueDuplicate', path, `Duplicate value: ${renderValue(value, this.release)}`, detail);
  }

  notFound(path: Path, value: unknown): void {
    this.add('FieldValueNotFound', path, `Not found: ${renderValue(value, this.release)}`);
  }

  forbidden(path: Path, detail: string): void {
    this.add('FieldValueForbidden', path, 'Forbidden', detail);
  }

  tooLong(path: Path, maxBytes: number): void {
    this.add('FieldValueTooLong', path, 'Too long', this.release.text('tooLong', { max: maxBytes }));
  }

  tooMany(path: Path, count: number, max: number): void {
    this.add('FieldValueTooMany', path, `Too many: ${count}`, `must have at most ${max} items`);
  }

  /** Wrong as a whole: the value is not shown. */
  invalidWhole(path: Path, detail: string): void {
    this.add('FieldValueInvalid', path, 'Invalid value', detail);
  }

  /** One "Invalid value" for each message. */
  invalidAll(path: Path, value: unknown, details: readonly string[]): void {
    for (const detail of details) this.invalid(path, value, detail);
  }

  /** A name without dots, such as a container's. */
  dnsLabel(path: Path, name: string): void {
    this.invalidAll(path, name, dnsLabelFaults(name, this.release));
  }

  /** The name of an object. */
  dnsSubdomain(path: Path, name: string): void {
    this.invalidAll(path, name, dnsSubdomainFaults(name));
  }

  /** The key of a label. */
  qualifiedName(path: Path, key: string): void {
    this.invalidAll(path, key, qualifiedNameFaults(key, this.release));
  }

  labelValue(path: Path, value: string): void {
    this.invalidAll(path, value, labelValueFaults(value, this.release));
  }

  portNumber(path: Path, port: number): void {
    this.invalidAll(path, port, portNumberFaults(port));
  }

  ip(path: Path, address: string): void {
    this.invalidAll(path, address, ipFaults(address, this.release));
  }

  /** An address behind which somebody can be. */
  endpointIp(path: Path, address: string): void {
    const faults = ipFaults(address, this.release);
    this.invalidAll(path, address, faults.length > 0 ? faults : specialIpFaults(address, this.release));
  }

  notNegative(path: Path, value: number | undefined): void {
    if (value !== undefined && value < 0) this.invalid(path, value, 'must be greater than or equal to 0');
  }

  immutable(path: Path, value: unknown): void {
    this.invalid(path, value, 'field is immutable');
  }

  /** @returns false when the value is something else */
  oneOf(path: Path, value: string | undefined, supported: readonly string[]): boolean {
    if (value !== undefined && supported.includes(value)) return true;
    this.notSupported(path, value ?? '', supported);
    return false;
  }

  private add(reason: string, path: Path, message: string, detail = ''): void {
    this.list.push({ field: String(path), reason, message: detail === '' ? message : `${message}: ${detail}` });
  }
}
