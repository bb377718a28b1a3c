import { importDrawing } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import {
  bayBlock,
  columnBlock,
  type DxfParts,
  dxfBytes,
  dxfText,
  insert,
  line,
  polyline,
  rectangle,
  smallGarage,
  type Tag,
  text,
} from './drawing-support.ts';

const levelOf = async (
  entities: readonly Tag[],
  options = {},
  blocks: NonNullable<DxfParts['blocks']> = [bayBlock, columnBlock],
) => (await importDrawing(dxfBytes({ blocks, entities }), options)).plan.levels[0];

async function refusal(bytes: Uint8Array, options = {}): Promise<string> {
  try {
    await importDrawing(bytes, options);
  } catch (error) {
    expect(error).toBeInstanceOf(DrawingError);
    return (error as Error).message;
  }
  throw new Error('the drawing was taken');
}

describe('a small garage', async () => {
  const garage = smallGarage();
  const { plan, levels, source } = await importDrawing(dxfBytes(garage), { fileName: 'small.dxf' });
  const [level] = plan.levels;

  it('has the outline of the outer face of its outer wall, with its corner at the origin', async () => {
    expect(level.outline).toEqual([
      [0, 0],
      [40.6, 0],
      [40.6, 30.6],
      [0, 30.6],
    ]);
    expect(levels[0].areaM2).toBeCloseTo(40.6 * 30.6, 6);
    expect(levels[0].transform).toEqual({ metresPerUnit: 0.001, rotationDeg: 0, translation: [0.3, 0.3] });
    expect(source).toEqual({ format: 'dxf', unit: 'mm', encoding: 'utf-8' });
  });

  it('makes one wall of two faces, cut at the door and joined at corners', async () => {
    const walls = level.walls!.map(({ start, end, thicknessM, material, kind }) => ({
      at: [start, end].sort((p, q) => p[0] - q[0] || p[1] - q[1]).flat(),
      thicknessM,
      material,
      kind,
    }));
    const cast = { thicknessM: 0.3, material: 'reinforced-concrete', kind: 'retaining' };
    const block = { thicknessM: 0.2, material: 'concrete-block', kind: 'partition' };
    const expected = [
      { at: [0.15, 0.15, 40.45, 0.15], ...cast },
      { at: [0.15, 30.45, 40.45, 30.45], ...cast },
      { at: [0.15, 0.15, 0.15, 30.45], ...cast },
      { at: [40.45, 0.15, 40.45, 30.45], ...cast },
      { at: [0.15, 5.3, 3.3, 5.3], ...block },
      { at: [4.3, 5.3, 6.3, 5.3], ...block },
      { at: [6.3, 0.15, 6.3, 5.3], ...block },
    ];
    expect(walls).toHaveLength(expected.length);
    for (const wall of expected) expect(walls).toContainEqual(wall);
  });

  it('has columns, bays, the door, the room, the charger and the texts', async () => {
    expect(level.columns).toHaveLength(12);
    expect(level.columns![0]).toEqual({ id: 'c1', center: [8.3, 8.3], sizeM: [0.6, 0.6], angleDeg: 0 });
    expect(level.bays).toHaveLength(10);
    expect(level.openings).toEqual([
      { id: 'd1', start: [3.3, 5.3], end: [4.3, 5.3], kind: 'steel-door', state: 'closed' },
    ]);
    const [zone] = level.zones!;
    expect(zone).toMatchObject({ id: 'z1', kind: 'equipment-room', name: '弱电机房' });
    expect(zone.polygon).toHaveLength(4);
    expect(level.points).toEqual([{ id: 'ev-1', kind: 'charger', position: [12.3, 30], heightM: 1.2 }]);
    expect(level.facilities).toMatchObject([{ kind: 'equipment-room', position: [2.3, 2.3] }]);
    expect(level).toMatchObject({ id: 'B2', name: '地下二层', elevationM: -8.3, clearHeightM: 2.4 });
  });

  it('stays itself when the drawing is turned, moved, mirrored by a block and scaled', async () => {
    for (const [unit, scale] of [
      ['m', 0.001],
      ['cm', 0.1],
      ['in', 1 / 25.4],
    ] as const) {
      const moved = dxfBytes({
        blocks: [...garage.blocks, { name: 'ALL', entities: garage.entities }],
        entities: insert('0', 'ALL', 4_000_000 * scale, -7_000_000 * scale, [
          [41, scale],
          [42, scale],
          [50, 17.3],
        ]),
      });
      const again = await importDrawing(moved, { units: unit });
      expect(again.levels[0].transform.rotationDeg).toBeCloseTo(-17.3, 3);
      const [turned] = again.plan.levels;
      expect(turned.walls).toHaveLength(level.walls!.length);
      expect(turned.columns!.map(({ sizeM }) => sizeM)).toEqual(level.columns!.map(({ sizeM }) => sizeM));
      turned.outline.forEach((point, i) => {
        expect(point[0]).toBeCloseTo(level.outline[i][0], 1);
        expect(point[1]).toBeCloseTo(level.outline[i][1], 1);
      });
      expect(turned.bays).toHaveLength(10);
      expect(turned.openings).toHaveLength(1);
    }
  });
});

describe('ways to draw a wall', async () => {
  const { entities, blocks } = smallGarage();
  const withWall = async (wall: readonly Tag[]) =>
    (
      await importDrawing(dxfBytes({ blocks, entities: [...entities, ...wall] }))
    ).plan.levels[0].walls!.filter(
      ({ start, end }) => Math.min(start[1], end[1]) > 17 && Math.max(start[1], end[1]) < 20,
    );
  const middle = [12.3, 18.3, 28.3, 18.3];
  const along = ({ start, end }: { start: number[]; end: number[] }) =>
    [start, end].sort((p, q) => p[0] - q[0]).flat();

  const tagsByForm: Record<string, Tag[]> = {
    'two lines': [
      ...line('WALL', 12_000, 17_900, 28_000, 17_900),
      ...line('WALL', 28_000, 18_100, 12_000, 18_100),
    ],
    'a closed outline': rectangle('WALL', 12_000, 17_900, 16_000, 200),
    'a wide polyline': polyline(
      'WALL',
      [
        [12_000, 18_000],
        [28_000, 18_000],
      ],
      { closed: false, width: 200 },
    ),
    'a multiline': [
      [0, 'MLINE'],
      [8, 'WALL'],
      [40, 200],
      [70, 1],
      [71, 1],
      [72, 2],
      [73, 2],
      [10, 12_000],
      [20, 18_000],
      ...[12_000, 28_000].flatMap((x): Tag[] => [
        [11, x],
        [21, 18_000],
        [12, 1],
        [22, 0],
        [13, 0],
        [23, 1],
        [74, 2],
        [41, 100],
        [41, 0],
        [75, 0],
        [74, 2],
        [41, -100],
        [41, 0],
        [75, 0],
      ]),
    ],
    'a hatch': [
      [0, 'HATCH'],
      [8, 'WALL'],
      [10, 0],
      [20, 0],
      [2, 'SOLID'],
      [70, 1],
      [71, 0],
      [91, 1],
      [92, 2],
      [72, 0],
      [73, 1],
      [93, 4],
      [10, 12_000],
      [20, 17_900],
      [10, 28_000],
      [20, 17_900],
      [10, 28_000],
      [20, 18_100],
      [10, 12_000],
      [20, 18_100],
      [97, 0],
      [75, 0],
      [76, 1],
      [98, 0],
    ],
    'lines drawn twice with a gap of 40 mm': [
      ...line('WALL', 12_000, 17_900, 20_000, 17_900),
      ...line('WALL', 20_040, 17_900, 28_000, 17_900),
      ...line('WALL', 28_000, 18_100, 12_000, 18_100),
      ...line('WALL', 28_000, 18_100, 12_000, 18_100),
    ],
  };

  for (const [form, wall] of Object.entries(tagsByForm)) {
    it(`${form} is one wall of 0.2 m`, async () => {
      const found = await withWall(wall);
      expect(found).toHaveLength(1);
      expect(found[0].thicknessM).toBeCloseTo(0.2, 6);
      along(found[0]).forEach((value, i) => {
        expect(value).toBeCloseTo(middle[i], 3);
      });
    });
  }

  it('one line is a wall of assumed thickness, with a warning', async () => {
    const bytes = dxfBytes({
      blocks,
      entities: [...entities, ...line('WALL', 12_000, 18_000, 28_000, 18_000)],
    });
    const { plan, warnings } = await importDrawing(bytes);
    expect(plan.levels[0].walls).toHaveLength(8);
    expect(warnings.map(({ code }) => code)).toContain('wall-thickness-assumed');
  });

  it('hatched walls are concrete, walls of a known layer are what it says', async () => {
    expect((await withWall(tagsByForm['a hatch']))[0].material).toBe('reinforced-concrete');
    const fire = rectangle('防火墙', 12_000, 17_900, 16_000, 200);
    expect((await withWall(fire))[0]).toMatchObject({ kind: 'fire', material: 'concrete-block' });
    const bound = rectangle('底图$0$人防墙', 12_000, 17_850, 16_000, 300);
    expect((await withWall(bound))[0]).toMatchObject({
      kind: 'civil-defence',
      material: 'reinforced-concrete',
    });
  });
});

describe('reading DXF', async () => {
  const { entities, blocks } = smallGarage();

  it('decodes by content: GBK, escapes and formatting', async () => {
    const gbk = dxfText({ blocks, entities: [...entities, ...text('T', '@@', 20_000, 20_000)] });
    // 电梯厅 in GBK.
    const raw = [0xb5, 0xe7, 0xcc, 0xdd, 0xcc, 0xfc];
    const ascii = [...gbk.replace(/[^\x20-\x7e\n]/g, 'x')].flatMap((c) => [c.charCodeAt(0)]);
    const at = ascii.findIndex((code, i) => code === 64 && ascii[i + 1] === 64);
    const bytes = new Uint8Array([...ascii.slice(0, at), ...raw, ...ascii.slice(at + 2)]);
    const decoded = await importDrawing(bytes);
    expect(decoded.source.encoding).toBe('gbk');
    expect(decoded.plan.levels[0].points!.map(({ kind }) => kind)).toContain('lift-lobby');
    const escaped = text('T', '\\U+7535\\U+68AF\\U+5385', 20_000, 20_000);
    expect((await levelOf([...entities, ...escaped])).points!.map(({ kind }) => kind)).toContain(
      'lift-lobby',
    );
    const formatted: Tag[] = [
      [0, 'MTEXT'],
      [8, 'T'],
      [10, 20_000],
      [20, 20_000],
      [40, 300],
      [1, '{\\fSimSun|b0;\\H300;电梯厅}'],
    ];
    expect((await levelOf([...entities, ...formatted])).points!.map(({ kind }) => kind)).toContain(
      'lift-lobby',
    );
  });

  it('leaves out frozen and switched-off layers', async () => {
    const hidden = dxfBytes({
      layers: [
        { name: 'S-COLU', flags: 1 },
        { name: 'A-PRKG', color: -7 },
      ],
      blocks,
      entities,
    });
    const [level] = (await importDrawing(hidden, { units: 'mm' })).plan.levels;
    expect(level.columns).toEqual([]);
    expect(level.bays).toEqual([]);
  });

  it('says what it cannot read, and nothing of dimensions', async () => {
    const proxies: Tag[] = [1, 2].flatMap((k): Tag[] => [
      [0, 'ACAD_PROXY_ENTITY'],
      [8, 'WALL'],
      [91, 500 + k],
    ]);
    const dimension: Tag[] = [
      [0, 'DIMENSION'],
      [8, 'DIM'],
    ];
    const { warnings } = await importDrawing(
      dxfBytes({ blocks, entities: [...entities, ...proxies, ...dimension] }),
      { units: 'mm' },
    );
    const [ignored] = warnings.filter(({ code }) => code === 'entities-ignored');
    expect(ignored.message).toContain('ACAD_PROXY_ENTITY × 2');
    expect(ignored.message).not.toContain('DIMENSION');
  });

  it('does not read the texts of hidden layers', async () => {
    const note = text('A-OLD', '电梯厅', 20_000, 20_000);
    const shown = await importDrawing(dxfBytes({ blocks, entities: [...entities, ...note] }), {
      units: 'mm',
    });
    const hidden = await importDrawing(
      dxfBytes({ layers: [{ name: 'A-OLD', color: -7 }], blocks, entities: [...entities, ...note] }),
      { units: 'mm' },
    );
    const lobbies = [shown, hidden].map(
      ({ plan }) => plan.levels[0].points!.filter(({ kind }) => kind === 'lift-lobby').length,
    );
    expect(lobbies[0]).toBe(lobbies[1] + 1);
    expect(hidden.plan.levels[0]).toEqual(
      (await importDrawing(dxfBytes({ blocks, entities }), { units: 'mm' })).plan.levels[0],
    );
  });

  it('finds walls in a block that only the block’s name tells', async () => {
    const walls = {
      name: 'WALL-RETN',
      entities: entities.map((tag): Tag => (tag[0] === 8 && /WALL|墙/.test(String(tag[1])) ? [8, '0'] : tag)),
    };
    const [level] = (
      await importDrawing(
        dxfBytes({ blocks: [...blocks, walls], entities: insert('0', 'WALL-RETN', 0, 0) }),
        {
          units: 'mm',
        },
      )
    ).plan.levels;
    expect((level.walls ?? []).length).toBeGreaterThan(3);
  });

  it('places arrays of blocks and blocks in blocks', async () => {
    const rows = insert('A-PRKG', 'BAY', 12_000, 15_000, [
      [70, 4],
      [71, 2],
      [44, 2400],
      [45, 6000],
    ]);
    const nested = { name: 'PAIR', entities: [...insert('0', 'BAY', 0, 0), ...insert('0', 'BAY', 2400, 0)] };
    const level = await levelOf([...entities, ...rows, ...insert('车位', 'PAIR', 30_000, 4000)], {}, [
      ...blocks,
      nested,
    ]);
    expect(level.bays).toHaveLength(10 + 8 + 2);
  });

  it('takes bays and columns drawn line by line', async () => {
    const box = (layer: string, x: number, y: number, w: number, h: number) => [
      ...line(layer, x, y, x + w, y),
      ...line(layer, x + w, y, x + w, y + h),
      ...line(layer, x + w, y + h, x, y + h),
      ...line(layer, x, y + h, x, y),
    ];
    const drawn = [0, 1, 2].flatMap((k) => box('车位线', 20_000 + 2500 * k, 1000, 2500, 5000));
    const level = await levelOf([...entities, ...drawn, ...box('柱', 35_000, 12_000, 700, 500)]);
    expect(level.bays).toHaveLength(13);
    expect(level.columns).toHaveLength(13);
    expect(level.columns!.map(({ sizeM }) => sizeM)).toContainEqual([0.7, 0.5]);
  });

  it('takes layer names from the caller, and refuses a class it does not know', async () => {
    const strange = dxfText({ blocks, entities })
      .replace(/A-WALL-RETN/g, 'XYZ-1')
      .replace(/A-WALL/g, 'XYZ-2');
    const untold = await importDrawing(textBytes(strange));
    expect(untold.plan.levels[0].walls).toHaveLength(7);
    expect(untold.warnings).toContainEqual(
      expect.objectContaining({ code: 'layers-guessed', message: expect.stringMatching(/XYZ-1: wall/) }),
    );
    const taken = await importDrawing(textBytes(strange), {
      layers: { 'xyz-1': 'retaining-wall', 'XYZ*': 'partition-wall' },
    });
    expect(taken.plan.levels[0].walls).toHaveLength(7);
    expect(taken.plan.levels[0].walls!.map(({ kind }) => kind)).toContain('partition');
    expect(await refusal(textBytes(strange), { layers: { 'XYZ*': 'walls' } })).toMatch(
      /layers\.XYZ\*.*"walls".*partition-wall/,
    );
  });

  it('trusts the header only when sizes agree', async () => {
    const lying = await importDrawing(
      dxfBytes({
        header: [
          [9, '$INSUNITS'],
          [70, 1],
        ],
        blocks,
        entities,
      }),
    );
    expect(lying.source.unit).toBe('mm');
    expect(lying.warnings.find(({ code }) => code === 'unit')?.message).toMatch(/header says in/);
    const honest = await importDrawing(
      dxfBytes({
        header: [
          [9, '$INSUNITS'],
          [70, 4],
        ],
        blocks,
        entities,
      }),
    );
    expect(honest.warnings.map(({ code }) => code)).not.toContain('unit');
  });
});

describe('two levels side by side', async () => {
  const one = smallGarage();
  const shifted = one.entities.map(
    ([code, value]): Tag => (code === 10 || code === 11 ? [code, Number(value) + 90_000] : [code, value]),
  );
  const renamed = shifted.map(
    ([code, value]): Tag => [
      code,
      typeof value === 'string' ? value.replace('地下二层', '地下三层').replace('-8.300', '-12.0') : value,
    ],
  );

  it('are two levels, named by their titles and laid over each other', async () => {
    const { plan, levels } = await importDrawing(
      dxfBytes({ blocks: one.blocks, entities: [...renamed, ...one.entities] }),
    );
    expect(plan.levels.map(({ id }) => id)).toEqual(['B2', 'B3']);
    expect(plan.levels[1].columns!.map(({ center }) => center)).toEqual(
      plan.levels[0].columns!.map(({ center }) => center),
    );
    expect(levels[1].transform.translation[0] - levels[0].transform.translation[0]).toBeCloseTo(-90, 6);
    const ids = plan.levels.flatMap((level) => level.walls!.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('can be taken one at a time', async () => {
    const bytes = dxfBytes({ blocks: one.blocks, entities: [...renamed, ...one.entities] });
    expect((await importDrawing(bytes, { level: 'B3' })).plan.levels.map(({ id }) => id)).toEqual(['B3']);
    expect(await refusal(bytes, { level: 'B7' })).toMatch(/"B7".*B2, B3/);
  });

  it('an axis called B7 names no level', async () => {
    const plain = one.entities.map(
      ([code, value]): Tag => [code, value === '地下二层平面图' ? '车库' : value],
    );
    const bytes = dxfBytes({
      blocks: one.blocks,
      entities: [...plain, ...text('A-AXIS', 'B7', 20_000, -4000, 700)],
    });
    const { plan, warnings } = await importDrawing(bytes);
    expect(plan.levels.map(({ id }) => id)).toEqual(['B1']);
    expect(warnings.map(({ code }) => code)).toContain('level-name-assumed');
  });

  it('drops a detail beside the plan and says so', async () => {
    const withDetail = (detail: Tag[]) =>
      importDrawing(dxfBytes({ blocks: one.blocks, entities: [...one.entities, ...detail] }));
    const outer = rectangle('A-WALL', 90_000, 0, 4000, 4000);
    const inner = rectangle('A-WALL', 90_200, 200, 3600, 3600);
    const room = await withDetail([...outer, ...inner]);
    expect(room.plan.levels).toHaveLength(1);
    expect(room.warnings.map(({ code }) => code)).toContain('part-dropped');
    // A square of one line beside walls of two faces is no wall.
    const square = await withDetail(outer);
    expect(square.plan.levels).toHaveLength(1);
    expect(square.warnings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/16 m of lines/),
    );
  });
});

describe('refusals', async () => {
  const { entities, blocks } = smallGarage();
  const whole = dxfText({ blocks, entities });

  it('say what the file is', async () => {
    expect(await refusal(new Uint8Array())).toMatch(/empty file/);
    expect(await refusal(textBytes('AC1027 something'))).toMatch(/a whole DWG drawing/);
    expect(await refusal(textBytes('AutoCAD Binary DXF\r\n\u001a\u0000'))).toMatch(/no objects.*DXF/);
    expect(await refusal(textBytes('<html></html>'))).toMatch(/a web page/);
    expect(await refusal(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]))).toMatch(/bytes 89 50 4e/);
  });

  it('say in which line it breaks', async () => {
    const lines = whole.split('\n');
    const cut = lines.slice(0, 400).join('\n');
    expect(await refusal(textBytes(cut))).toMatch(/line (399|400): .*(end of the file)/);
    const index = lines.indexOf('A-WALL-RETN') + 4;
    const broken = [...lines];
    broken[index + 2] = 'NaN';
    expect(await refusal(textBytes(broken.join('\n')))).toContain(`line ${index + 3}: found "NaN"`);
    broken[index + 2] = '1e400';
    expect(await refusal(textBytes(broken.join('\n')))).toContain(`line ${index + 3}: found "1e400"`);
  });

  it('name sizes no garage has', async () => {
    const ring = (w: number, h: number) => [
      ...rectangle('WALL', 0, 0, w, h),
      ...rectangle('WALL', -300, -300, w + 600, h + 600),
    ];
    expect(await refusal(dxfBytes({ entities: ring(3000, 40_000) }))).toMatch(/3\.6 × 40\.6 m/);
    expect(await refusal(dxfBytes({ entities: ring(40_000_000, 30_000_000) }))).toMatch(/km long/);
    expect(await refusal(dxfBytes({ blocks, entities }), { units: 'm' })).toMatch(/km long/);
    expect(await refusal(dxfBytes({ entities: text('T', 'nothing here', 0, 0) }))).toMatch(/no walls/);
  });

  it('refuse outlines that cross; outer walls that do not close leave the verdict open', async () => {
    const second = [
      ...rectangle('A-WALL-RETN', 20_000, -10_000, 40_000, 30_000),
      ...rectangle('A-WALL-RETN', 20_300, -9_700, 39_400, 29_400),
    ];
    expect(await refusal(dxfBytes({ blocks, entities: [...entities, ...second] }))).toMatch(
      /two outlines that cross/,
    );
    const open = entities.map(([code, value]): Tag => [code, value]);
    const first = open.findIndex(([code, value]) => code === 0 && value === 'LWPOLYLINE');
    // Both rings become open lines without their last side.
    open[first + 3] = [70, 0];
    const other = open.findIndex(([code, value], i) => i > first && code === 0 && value === 'LWPOLYLINE');
    open[other + 3] = [70, 0];
    const { plan, warnings } = await importDrawing(dxfBytes({ blocks, entities: open }));
    expect(warnings.map(({ code }) => code)).toContain('outline-assumed');
    expect(sortReasons(plan).open.map(({ code }) => code)).toContain('outline-open');
  });

  it('bound what blocks can blow up to', async () => {
    const levels = Array.from({ length: 40 }, (_, k) => ({
      name: `N${k}`,
      entities: insert('0', `N${k + 1}`, 0, 0),
    }));
    expect(await refusal(dxfBytes({ blocks: levels, entities: insert('WALL', 'N0', 0, 0) }))).toMatch(
      /nested deeper than 16/,
    );
    const self = [{ name: 'S', entities: insert('0', 'S', 0, 0) }];
    expect(await refusal(dxfBytes({ blocks: self, entities: insert('WALL', 'S', 0, 0) }))).toMatch(
      /block "S" placed within itself/,
    );
    const wide = Array.from({ length: 8 }, (_, k) => ({
      name: `W${k}`,
      entities:
        k === 7
          ? line('0', 0, 0, 1, 1)
          : Array.from({ length: 20 }, (_, i) => insert('0', `W${k + 1}`, i, 0)).flat(),
    }));
    expect(await refusal(dxfBytes({ blocks: wide, entities: insert('WALL', 'W0', 0, 0) }))).toMatch(
      /more than 6000000 points/,
    );
    const array = insert('WALL', 'COL', 0, 0, [
      [70, 30_000],
      [71, 30_000],
    ]);
    expect(await refusal(dxfBytes({ blocks, entities: array }))).toMatch(/more than 6000000 points/);
  });
});

describe('hostile bytes', async () => {
  const whole = dxfBytes(smallGarage());
  const attempt = async (bytes: Uint8Array) => {
    try {
      await importDrawing(bytes);
    } catch (error) {
      if (!(error instanceof DrawingError)) throw error;
    }
  };

  it('a file cut before the end of its entities is refused (seed 7)', async () => {
    const lastEntity = whole.length - '0\nENDSEC\n0\nEOF\n'.length;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: lastEntity }), async (length) => {
        expect(await refusal(whole.subarray(0, length))).not.toBe('');
      }),
      { seed: 7, numRuns: isLong ? 60 : 8 },
    );
  });

  it('changed bytes give a plan or a DrawingError, nothing else (seed 8)', async () => {
    const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const { at, to } of changes) bytes[at] = to;
        await attempt(bytes);
      }),
      { seed: 8, numRuns: isLong ? 150 : 12 },
    );
  });

  it('changed numbers give a plan or a DrawingError, nothing else (seed 9)', async () => {
    const lines = dxfText(smallGarage()).split('\n');
    const value = fc.oneof(
      fc.double({ noNaN: true }).map(String),
      fc.constantFrom('0', '-1', '1e14', '-1e14', '1e-300', '70', '999999999', ''),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(lines.length - 1), value), { minLength: 1, maxLength: 8 }),
        async (edits) => {
          const edited = [...lines];
          for (const [at, to] of edits) edited[at] = to;
          await attempt(textBytes(edited.join('\n')));
        },
      ),
      { seed: 9, numRuns: isLong ? 150 : 12 },
    );
  });

  it('dense drawings end in a refusal', { tags: ['thorough'] }, async () => {
    const { entities, blocks } = smallGarage();
    const many = (count: number, make: (k: number) => Tag[]) =>
      dxfBytes({
        blocks,
        entities: [...entities, ...Array.from({ length: count }, (_, k) => make(k)).flat()],
      });
    const parallel = (layer: string, step: number) => (k: number) =>
      line(layer, 1000, step * k, 6300, step * k);
    expect(await refusal(many(20_000, parallel('A-PRKG', 1)))).toMatch(/bay layers.*dense parallel lines/);
    expect(await refusal(many(6000, parallel('A-DOOR', 5)))).toMatch(/door layers.*6001|door layers.*6002/);
    const crossing = (k: number) => {
      const turn = (k * 2.399963) % (2 * Math.PI);
      const [x, y] = [19_900 * Math.cos(turn), 14_900 * Math.sin(turn)];
      return line('A-WALL', 20_000 + x, 15_000 + y, 20_000 - y, 15_000 + x * 0.7);
    };
    expect(await refusal(many(2500, crossing))).toMatch(/cross everywhere|m of walls on/);
  });

  it('walls under hatching are not lost without a word', async () => {
    const { entities, blocks } = smallGarage();
    const hatching = Array.from({ length: 3000 }, (_, k) => line('A-WALL', 1000, 9 * k, 6300, 9 * k)).flat();
    const plain = await importDrawing(dxfBytes({ blocks, entities }));
    const { plan, warnings } = await importDrawing(
      dxfBytes({ blocks, entities: [...entities, ...hatching] }),
    );
    expect(plan.levels[0].outline).toEqual(plain.plan.levels[0].outline);
    expect(warnings.map(({ message }) => message)).toContainEqual(expect.stringMatching(/hatching/));
    const isWhole = plan.levels[0].walls!.length === plain.plan.levels[0].walls!.length;
    const open = sortReasons(plan).open.map(({ code }) => code);
    expect(isWhole || open.includes('walls-unconfirmed')).toBe(true);
  });
});
