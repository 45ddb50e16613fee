import { DEFAULTS } from './defaults';

/** What a pod has for itself, with its network and its interprocess communication; all else is its machine's (namespaces(7)). */
const NAMESPACED = /^(net\.|kernel\.(sem$|shm|msg)|fs\.mqueue\.)/;

/** The kernel parameters that the processes of one network namespace see (sysctl(8)), by their names with dots. */
export class KernelParameters {
  private readonly values: Map<string, string>;

  /** @param machine those of the machine, for a pod with a network of its own */
  constructor(
    initial: Readonly<Record<string, string>> = {},
    private readonly machine?: KernelParameters,
  ) {
    this.values = new Map(Object.entries(initial));
  }

  /** Undefined: nobody here knows this parameter. */
  get(name: string): string | undefined {
    return this.home(name).values.get(name) ?? DEFAULTS[name];
  }

  /** @returns whether the kernel takes that: most parameters are numbers */
  set(name: string, value: string): boolean {
    const isNumeric = /^[-\d\s]*$/.test(DEFAULTS[name] ?? '');
    if (isNumeric && !/^\s*-?\d+(\s+-?\d+)*\s*$/.test(value)) return false;
    this.home(name).values.set(name, value.trim().replace(/\s+/g, '\t'));
    return true;
  }

  /** Those that begin so, in order. */
  namesUnder(prefix: string): string[] {
    return Object.keys(DEFAULTS).filter((name) => name.startsWith(prefix));
  }

  private home(name: string): KernelParameters {
    return this.machine && !NAMESPACED.test(name) ? this.machine : this;
  }
}

/** Names may be written with slashes: whichever of the two comes first parts them (sysctl.d(5)). */
export function dottedParameter(name: string): string {
  return /[./]/.exec(name)?.[0] === '/' ? swapped(name) : name;
}

/** Where the file of a parameter is: slashes of its name, as in those of devices, are dots there. */
export function parameterPath(name: string): string {
  return `/proc/sys/${swapped(name)}`;
}

function swapped(name: string): string {
  return name.replace(/[./]/g, (each) => (each === '/' ? '.' : '/'));
}
