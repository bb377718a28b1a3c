// NSMA Recommendation WG16.99.050 (1999), "Antenna systems: standard format for digitized antenna patterns": records of six
// letters, a colon and values after commas; the points of a cut follow its `PATCUT`, `POLARI`, `NUPOIN` and `FSTLST`.
import { InputError, type Phrase, say } from '../../../core/index.ts';
import {
  type AntennaPatternFile,
  type CutName,
  type CutPoint,
  cutsDoubts,
  dipoleGainDbi,
  evenCut,
  leadingNumber,
  required,
} from './pattern-file.ts';

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

/**
 * The co-polar pair of cuts: azimuth angles clockwise, elevation angles upwards, the other way where the electrical tilt
 * of the file says so. `GUNITS` has the units of gain and points; relative points are negative.
 * @param frequencyMhz where the file says none
 * @throws InputError for a file without gain, frequency or one of the cuts, and for units that it cannot be in
 */
export function readNsmaPattern(text: string, frequencyMhz?: number): AntennaPatternFile {
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

/** Of several the first whose transmitting and receiving polarizations are alike. */
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

/** From what a point says to the loss below the largest gain, dB. */
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

/** Whether a beam that is said to be tilted down is above the horizon. @param cut downwards */
function looksUp(cut: readonly number[], tiltDeg: number): boolean {
  const steps = Math.round((Math.abs(tiltDeg) * cut.length) / 360);
  if (steps === 0 || tiltDeg < 0) return false;
  return cut[cut.length - steps] < cut[steps];
}
