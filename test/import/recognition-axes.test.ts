/** Axis grids as offices draw them. Millimetres; the plan begins at the lower left corner of the outer wall. */

import { readFileSync } from 'node:fs';
import { importDrawing } from '@diku/engine';
import { planToDrawing } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { dxfBytes, insert, line, polyline, type Tag, text } from './drawing-support.ts';
import { garageFloor } from './recognition-support/stair-room.ts';

const circle = (layer: string, x: number, y: number, radius = 400): Tag[] => [
  [0, 'CIRCLE'],
  [8, layer],
  [10, x],
  [20, y],
  [40, radius],
];

/** A label centred in its bubble. */
const label = (layer: string, value: string, x: number, y: number): Tag[] => [
  ...text(layer, value, x, y),
  [72, 4],
  [11, x],
  [21, y],
];

const bubble = (layer: string, value: string, x: number, y: number): Tag[] => [
  ...circle(layer, x, y),
  ...label(layer, value, x, y),
];

/** An upright axis with a bubble below, and a level one with a bubble at the left. */
const upright = (layer: string, value: string, x: number): Tag[] => [
  ...line(layer, x, -4000, x, 34_000),
  ...bubble(layer, value, x, -4400),
];
const level = (layer: string, value: string, y: number): Tag[] => [
  ...line(layer, -4000, y, 44_000, y),
  ...bubble(layer, value, -4400, y),
];

async function read(more: Tag[], layers: { name: string; linetype?: string }[] = []) {
  const blocks = [
    {
      name: '_AXISO',
      entities: [...circle('0', 0, 0)],
    },
  ];
  const dxf = new TextDecoder().decode(
    dxfBytes({ layers, blocks, entities: [...garageFloor('A-WALL-EXTR'), ...more] }),
  );
  // Layers of the support have no linetypes.
  const typed = layers.reduce(
    (all, { name, linetype }) =>
      linetype ? all.replace(`\n2\n${name}\n70\n`, `\n2\n${name}\n6\n${linetype}\n70\n`) : all,
    dxf,
  );
  const { plan, warnings } = await importDrawing(new TextEncoder().encode(typed), { units: 'mm' });
  const axes = (plan.levels[0].axes ?? []).map(({ label: name, start, end }) => {
    const isUpright = Math.abs(end[0] - start[0]) < 0.01;
    return `${name}${isUpright ? ' x ' : ' y '}${Math.round(1000 * start[isUpright ? 0 : 1]) - 300}`;
  });
  return { axes, told: warnings.filter(({ code }) => code.startsWith('axes')).map(({ message }) => message) };
}

describe('axis grids', () => {
  it.each(['轴线', 'DOTE', 'A-AXIS', 'S-GRID', 'B1$0$AXIS'])('on layer %s', async (layer) => {
    const { axes, told } = await read([
      ...[upright(layer, '1', 8000), upright(layer, '2', 16_000), upright(layer, '1/2', 20_000)].flat(),
      ...[level(layer, 'A', 8000), level(layer, 'B', 16_000)].flat(),
    ]);
    expect(axes).toEqual(['1 x 8000', '2 x 16000', '1/2 x 20000', 'A y 8000', 'B y 16000']);
    expect(told).toEqual([]);
  });

  it('a line on DOTE and a stub with the bubble on AXIS are one axis; so are pieces with a gap', async () => {
    const { axes } = await read([
      ...line('DOTE', 8000, -500, 8000, 30_500),
      ...line('AXIS', 8000, -1500, 8000, -5000),
      ...bubble('AXIS', '1', 8000, -5400),
      ...line('DOTE', 16_000, -3000, 16_000, 12_000),
      ...line('DOTE', 16_000, 13_000, 16_000, 34_000),
      ...bubble('DOTE', '2', 16_000, 34_400),
    ]);
    expect(axes).toEqual(['1 x 8000', '2 x 16000']);
  });

  it('bubbles are blocks with an attribute, closed lines as round as circles, or hold a label in two halves', async () => {
    const round = Array.from({ length: 24 }, (_, i): [number, number] => [
      16_000 + 400 * Math.cos((i * Math.PI) / 12),
      -4400 + 400 * Math.sin((i * Math.PI) / 12),
    ]);
    const { axes } = await read([
      ...line('AXIS', 8000, -4000, 8000, 34_000),
      ...insert('AXIS', '_AXISO', 8000, -4400, [[66, 1]]),
      ...[
        [0, 'ATTRIB'] as const,
        ...label('AXIS', '2-1', 8000, -4400).slice(1),
        [2, 'A'] as const,
        [0, 'SEQEND'] as const,
      ],
      ...line('AXIS', 16_000, -4000, 16_000, 34_000),
      ...polyline('AXIS', round),
      ...label('AXIS', '2-2', 16_000, -4400),
      ...line('AXIS', 20_000, -4000, 20_000, 34_000),
      ...circle('AXIS', 20_000, -4400),
      ...label('AXIS', '1', 19_900, -4250),
      ...label('AXIS', 'B', 20_100, -4550),
    ]);
    expect(axes).toEqual(['2-1 x 8000', '2-2 x 16000', '1/B x 20000']);
  });

  it('lines drawn dash by dot are axes whatever their layer is called, by its linetype or that of the line', async () => {
    const dashed = line('0-XX', 16_000, -4000, 16_000, 34_000);
    dashed.splice(2, 0, [6, 'ACAD_ISO10W100']);
    const more = [
      ...line('MISC', 8000, -4000, 8000, 34_000),
      ...bubble('MISC-T', '1', 8000, -4400),
      ...dashed,
      ...bubble('MISC-T', '2', 16_000, -4400),
    ];
    const layer = (linetype: string) => [{ name: 'MISC', linetype }];
    expect((await read(more, layer('CENTER2'))).axes).toEqual(['1 x 8000', '2 x 16000']);
    // One line with a number in a ring is no grid.
    expect((await read(more, layer('HIDDEN'))).axes).toEqual([]);
  });

  it('walls, columns and lines of no grid are none, whatever ring stands at their end', async () => {
    const { axes, told } = await read([
      ...line('A-ANNO', 8000, -4000, 8000, 34_000),
      ...bubble('A-ANNO', '1', 8000, -4400),
      ...line('A-ANNO', 16_000, -4000, 16_000, 34_000),
      ...bubble('A-ANNO', '2', 16_000, -4400),
    ]);
    expect([axes, told]).toEqual([[], []]);
  });

  it('lines without a bubble and words in one are left out and told; of two labels the lower one counts', async () => {
    const { axes, told } = await read([
      ...upright('AXIS', '1', 8000),
      ...upright('AXIS', '2', 16_000),
      ...bubble('AXIS', '12', 16_000, 34_400),
      ...line('AXIS', 20_000, -4000, 20_000, 34_000),
      ...line('AXIS', 24_000, -4000, 24_000, 34_000),
      ...bubble('AXIS', '详图', 24_000, -4400),
      ...line('AXIS', 28_000, 10_000, 28_000, 12_000),
    ]);
    expect(axes).toEqual(['1 x 8000', '2 x 16000']);
    expect(told).toEqual([
      'B1: 2 long lines on the layers of axes have no bubble at their ends and were left out of the axis grid',
      'B1: axes with another label at each end have the one at the left or below: 2 = 12',
    ]);
  });
});

it.each(['garage-one-level.dxf', ...(isLong ? ['garage-two-levels.dxf'] : [])])(
  '%s: every label that the drawing has in a bubble stands at an end of its axis',
  async (name) => {
    const bytes = new Uint8Array(readFileSync(new URL(`../../examples/${name}`, import.meta.url)));
    const { plan } = await importDrawing(bytes, { fileName: name });
    // Texts on the layer of axes, read line by line.
    const lines = new TextDecoder('gbk').decode(bytes).split(/\r?\n/);
    const drawn: { value: string; x: number; y: number }[] = [];
    for (let i = 0; i + 1 < lines.length; i += 2) {
      if (lines[i].trim() !== '0' || lines[i + 1].trim() !== 'TEXT') continue;
      const groups = new Map<string, string>();
      for (let k = i + 2; k + 1 < lines.length && lines[k].trim() !== '0'; k += 2)
        groups.set(lines[k].trim(), lines[k + 1].trim());
      if (!/AXIS|DOTE/.test(groups.get('8') ?? '')) continue;
      const at = groups.has('11') ? ['11', '21'] : ['10', '20'];
      drawn.push({
        value: groups.get('1') ?? '',
        x: Number(groups.get(at[0])),
        y: Number(groups.get(at[1])),
      });
    }
    const ends = plan.levels.flatMap(({ axes = [], source }) =>
      axes.flatMap(({ label: value, start, end }) =>
        [start, end].map((at) => ({ value, at: planToDrawing(at, source!) })),
      ),
    );
    expect(drawn.length).toBeGreaterThan(30);
    expect(ends).toHaveLength(drawn.length);
    for (const { value, x, y } of drawn) {
      const near = ends.filter(
        (end) => end.value === value && Math.hypot(end.at[0] - x, end.at[1] - y) < 1500,
      );
      expect(near, `${value} ${x} ${y}`).toHaveLength(1);
    }
  },
);
