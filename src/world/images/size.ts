const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** `142MB`, `1.5GiB`, `2140953` as bytes. @throws Error */
export function parseSize(size: string | number, where: string): number {
  const match = /^([\d.]+)\s*([A-Za-z]*)$/.exec(String(size));
  const unit = UNITS[match?.[2] ?? ''];
  const value = Number(match?.[1]);
  if (unit === undefined || !Number.isFinite(value)) {
    throw new Error(`${where}: "${size}" is no size; write bytes, or a number with KB, MB, GB, KiB, MiB or GiB`);
  }
  return Math.round(value * unit);
}
