import { InputError } from '@diku/engine';
import { readAntennaPattern } from '@diku/engine/import';
import { describe, expect, it } from 'vitest';

const whole = Array.from({ length: 360 }, (_, angleDeg) => angleDeg);
/** A beam tilted 6° down, 30° to the right: losses that tell every direction apart. */
const horizontalDb = (angleDeg: number) =>
  Math.round(20 * (1 - Math.cos(((angleDeg - 30) * Math.PI) / 180)) * 50) / 100;
const verticalDb = (angleDeg: number) =>
  Math.round(25 * (1 - Math.cos(((angleDeg - 6) * Math.PI) / 180)) * 50) / 100;

function msi(
  head: string,
  { ends = '\n', between = ' ', count = 360 }: { ends?: string; between?: string; count?: number } = {},
): string {
  const cut = (lossDb: (angleDeg: number) => number) =>
    whole.map((angleDeg) => `${angleDeg.toFixed(1)}${between}${lossDb(angleDeg).toFixed(2)}`);
  const lines = [
    ...head.split('\n'),
    `HORIZONTAL${between}${count}`,
    ...cut(horizontalDb),
    `VERTICAL${between}360`,
    ...cut(verticalDb),
  ];
  return lines.join(ends);
}

const head = 'NAME Wand 7\nMAKE Muster\nFREQUENCY 1845\nGAIN 7.00 dBi\nTILT ELECTRICAL\nPOLARIZATION +45';
const read = (text: string, frequencyMhz?: number) =>
  readAntennaPattern(new TextEncoder().encode(text), frequencyMhz);
const codes = (text: string) => read(text).doubts.map((doubt) => (doubt as { code: string }).code);

/** NSMA has elevation upwards and negative decibels. */
function nsma(
  units: string,
  gain: string,
  { tilt = '6', downwards = false, cuts = ['AZ', 'EL'] } = {},
): string {
  const points = (value: (angleDeg: number) => number) =>
    whole.map((step) => `${(step - 180).toFixed(3)},${(-value((step + 180) % 360)).toFixed(3)},`);
  const up = (angleDeg: number) => verticalDb((360 - angleDeg) % 360);
  return [
    'REVNUM:,NSMA WG16.99.050',
    'REVDAT:,19990520',
    'ANTMAN:,Muster',
    'MODNUM:,Wand 7 ! the model',
    'LOWFRQ:,1710',
    'HGHFRQ:,1980',
    `GUNITS:,${units}`,
    `MDGAIN:,${gain}`,
    `ELTILT:,${tilt},1`,
    'NUMCUT:,3',
    ...[`PATCUT:,${cuts[0]}`, 'POLARI:,H/V', 'NUPOIN:,360', 'FSTLST:,-180,179', ...points(() => 40)],
    ...[`PATCUT:,${cuts[0]}`, 'POLARI:,V/V', 'NUPOIN:,360', 'FSTLST:,-180,179', ...points(horizontalDb)],
    ...[`PATCUT:,${cuts[1]}`, 'POLARI:,V/V', 'NUPOIN:,360', 'FSTLST:,-180,179'],
    ...points(downwards ? verticalDb : up),
    'ENDFIL:,EOF',
  ].join('\r\n');
}

describe('MSI/Planet pattern files', () => {
  it.each([
    ['spaces and \\n', {}],
    ['tabs and \\r\\n', { ends: '\r\n', between: '\t' }],
    ['old line ends', { ends: '\r' }],
    ['semicolons', { between: ' ; ' }],
  ])('have gain, band and both cuts: %s', (_, form) => {
    const { format, name, make, band, doubts } = read(msi(head, form));
    expect({ format, name, make, doubts }).toEqual({
      format: 'msi',
      name: 'Wand 7',
      make: 'Muster',
      doubts: [],
    });
    expect(band).toEqual({
      frequencyMhz: 1845,
      gainDbi: 7,
      horizontalLossDb: whole.map(horizontalDb),
      verticalLossDb: whole.map(verticalDb),
    });
  });

  it('add 2.15 dB to a gain in dBd, and say so where it has no unit', () => {
    expect(read(msi(head.replace('7.00 dBi', '4.85 dBd'))).band.gainDbi).toBe(7);
    const bare = msi(head.replace('7.00 dBi', '4,85'));
    expect(read(bare).band.gainDbi).toBe(7);
    expect(codes(bare)).toEqual(['pattern-gain-unit']);
  });

  it.each([
    ['2.45 GHz', 2450],
    ['1710-1880', 1795],
    ['851 MHz', 851],
  ])('are of a band: %s', (text, frequencyMhz) => {
    expect(read(msi(head.replace('1845', text))).band.frequencyMhz).toBe(frequencyMhz);
  });

  it('take a minus sign for none, a first line without NAME, and half degrees', () => {
    const half = Array.from({ length: 720 }, (_, step) => `${step / 2} -${(step % 4) / 2}`);
    const text = `Wand 7\nFREQUENCY 900\nGAIN 2 dBi\nHORIZONTAL 720\n${half.join('\n')}\nVERTICAL 720\n${half.join('\n')}`;
    const { name, band } = read(text);
    expect(name).toBe('Wand 7');
    expect(band.horizontalLossDb.slice(0, 5)).toEqual([0, 0.5, 1, 1.5, 0]);
    expect(band.horizontalLossDb).toHaveLength(720);
  });

  it('with few angles are interpolated, and say how far apart they are', () => {
    const few = Array.from({ length: 12 }, (_, step) => `${30 * step} ${step}`).join('\n');
    const text = `NAME a\nFREQUENCY 900\nGAIN 2 dBi\nHORIZONTAL 12\n${few}\nVERTICAL 12\n${few}`;
    expect(read(text).band.horizontalLossDb[45]).toBe(1.5);
    // Across north: from 11 dB at 330° to 0 at 0°.
    expect(read(text).band.verticalLossDb[345]).toBe(5.5);
    expect(codes(text)).toEqual(['pattern-gaps', 'pattern-gaps']);
  });

  it('say where the count is wrong and where the cuts are of different beams', () => {
    expect(codes(msi(head, { count: 361 }))).toEqual(['pattern-count']);
    const split = msi(head).replace(/(HORIZONTAL 360)[\s\S]*VERTICAL/, (cut) =>
      cut.replace(
        /^(\d+\.0) (\S+)$/gm,
        (_, angle, loss) => `${angle} ${Math.abs(Number(loss) - 8).toFixed(2)}`,
      ),
    );
    expect(codes(split)).toEqual(['pattern-cuts-apart']);
  });

  it.each([
    ['no gain', msi(head.replace(/GAIN.*\n/, '')), 'GAIN'],
    ['no frequency', msi(head.replace(/FREQUENCY.*\n/, '')), 'FREQUENCY'],
    ['no vertical cut', msi(head).replace(/VERTICAL[\s\S]*/, ''), 'vertical'],
    ['a word for a loss', msi(head).replace('\n90.0 ', '\n90.0 x'), 'line'],
    ['nothing of the kind', 'x,y\n1,2\n', 'antenna pattern'],
  ])('are refused with %s', (_, text, where) => {
    expect(() => read(text)).toThrow(InputError);
    expect(() => read(text)).toThrow(where);
  });

  it('without a frequency have the one that is given', () => {
    expect(read(msi(head.replace(/FREQUENCY.*\n/, '')), 2330).band.frequencyMhz).toBe(2330);
  });
});

describe('NSMA pattern files', () => {
  it.each([
    ['DBI/DBR', '7', ['AZ', 'EL']],
    ['DBD/DBR', '4.85', ['H', 'V']],
  ])('have the co-polar cuts, elevation turned downwards: %s', (units, gain, cuts) => {
    const { format, name, make, band, doubts } = read(nsma(units, gain, { cuts }));
    expect({ format, name, make, doubts }).toEqual({
      format: 'nsma',
      name: 'Wand 7',
      make: 'Muster',
      doubts: [],
    });
    expect(band).toEqual(read(msi(head)).band);
  });

  it('are turned by their tilt where the maker counts downwards', () => {
    const { band } = read(nsma('DBI/DBR', '7', { downwards: true }));
    expect(band.verticalLossDb).toEqual(whole.map(verticalDb));
  });

  it('may have absolute values', () => {
    const absolute = nsma('DBI/DBI', '7').replace(
      /^(-?\d+\.\d+),(-?\d+\.\d+),$/gm,
      (_, angle, value) => `${angle},${(7 + Number(value)).toFixed(3)}`,
    );
    expect(read(absolute).band.horizontalLossDb).toEqual(whole.map(horizontalDb));
  });

  it('are refused in other units', () => {
    expect(() => read(nsma('DBI/VLT', '7'))).toThrow('GUNITS');
  });
});
