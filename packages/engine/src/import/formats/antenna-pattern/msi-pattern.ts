// Planet antenna pattern file (.msi, .pln) as documented for Radio Mobile and by the public readers of the format: lines of a
// keyword and its value, then `HORIZONTAL n` and `VERTICAL n` with as many lines of an angle and a loss. No standard exists.
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

const keywords = /^(?:NAME|MAKE|FREQUENCY|H_WIDTH|V_WIDTH|FRONT_TO_BACK|GAIN|TILT|POLARIZATION|COMMENT)$/i;
const cutNames: Readonly<Record<string, CutName>> = { HORIZONTAL: 'horizontal', VERTICAL: 'vertical' };

/**
 * Losses are positive, dB below `GAIN`; a minus sign is not meant. Horizontal angles run clockwise, vertical ones downwards
 * from the horizon: 90 is straight below. A gain without unit is in dBd.
 * @param frequencyMhz where the file says none
 * @throws InputError for a file without gain, frequency or one of the cuts
 */
export function readMsiPattern(text: string, frequencyMhz?: number): AntennaPatternFile {
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
