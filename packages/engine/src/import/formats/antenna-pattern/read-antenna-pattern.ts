import { decodeBytes, decodeLatin1, InputError, type Phrase, say } from '../../../core/index.ts';
import type { AntennaCuts } from '../../../plan/index.ts';

/** Describes what a pattern file says of an antenna on one band. */
export interface AntennaPatternFile {
  format: 'msi' | 'nsma';
  name?: string;
  make?: string;
  band: AntennaCuts;
  /** Assumptions that were made, and values that look wrong. */
  doubts: Phrase[];
}

/** An angle, degrees, and the loss there below the largest gain, dB. */
type CutPoint = readonly [angleDeg: number, lossDb: number];

type CutName = 'horizontal' | 'vertical';

/** Gain of a half-wave dipole, dBi. */
const dipoleGainDbi = 2.15;

/** Fewer angles are no pattern. */
const minAngles = 8;
/** A lobe may be missed between angles this far apart. */
const widestStepDeg = 10;
/** Tables have a value each degree, or each half or tenth where a file is as fine. */
const tableSizes = [360, 720, 3600];

/** Cuts that differ by more straight ahead are not of one pattern. */
const maxApartDb = 3;

// NSMA Recommendation WG16.99.050 (1999), "Antenna systems: standard format for digitized antenna patterns": records of six
// letters, a colon and values after commas; the points of a cut follow its `PATCUT`, `POLARI`, `NUPOIN` and `FSTLST`.
interface Cut {
  name: string;
  polarization: string;
  declared?: number;
  points: CutPoint[];
}

/** Designators of the cut through the main direction at the horizon, and of the one straight up and down. */
const cutKinds: Readonly<Record<CutName, readonly string[]>> = {
  horizontal: ['AZ', 'H'],
  vertical: ['EL', 'V'],
};

const lowestDb = 200;

// Planet antenna pattern file (.msi, .pln) as documented for Radio Mobile and by the public readers of the format: lines of a
// keyword and its value, then `HORIZONTAL n` and `VERTICAL n` with as many lines of an angle and a loss. No standard exists.
const keywords = /^(?:NAME|MAKE|FREQUENCY|H_WIDTH|V_WIDTH|FRONT_TO_BACK|GAIN|TILT|POLARIZATION|COMMENT)$/i;
const cutNames: Readonly<Record<string, CutName>> = { HORIZONTAL: 'horizontal', VERTICAL: 'vertical' };

/** Larger is no pattern of two cuts. */
const maxBytes = 4 << 20;

/**
 * An antenna pattern from a file of a manufacturer: MSI/Planet (`.msi`, `.pln`) or NSMA WG16.99.050, told apart by what is
 * in it.
 * @param frequencyMhz of a file that says none
 * @throws InputError for any other file, and for one with something missing
 */
export function readAntennaPattern(bytes: Uint8Array, frequencyMhz?: number): AntennaPatternFile {
  const text = bytes.length > maxBytes ? '' : decode(bytes);
  if (/^\s*(?:REVNUM|ANTMAN|MODNUM|PATCUT|GUNITS)\s*:/im.test(text))
    return readNsmaPattern(text, frequencyMhz);
  if (/^\s*(?:HORIZONTAL|VERTICAL)\b/im.test(text)) return readMsiPattern(text, frequencyMhz);
  throw new InputError([{ at: say('file'), found: say('pattern-unknown'), expected: say('pattern-format') }]);
}

function decode(bytes: Uint8Array): string {
  const text = decodeBytes(bytes, 'utf-8') ?? decodeBytes(bytes, 'gb18030') ?? decodeLatin1(bytes);
  return text.replace(/^\uFEFF/, '');
}

/**
 * A cut with values at equal steps, linear between those of the file; the last of several values at one angle counts.
 * @throws InputError for too few angles
 */
function evenCut(points: readonly CutPoint[], cut: CutName, doubts: Phrase[]): number[] {
  const byAngle = new Map(points.map(([angleDeg, lossDb]) => [wholeTurn(angleDeg), lossDb]));
  const angles = [...byAngle.keys()].sort((a, b) => a - b);
  if (angles.length < minAngles) {
    throw new InputError([
      {
        at: cut,
        found: say('pattern-points', { count: angles.length }),
        expected: say('pattern-cut', { cut, least: minAngles }),
      },
    ]);
  }
  const closed = [...angles, angles[0] + 360];
  const gapsDeg = angles.map((fromDeg, index) => closed[index + 1] - fromDeg);
  const gapDeg = Math.max(...gapsDeg);
  if (gapDeg > widestStepDeg) doubts.push(say('pattern-gaps', { cut, gap: Number(gapDeg.toFixed(1)) }));
  const finestDeg = Math.min(...gapsDeg);
  const size = tableSizes.find((count) => 360 / count <= finestDeg + 1e-6) ?? tableSizes[2];
  let next = 0;
  return Array.from({ length: size }, (_, step) => {
    const atDeg = (step * 360) / size;
    while (next < angles.length && angles[next] <= atDeg) next += 1;
    const from = angles[(next + angles.length - 1) % angles.length];
    const to = closed[next];
    const before = from > atDeg ? from - 360 : from;
    const [fromDb, toDb] = [byAngle.get(from) ?? 0, byAngle.get(to % 360) ?? 0];
    const lossDb = fromDb + ((atDeg - before) / (to - before)) * (toDb - fromDb);
    return Math.round(lossDb * 1000) / 1000;
  });
}

function wholeTurn(angleDeg: number): number {
  const turned = ((angleDeg % 360) + 360) % 360;
  return Math.round(turned * 1e6) / 1e6;
}

/**
 * Returns whether two cuts can be of one pattern: they agree straight ahead, at the horizon or, where the horizontal
 * cut goes through a tilted beam, at its peak; and the beam of the horizontal one is ahead, where the vertical one was
 * measured.
 */
function cutsDoubts(band: Pick<AntennaCuts, 'horizontalLossDb' | 'verticalLossDb'>): Phrase[] {
  const { horizontalLossDb, verticalLossDb } = band;
  const aheadDb = horizontalLossDb[0];
  const beamDb = Math.min(...verticalLossDb);
  const apartDb = Math.min(Math.abs(aheadDb - verticalLossDb[0]), Math.abs(aheadDb - beamDb));
  const asideDb = Math.min(aheadDb - Math.min(...horizontalLossDb), aheadDb - beamDb);
  const difference = Math.max(apartDb, asideDb);
  if (difference <= maxApartDb) return [];
  return [say('pattern-cuts-apart', { difference: Number(difference.toFixed(1)) })];
}

/** A number at the start of a text, with a point or a comma before its decimals. */
function leadingNumber(text: string | undefined): number | undefined {
  const found = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?/i.exec(text?.trim() ?? '');
  return found ? Number(found[0].replace(',', '.')) : undefined;
}

/** Returns what is refused without it: a value that neither the file has nor the caller gives. */
function required<Value>(
  value: Value | undefined,
  key: string,
  expected: 'pattern-frequency' | 'pattern-gain',
): Value {
  if (value !== undefined) return value;
  throw new InputError([{ at: key, found: say('pattern-no-value', { key }), expected: say(expected) }]);
}

/**
 * The co-polar pair of cuts: azimuth angles clockwise, elevation angles upwards, the other way where the electrical tilt
 * of the file says so. `GUNITS` has the units of gain and points; relative points are negative.
 * @param frequencyMhz where the file says none
 * @throws InputError for a file without gain, frequency or one of the cuts, and for units that it cannot be in
 */
function readNsmaPattern(text: string, frequencyMhz?: number): AntennaPatternFile {
  const { values, cuts } = readRecords(text);
  const doubts: Phrase[] = [];
  const [gainUnit = 'DBI', pointUnit = 'DBR'] = (values.get('GUNITS')?.[0] ?? 'DBI/DBR')
    .toUpperCase()
    .split('/');
  const statedDb = required(
    ['MDGAIN', 'LWGAIN', 'HGGAIN']
      .map((key) => leadingNumber(values.get(key)?.[0]))
      .find((value) => value !== undefined),
    'MDGAIN',
    'pattern-gain',
  );
  const gainDbi = gainUnit === 'DBD' ? statedDb + dipoleGainDbi : statedDb;
  const lossDb = lossOf(pointUnit, gainDbi);
  const cut = (name: CutName) => {
    const found = chooseCut(cuts, name);
    const { declared, points } = found;
    if (declared !== undefined && declared !== points.length) {
      doubts.push(say('pattern-count', { cut: name, declared, count: points.length }));
    }
    return points.map(([angleDeg, value]): CutPoint => [angleDeg, lossDb(value)]);
  };
  const upwards = cut('vertical');
  const downwards = upwards.map(([angleDeg, loss]): CutPoint => [-angleDeg, loss]);
  const tiltDeg = leadingNumber(values.get('ELTILT')?.[0]) ?? 0;
  const vertical = evenCut(downwards, 'vertical', doubts);
  const band = {
    frequencyMhz: required(bandOf(values) ?? frequencyMhz, 'PATFRE', 'pattern-frequency'),
    gainDbi: Math.round(gainDbi * 1000) / 1000,
    horizontalLossDb: evenCut(cut('horizontal'), 'horizontal', doubts),
    verticalLossDb: looksUp(vertical, tiltDeg) ? evenCut(upwards, 'vertical', []) : vertical,
  };
  doubts.push(...cutsDoubts(band));
  return {
    format: 'nsma',
    name: values.get('MODNUM')?.join(', '),
    make: values.get('ANTMAN')?.join(', '),
    band,
    doubts,
  };
}

function readRecords(text: string): { values: Map<string, string[]>; cuts: Cut[] } {
  const values = new Map<string, string[]>();
  const cuts: Cut[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.replace(/!.*$/, '').trim();
    if (line === '') continue;
    const record = /^([a-z][a-z0-9]{5})\s*:\s*,?(.*)$/i.exec(line);
    if (record) {
      const key = record[1].toUpperCase();
      const fields = record[2].split(',').map((field) => field.trim());
      const cut = cuts.at(-1);
      if (key === 'ENDFIL') break;
      if (key === 'PATCUT') cuts.push({ name: fields[0].toUpperCase(), polarization: '', points: [] });
      else if (key === 'POLARI' && cut) cut.polarization = fields[0].toUpperCase();
      else if (key === 'NUPOIN' && cut) cut.declared = leadingNumber(fields[0]);
      else if (!cut && !values.has(key)) values.set(key, fields);
      continue;
    }
    const [angle, value] = line.split(/[,\s]+/).map(leadingNumber);
    if (angle === undefined || value === undefined || cuts.length === 0) {
      const at = say('line', { line: index + 1 });
      throw new InputError([{ at, found: `"${line}"`, expected: say('pattern-angle-value') }]);
    }
    cuts[cuts.length - 1].points.push([angle, value]);
  }
  return { values, cuts };
}

/** Chooses the first cut whose transmitting and receiving polarizations are alike. */
function chooseCut(cuts: readonly Cut[], name: CutName): Cut {
  const found = cuts.filter((cut) => cutKinds[name].includes(cut.name));
  const isCoPolar = ({ polarization }: Cut) => {
    const [sent, received] = polarization.split('/');
    return sent !== '' && sent === received;
  };
  const chosen = found.find(isCoPolar) ?? found[0];
  if (chosen) return chosen;
  const expected = say('pattern-cut', { cut: name, least: 8 });
  throw new InputError([{ at: name, found: say('pattern-no-cut', { cut: name }), expected }]);
}

/** Converts what a point says to the loss below the largest gain, dB. */
function lossOf(unit: string, gainDbi: number): (value: number) => number {
  switch (unit) {
    case 'DBR':
      return (value) => Math.abs(value);
    case 'DBI':
      return (value) => Math.max(0, gainDbi - value);
    case 'DBD':
      return (value) => Math.max(0, gainDbi - dipoleGainDbi - value);
    // A voltage over the largest one.
    case 'LIN':
      return (value) => (value > 0 ? Math.max(0, -20 * Math.log10(value)) : lowestDb);
    default:
      throw new InputError([{ at: 'GUNITS', found: `"${unit}"`, expected: say('pattern-unit') }]);
  }
}

/** The frequency of the pattern, else the middle of the antenna's band, MHz. */
function bandOf(values: ReadonlyMap<string, string[]>): number | undefined {
  const numbers = ['PATFRE', 'LOWFRQ', 'HGHFRQ'].map((key) => leadingNumber(values.get(key)?.[0]) ?? 0);
  const [pattern, low, high] = numbers;
  if (pattern > 0) return pattern;
  return low > 0 && high > 0 ? (low + high) / 2 : undefined;
}

/** Returns whether a beam that is said to be tilted down is above the horizon. @param cut downwards */
function looksUp(cut: readonly number[], tiltDeg: number): boolean {
  const steps = Math.round((Math.abs(tiltDeg) * cut.length) / 360);
  if (steps === 0 || tiltDeg < 0) return false;
  return cut[cut.length - steps] < cut[steps];
}

/**
 * Losses are positive, dB below `GAIN`; a minus sign is not meant. Horizontal angles run clockwise, vertical ones downwards
 * from the horizon: 90 is straight below. A gain without unit is in dBd.
 * @param frequencyMhz where the file says none
 * @throws InputError for a file without gain, frequency or one of the cuts
 */
function readMsiPattern(text: string, frequencyMhz?: number): AntennaPatternFile {
  const values = new Map<string, string>();
  const cuts = new Map<CutName, { declared?: number; points: CutPoint[] }>();
  const doubts: Phrase[] = [];
  let points: CutPoint[] | undefined;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const [word, ...rest] = line.trim().split(/\s+/);
    if (word === '') continue;
    const key = word.toUpperCase();
    if (cutNames[key]) {
      points = [];
      cuts.set(cutNames[key], { declared: leadingNumber(rest[0]), points });
    } else if (/^[a-z]/i.test(word)) {
      points = undefined;
      if (!values.has(key)) values.set(key, rest.join(' '));
    } else if (points) points.push(readPoint(line, index + 1));
  }
  const cut = (name: CutName) => {
    const found = cuts.get(name);
    if (!found) {
      const expected = say('pattern-cut', { cut: name, least: 8 });
      throw new InputError([{ at: name, found: say('pattern-no-cut', { cut: name }), expected }]);
    }
    const { declared, points: read } = found;
    if (declared !== undefined && declared !== read.length) {
      doubts.push(say('pattern-count', { cut: name, declared, count: read.length }));
    }
    return evenCut(read, name, doubts);
  };
  const band = {
    frequencyMhz: required(
      readFrequencyMhz(values.get('FREQUENCY')) ?? frequencyMhz,
      'FREQUENCY',
      'pattern-frequency',
    ),
    gainDbi: required(readGainDbi(values.get('GAIN'), doubts), 'GAIN', 'pattern-gain'),
    horizontalLossDb: cut('horizontal'),
    verticalLossDb: cut('vertical'),
  };
  doubts.push(...cutsDoubts(band));
  const [first = ''] = text.trim().split(/[\r\n]/);
  // Some makers leave the word NAME out of the first line.
  const bareName = keywords.test(first.split(/\s/)[0]) ? undefined : first.trim();
  return { format: 'msi', name: values.get('NAME') ?? bareName, make: values.get('MAKE'), band, doubts };
}

function readPoint(line: string, number: number): CutPoint {
  const fields = line.trim().split(/[\s;]+/);
  const [angle, loss] = fields.length > 1 ? fields : line.trim().split(',');
  const [angleDeg, lossDb] = [leadingNumber(angle), leadingNumber(loss)];
  if (angleDeg === undefined || lossDb === undefined) {
    const at = say('line', { line: number });
    throw new InputError([{ at, found: `"${line.trim()}"`, expected: say('pattern-angle-value') }]);
  }
  return [angleDeg, Math.abs(lossDb)];
}

/** `1845`, `2.4 GHz`, `824-960` (its middle). */
function readFrequencyMhz(text: string | undefined): number | undefined {
  const [low, high] = (text ?? '').split(/\s*[-–~]\s*/);
  const [from, to] = [leadingNumber(low), leadingNumber(high)];
  if (from === undefined || from <= 0) return undefined;
  const middle = to === undefined ? from : (from + to) / 2;
  return /ghz/i.test(text ?? '') ? 1000 * middle : middle;
}

function readGainDbi(text: string | undefined, doubts: Phrase[]): number | undefined {
  const statedDb = leadingNumber(text);
  if (statedDb === undefined || /dbi/i.test(text ?? '')) return statedDb;
  if (!/dbd/i.test(text ?? '')) doubts.push(say('pattern-gain-unit'));
  return Math.round((statedDb + dipoleGainDbi) * 1000) / 1000;
}
