import { constants, deflateRawSync } from 'node:zlib';
import { importDrawing, phraseText, readDrawing } from '@diku/engine';
import { sortReasons } from '@diku/engine/plan';
import { describe, expect, it } from 'vitest';
import { pdfStream, pdfText, type WrittenPage, writePdf } from './pdf-support/pdf-bytes.ts';

type Read = Awaited<ReturnType<typeof readDrawing>>;

/** What one page draws. */
async function readPage(content: string, more: Partial<WrittenPage> = {}): Promise<Read> {
  return readDrawing(writePdf({ pages: [{ content, ...more }] }));
}

async function pathsOf(content: string): Promise<Read['sheets'][0]['drawing']['paths']> {
  return (await readPage(content)).sheets[0].drawing.paths;
}

const circle = (x: number, y: number, r: number): string => {
  const k = 0.5523 * r;
  return `${x + r} ${y} m ${x + r} ${y + k} ${x + k} ${y + r} ${x} ${y + r} c ${x - k} ${y + r} ${x - r} ${y + k} ${x - r} ${y} c ${x - r} ${y - k} ${x - k} ${y - r} ${x} ${y - r} c ${x + k} ${y - r} ${x + r} ${y - k} ${x + r} ${y} c`;
};

describe('what a page draws', () => {
  it('lines lie in default user space, in the pen that drew them', async () => {
    const [line] = await pathsOf('q 2 0 0 2 10 20 cm 1 0 0 RG 0.5 w 0 0 m 100 0 l S Q');
    expect(line.points).toEqual([
      [10, 20],
      [210, 20],
    ]);
    // 0.5 units of 2 points.
    expect(line.layer).toBe('pdf:#ff0000 0.35');
    expect(line.source).toBe('line');
  });

  it('a turned page keeps its coordinates', async () => {
    const bytes = writePdf({ pages: [{ content: '10 20 m 30 20 l S' }] });
    const turned = Buffer.from(bytes)
      .toString('latin1')
      .replace('/Type /Page /Parent', '/Type /Page /Rotate 90 /Parent');
    const read = await readDrawing(new Uint8Array(Buffer.from(turned, 'latin1')));
    expect(read.sheets[0].drawing.paths[0].points).toEqual([
      [10, 20],
      [30, 20],
    ]);
  });

  it('curves on a circle are arcs and circles with their centres', async () => {
    const [whole] = await pathsOf(`${circle(200, 300, 40)} h S`);
    expect(whole.source).toBe('circle');
    expect(whole.arc!.center[0]).toBeCloseTo(200, 1);
    expect(whole.arc!.center[1]).toBeCloseTo(300, 1);
    expect(whole.arc!.radiusInUnits).toBeCloseTo(40, 1);
    // A door: its leaf and the quarter it swings through, in one path.
    const parts = await pathsOf('100 100 m 140 100 l 140 122.09 122.09 140 100 140 c S');
    expect(parts.map(({ source }) => source)).toEqual(['line', 'arc']);
    expect(parts[1].arc!.center[0]).toBeCloseTo(100, 1);
    expect(parts[1].arc!.radiusInUnits).toBeCloseTo(40, 1);
  });

  it('what a clip path leaves out is not drawn', async () => {
    const paths = await pathsOf(
      'q 100 100 m 200 100 l 150 200 l h W n 0 150 m 400 150 l S 0 50 m 400 50 l S Q',
    );
    expect(paths).toHaveLength(1);
    expect(paths[0].points[0][0]).toBeCloseTo(125, 3);
    expect(paths[0].points[1][0]).toBeCloseTo(175, 3);
  });

  it('nothing outside the page and nothing in white is drawn', async () => {
    const paths = await pathsOf(
      '1 g 0 0 595 842 re f 1 G 10 10 m 50 10 l S 0 G -50 20 m -10 20 l S 10 30 m 50 30 l S',
    );
    expect(paths).toHaveLength(1);
    expect(paths[0].points[0]).toEqual([10, 30]);
  });

  it('areas are closed paths, those as thin as a pen are lines', async () => {
    const paths = await pathsOf(
      '0 g 100 100 40 60 re f 10 10 200 0.7 re f 300 300 m 340 300 l 340 340 l 300 340 l h 310 310 m 310 330 l 330 330 l 330 310 l h f',
    );
    const line = paths.find(({ source }) => source === 'line')!;
    expect(line.layer).toBe('pdf:#000000 0.25');
    expect(line.points[0][1]).toBeCloseTo(10.35, 3);
    const areas = paths.filter(({ source }) => source === 'hatch');
    expect(areas.map(({ closed, group }) => [closed, group])).toEqual([
      [true, 0],
      [true, 1],
      [true, 1],
    ]);
  });

  it('dashes that follow each other are one line, on a layer that says so', async () => {
    const dashes = Array.from({ length: 12 }, (_, k) => `${20 + 14 * k} 50 m ${30 + 14 * k} 50 l S`).join(
      ' ',
    );
    const paths = await pathsOf(`${dashes} [6 3] 0 d 20 80 m 300 80 l S`);
    expect(paths.map(({ layer, points }) => [layer, points[0][0], points[1][0]])).toEqual([
      ['pdf:#000000 0.35 dashed', 20, 184],
      ['pdf:#000000 0.35 dashed', 20, 300],
    ]);
  });

  it('a hatching is told from walls and from treads of stairs', async () => {
    const slanted = Array.from({ length: 20 }, (_, k) => `${100 + 4 * k} 100 m ${130 + 4 * k} 130 l S`).join(
      ' ',
    );
    const treads = Array.from({ length: 14 }, (_, k) => `400 ${100 + 5 * k} m 440 ${100 + 5 * k} l S`).join(
      ' ',
    );
    const walls = '20 400 m 500 400 l S 20 404 m 500 404 l S 20 500 m 500 500 l S 20 504 m 500 504 l S';
    const paths = await pathsOf(`${slanted} ${treads} ${walls}`);
    const hatched = paths.filter(({ layer }) => layer.startsWith('diku:hatch'));
    expect(hatched).toHaveLength(20);
    expect(paths).toHaveLength(38);
  });

  it('letters drawn as areas are no walls', async () => {
    const letter = 'm 4 0 l 6 3 l 5 5 l 7 8 l 4 9 l 5 12 l 2 10 l 0 12 l 1 7 l -2 6 l 1 3 l h f';
    const [path] = await pathsOf(`q 1 0 0 1 100 100 cm 0 0 ${letter} Q`);
    expect(path.layer).toBe('diku:text|pdf');
  });

  it('forms are drawn where they are placed, inside their box', async () => {
    const form = pdfStream(
      '/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Matrix [2 0 0 2 0 0]',
      '-5 5 m 50 5 l S',
    );
    const read = await readDrawing(
      writePdf({
        pages: [{ content: 'q 1 0 0 1 100 100 cm /X Do Q', resources: '/XObject <</X 100 0 R>>' }],
        objects: [form],
      }),
    );
    expect(read.sheets[0].drawing.paths[0].points).toEqual([
      [100, 110],
      [120, 110],
    ]);
  });
});

describe('layers and texts of a page', () => {
  const layered = {
    layers: ['A-WALL', '停车位', 'hidden'],
    off: [2],
    pages: [
      {
        content: `/OC /L0 BDC 0 0 m 90 0 l S 1 0 0 RG 0 5 m 90 5 l S EMC /OC /L1 BDC 0 G 0 9 m 90 9 l S ${pdfText(10, 20, 10, '车位 12')} EMC /OC /L2 BDC 0 30 m 90 30 l S EMC`,
      },
    ],
  };

  it('groups of optional content are layers, those that are off are left out', async () => {
    const { drawing } = (await readDrawing(writePdf(layered))).sheets[0];
    expect(drawing.paths.map(({ layer, color }) => [layer, color])).toEqual([
      ['A-WALL', 0],
      ['A-WALL', 0xff0000],
      ['停车位', undefined],
    ]);
    expect(drawing.ignored).toEqual({ 'layer off': 1 });
  });

  it('texts on groups that are off are not read, wherever the line that they are on goes', async () => {
    const lines = [
      '/OC /L0 BDC BT /F0 10 Tf 14 TL 1 0 0 1 50 700 Tm <0041> Tj T* <0042> Tj 0 -14 TD <0043> Tj ET EMC',
      // One line: what is on, what is off, what is on again.
      'BT /F0 10 Tf 2 0 0 2 50 300 Tm <0044> Tj /OC /L2 BDC [<0045> -3000 <0045>] TJ EMC <0046> Tj ET',
      `/OC /L2 BDC q 0 1 -1 0 300 300 cm ${pdfText(0, 0, 10, '比例 1:50')} Q EMC 0 0 m 9 0 l S`,
    ];
    const pages = [{ content: lines.join(' ') }];
    const { drawing } = (await readDrawing(writePdf({ ...layered, pages }))).sheets[0];
    expect(drawing.texts.map(({ text }) => text).sort()).toEqual(['A', 'B', 'C', 'D', 'F']);
    expect(drawing.ignored).toEqual({ 'layer off': 2 });
  });

  it('texts come with position, height and direction, hanzi too', async () => {
    const { drawing } = (await readDrawing(writePdf(layered))).sheets[0];
    const [text] = drawing.texts;
    expect(text.text).toBe('车位 12');
    expect(text.position).toEqual([10, 20]);
    expect(text.heightInUnits).toBeCloseTo(7.2, 3);
    const turned = `BT /F0 8 Tf 0 1 -1 0 50 60 Tm <00410042> Tj ET 0 0 m 9 0 l S`;
    const [second] = (await readPage(turned)).sheets[0].drawing.texts;
    expect(second.text).toBe('AB');
    expect(second.setting!.angleRad).toBeCloseTo(Math.PI / 2, 6);
  });
});

describe('fonts that name their characters by a map of their own', () => {
  /** One text in a font that the document does not hold, in codes of a predefined map. */
  function codedText(encoding: string, ordering: string, codes: string): Uint8Array {
    const name = '/BaseFont /STSong-Light';
    const collection = `/CIDSystemInfo <</Registry (Adobe) /Ordering (${ordering}) /Supplement 2>>`;
    const metrics =
      '/FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80';
    const form = pdfStream(
      '/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources <</Font <</F1 100 0 R>>>>',
      `BT /F1 10 Tf 20 30 Td <${codes}> Tj ET 0 0 m 90 0 l S`,
    );
    return writePdf({
      pages: [{ content: '/X Do', resources: '/XObject <</X 103 0 R>>' }],
      objects: [
        `<</Type /Font /Subtype /Type0 ${name} /Encoding /${encoding} /DescendantFonts [101 0 R]>>`,
        `<</Type /Font /Subtype /CIDFontType0 ${name} ${collection} /DW 1000 /W [814 908 500] /FontDescriptor 102 0 R>>`,
        `<</Type /FontDescriptor /FontName /STSong-Light /Flags 4 ${metrics}>>`,
        form,
      ],
    });
  }

  it.each([
    ['GBK-EUC-H', 'GB1', 'b3b5cebb313a32', '车位1:2', 35],
    ['UniGB-UCS2-H', 'GB1', '8f664f4d0031', '车位1', 30],
    ['UniGB-UTF16-H', 'GB1', '8f664f4d', '车位', 20],
    ['ETen-B5-H', 'CNS1', 'a8aea6ec', '車位', 20],
  ])('%s of Adobe-%s', async (encoding, ordering, codes, text, lengthPt) => {
    const [found] = (await readDrawing(codedText(encoding, ordering, codes))).sheets[0].drawing.texts;
    expect(found.text).toBe(text);
    expect(found.setting!.lengthInUnits).toBeCloseTo(lengthPt, 6);
  });

  it.each([
    ['codes that only the font knows', 'Identity-H', 'GB1', '04d2112a'],
    ['a map that is not known here', 'UniJIS-UTF16-H', 'Japan1', '8eca4f4d'],
  ])('%s are counted', async (_, encoding, ordering, codes) => {
    const { sheets, warnings } = await readDrawing(codedText(encoding, ordering, codes));
    expect(sheets[0].drawing.texts).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['pdf-undecoded']);
  });
});

describe('the scale of a page', () => {
  const drawn = '20 400 m 500 400 l S ';

  async function unitOf(...texts: string[]): Promise<Read> {
    return readPage(drawn + texts.map((text, k) => pdfText(20, 20 + 60 * k, 10, text)).join(' '));
  }

  it.each([
    ['比例 1:150', 150],
    ['SCALE 1:100', 100],
    ['地下一层平面图 1：200', 200],
    ['SCALE 1/8" = 1\'-0"', 96],
    ['1/4"=1\'', 48],
  ])('%s', async (text, ratio) => {
    const { unit, paper } = await unitOf(text);
    expect(unit!.basis).toBe('paper-scale');
    expect(unit!.metresPerUnit).toBeCloseTo((ratio * 0.0254) / 72, 9);
    expect(paper!.scales[0].texts).toEqual([text]);
  });

  it('details and slopes are no rivals of the plan', async () => {
    const { unit } = await unitOf('地下一层平面图 1:150', '节点大样 1:20', 'i=1:100');
    expect(unit!.basis).toBe('paper-scale');
    expect(unit!.unit).toBe('pt 1:150');
  });

  it('several are asked about, and none is', async () => {
    const several = await unitOf('一层平面图 1:100', '比例 1:150');
    expect(several.unit!.basis).toBe('assumed');
    expect(several.unit!.warning!.code).toBe('warning-paper-scales');
    const none = await unitOf('车库');
    expect(none.unit!.basis).toBe('assumed');
    expect(none.unit!.warning!.code).toBe('warning-paper-no-scale');
  });

  it('a scale bar says it', async () => {
    // 10 m in 100 points.
    const numbers = [0, 10, 20, 30].map((value) =>
      pdfText(100 + 10 * value - 5 * String(value).length, 50, 10, String(value)),
    );
    const { unit } = await readPage(`${drawn}${numbers.join(' ')} ${pdfText(420, 50, 10, 'm')}`);
    expect(unit!.basis).toBe('paper-scale');
    expect(unit!.metresPerUnit).toBeCloseTo(0.1, 2);
  });

  it('two bars of the same marks at two scales are asked about', async () => {
    const bar = (y: number, perMetre: number) =>
      [0, 10, 20, 30]
        .map((value) => pdfText(100 + perMetre * value, y, 6, `${value}${value === 30 ? 'm' : ''}`))
        .join(' ');
    const { unit } = await readPage(`${drawn}${bar(50, 10)} ${bar(90, 5)}`);
    expect(unit!.basis).toBe('assumed');
    expect(unit!.warning!.code).toBe('warning-paper-scales');
  });

  it('a page of numbers with units is read in time that is bounded', async () => {
    const many = Array.from({ length: 20_000 }, (_, k) =>
      pdfText(
        20 + (k % 140) * 5,
        20 + Math.floor(k / 140) * 4,
        3,
        k % 3 === 0 ? `${k % 90}m` : String(k % 90),
      ),
    );
    expect((await readPage(`${drawn}${many.join(' ')}`)).unit!.basis).toBe('assumed');
  });

  it('a scale bar in feet says it as it is drawn, at an odd scale too', async () => {
    // 67.5 points for 12 feet; the numbers stand to the right of their marks.
    const ticks = [0, 6, 12].map((feet) => 40 + 5.625 * feet);
    const bar = `${ticks[0]} 60 m ${ticks[2]} 60 l S ${ticks.map((x) => `${x} 60 m ${x} 64 l S`).join(' ')}`;
    const numbers = [0, 6, 12].map((feet, k) => pdfText(ticks[k], 66, 6, String(feet))).join(' ');
    const { unit } = await readPage(`${drawn}${bar} ${numbers} ${pdfText(116, 58, 6, 'ft')}`);
    expect(unit!.basis).toBe('paper-scale');
    expect(Math.abs(unit!.metresPerUnit / ((12 * 0.3048) / 67.5) - 1)).toBeLessThan(0.001);
  });

  it('the caller wins, by a ratio or by two points', async () => {
    const bytes = writePdf({ pages: [{ content: drawn + pdfText(20, 20, 10, '1:150') }] });
    const given = await readDrawing(bytes, { image: { scale: { ratio: 50 } } });
    expect(given.unit).toMatchObject({ unit: 'pt 1:50', metresPerUnit: (50 * 0.0254) / 72, basis: 'given' });
    const points = {
      points: [
        [20, 400],
        [500, 400],
      ],
      distanceM: 24,
    } as const;
    expect((await readDrawing(bytes, { image: { scale: points as never } })).unit!.metresPerUnit).toBeCloseTo(
      0.05,
      9,
    );
  });
});

describe('the scale of a page that names none', () => {
  const scale = 73.2;
  const pt = (lengthM: number) => (72 * lengthM) / 0.0254 / scale;
  const [x0, y0] = [60, 120];
  const ring = (from: number, width: number, height: number) =>
    `${x0 + from} ${y0 + from} ${width - 2 * from} ${height - 2 * from} re`;
  /** An arrowhead with its tip at a point, 6 points long. */
  const head = (x: number, y: number, dx: number, dy: number) =>
    `${x} ${y} m ${x - 6 * dx - dy} ${y - 6 * dy + dx} l ${x - 6 * dx + dy} ${y - 6 * dy - dx} l h f`;
  /** A house of 12 × 9 m with a wall in it; its length is written over a line, its depth in a gap of one. */
  const sheet = (length: string, depth: string): string => {
    const [width, height, wall] = [pt(12), pt(9), pt(0.24)];
    const [middle, above, left] = [x0 + width / 2, y0 + height + 30, x0 - 30];
    return [
      `0 G 0 g 0.5 w ${ring(0, width, height)} ${ring(wall, width, height)} S`,
      `${middle} ${y0 + wall} m ${middle} ${y0 + height / 2} l S`,
      `${middle + wall} ${y0 + wall} m ${middle + wall} ${y0 + height / 2} l S`,
      // The lines end where the heads begin, and extension lines stand beyond the tips.
      `${x0 + 6} ${above} m ${x0 + width - 6} ${above} l S`,
      `${head(x0, above, -1, 0)} ${head(x0 + width, above, 1, 0)}`,
      `${x0} ${above - 20} m ${x0} ${above + 5} l S ${x0 + width} ${above - 20} m ${x0 + width} ${above + 5} l S`,
      `${left} ${y0 + 6} m ${left} ${y0 + height / 2 - 12} l S`,
      `${left} ${y0 + height / 2 + 12} m ${left} ${y0 + height - 6} l S`,
      `${head(left, y0, 0, -1)} ${head(left, y0 + height, 0, 1)}`,
      pdfText(middle - 15, above + 3, 10, length),
      pdfText(left - 12, y0 + height / 2 - 4, 10, depth),
    ].join(' ');
  };
  const importSheet = (length: string, depth: string) =>
    importDrawing(writePdf({ pages: [{ content: sheet(length, depth) }] }));

  it.each([
    ['millimetres', '12000', '9000'],
    ['feet', "39'-4", "29'-6"],
    ['metres', '12.00', '9.00 m'],
  ])('is measured at its dimension lines: %s', async (_, length, depth) => {
    const { units, plan, levels } = await importSheet(length, depth);
    expect(units.basis).toBe('sizes');
    expect(Math.abs((units.metresPerUnit * 72) / 0.0254 / scale - 1)).toBeLessThan(0.004);
    expect(Math.abs(levels[0].areaM2 / 108 - 1)).toBeLessThan(0.01);
    // Sizes alone: nobody has said it.
    expect(sortReasons(plan).open.map(({ code }) => code)).toContain('scale-unconfirmed');
  });

  it('is asked about, with both figures, where they contradict each other', async () => {
    const { units, plan } = await importSheet('12000', '9600');
    expect(units.basis).toBe('assumed');
    expect(phraseText(units.warning!, 'en')).toContain('“12000” 1:73.2, “9600” 1:78');
    expect(sortReasons(plan).open.map(({ code }) => code)).toContain('scale-unconfirmed');
  });

  it('is not measured at one line, nor by the sides that are written in a room', async () => {
    const { units } = await importSheet('12000', '12 x 9');
    expect(units.warning!.code).toBe('warning-paper-no-scale');
  });
});

describe('pages', () => {
  const text = { content: pdfText(20, 20, 12, 'Notes') };
  const detail = { content: '10 10 m 60 10 l S' };
  const plan = {
    content: '20 400 m 500 400 l S 20 406 m 500 406 l S 20 500 m 500 500 l S 20 506 m 500 506 l S',
  };

  it('the page with most walls is read, and the others are named', async () => {
    const bytes = writePdf({ pages: [text, detail, plan] });
    const read = await readDrawing(bytes);
    expect(read.encoding).toMatch(/^page 3 \/ 3/);
    expect(read.warnings.map(({ message }) => message)).toEqual([
      'page 3 of 3 was read; drawn on too: pages 2',
    ]);
    expect((await readDrawing(bytes, { page: 2 })).sheets[0].drawing.paths).toHaveLength(1);
    await expect(readDrawing(bytes, { page: 4 })).rejects.toThrow(/page: found 4; expected 1 to 3/);
  });

  it('each page that was looked at is told, and a title says which one is the plan', async () => {
    const elevation = {
      content: `${plan.content} 20 300 m 500 300 l S 20 306 m 500 306 l S ${pdfText(20, 20, 12, 'NORTH ELEVATION')}`,
    };
    const named = {
      content: `${plan.content} ${pdfText(20, 20, 12, '地下一层平面图')}`,
      box: [0, 0, 842, 595],
    };
    const { pages, encoding } = await readDrawing(writePdf({ pages: [elevation, named, text] }));
    expect(encoding).toMatch(/^page 2 \/ 3/);
    expect(pages).toMatchObject([
      { page: 1, sizeMm: [210, 297], lines: 6, texts: 1, isImage: false, title: 'NORTH ELEVATION' },
      { page: 2, sizeMm: [297, 210], lines: 4, texts: 1, isImage: false, title: '地下一层平面图' },
      { page: 3, sizeMm: [210, 297], lines: 0, texts: 1, isImage: false, title: 'Notes' },
    ]);
    // 480 of 842 points of width, 595 − 400 of them down.
    expect(pages![1].thumbnail.slice(0, 4)).toEqual([0.024, 0.232, 0.594, 0.232]);
  });

  it('a page that is an image goes the way of images', { tags: ['thorough'] }, async () => {
    const width = 400;
    const pixels = new Uint8Array(width * width).fill(255);
    for (let y = 40; y < 360; y++) {
      for (let x = 40; x < 360; x++) if (x < 48 || x >= 352 || y < 48 || y >= 352) pixels[y * width + x] = 0;
    }
    const image = pdfStream(
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${width} /ColorSpace /DeviceGray /BitsPerComponent 8`,
      pixels,
    );
    const scan = (more = '') =>
      writePdf({
        pages: [{ content: `q 500 0 0 500 40 100 cm /X Do Q ${more}`, resources: '/XObject <</X 100 0 R>>' }],
        objects: [image],
      });
    await expect(readDrawing(scan())).rejects.toThrow(/an image without a scale/);
    const read = await readDrawing(scan(), { image: { scale: { metresPerPixel: 0.1 } } });
    expect(read.format).toBe('png');
    expect(read.sheets[0].drawing.paths.some(({ layer }) => layer === 'diku:wall')).toBe(true);
    const said = await readDrawing(scan(pdfText(50, 50, 10, '1:200')));
    // 500 points of paper over 400 pixels.
    expect(said.unit!.metresPerUnit).toBeCloseTo((200 * 0.0254 * 500) / 72 / 400, 6);
    expect(said.unit!.basis).toBe('paper-scale');
  });
});

describe('one pen for everything', () => {
  // 1:100: a metre is 28.35 points.
  const pt = (metres: number) => ((metres * 72) / 2.54).toFixed(2);
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    `${pt(x1)} ${pt(y1)} m ${pt(x2)} ${pt(y2)} l S`;
  const box = (x: number, y: number, width: number, depth: number) =>
    `${pt(x)} ${pt(y)} ${pt(width)} ${pt(depth)} re S`;
  const ring = (x: number, y: number, r: number) =>
    `${circle(Number(pt(x)), Number(pt(y)), Number(pt(r)))} h S`;
  const text = (x: number, y: number, said: string) => pdfText(Number(pt(x)), Number(pt(y)), 10, said);
  const walls = [
    box(5, 5, 40, 24),
    box(5.3, 5.3, 39.4, 23.4),
    // A room with a stair, and a wall with a door between.
    ...[line(12, 23, 12, 28.7), line(12.2, 23, 12.2, 28.7), line(5.3, 23, 8, 23), line(5.3, 23.2, 8, 23.2)],
    ...[line(9, 23, 12, 23), line(9, 23.2, 12, 23.2), line(8, 23, 8, 23.2), line(9, 23, 9, 23.2)],
  ];
  const columns = [12, 20.1, 28.2, 36.3].flatMap((x) => [11, 19].map((y) => box(x, y, 0.6, 0.6)));
  const axes = [12.3, 20.4, 28.5, 36.6].flatMap((x, i) => [
    line(x, 2.9, x, 32),
    ring(x, 2, 0.9),
    text(x - 0.15, 1.85, String(i + 1)),
  ]);
  const bays = [0, 1, 2, 3, 4, 5].flatMap((i) => [
    box(20 + 2.4 * i, 5.4, 2.4, 5.3),
    line(20 + 2.4 * i, 6.5, 22.4 + 2.4 * i, 6.5),
  ]);
  const treads = Array.from({ length: 12 }, (_, k) => line(6, 24.6 + 0.3 * k, 8.4, 24 + 0.3 * k));
  const chargers = [0, 1, 2, 3, 4, 5].flatMap((i) => [
    box(20.9 + 2.4 * i, 5.5, 0.6, 0.4),
    text(20.9 + 2.4 * i, 6, 'EV'),
  ]);
  const door = [
    line(8, 23.1, 8, 24.1),
    `${pt(8)} ${pt(24.1)} m ${pt(8.5523)} ${pt(24.1)} ${pt(9)} ${pt(23.6523)} ${pt(9)} ${pt(23.1)} c S`,
  ];
  const lift = [line(9.5, 25, 11.5, 27), line(9.5, 27, 11.5, 25), box(9.5, 25, 2, 2)];

  const onPage = (content: string) => writePdf({ pages: [{ content, box: [0, 0, 1450, 950] }] });

  it('a scale that nothing names is asked for, and the answer is a scale', async () => {
    const bytes = onPage(['0.7 w', ...walls, ...bays].join('\n'));
    const { doubts } = await importDrawing(bytes);
    const { choices } = doubts.find(({ kind }) => kind === 'unit')!;
    expect(choices.map(({ label }) => phraseText(label, 'en')).slice(1)).toEqual([
      '1:50',
      '1:100',
      '1:150',
      '1:200',
    ]);
    const { units } = choices[3].value as { units: number };
    const corrections = { format: 'diku-corrections', version: 1, units } as const;
    const { source, plan } = await importDrawing(bytes, { corrections });
    expect(source.unit).toBe('pt 1:150');
    const xs = plan.levels[0].outline.map(([x]) => x);
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(60, 0);
  });

  it('walls, columns and bays are told apart by their shapes', async () => {
    const things = [walls, columns, axes, bays, treads, door, lift].flat();
    const content = [
      '0.7 w',
      ...things,
      '0 0.5 0 RG',
      ...chargers,
      text(5, 30.5, '地下一层平面图 1:100'),
    ].join('\n');
    const { plan } = await importDrawing(onPage(content));
    const [level] = plan.levels;
    expect(level.columns).toHaveLength(8);
    expect(level.bays).toHaveLength(6);
    expect(level.openings).toHaveLength(1);
    const lengthM = level.walls!.reduce(
      (sum, { start, end }) => sum + Math.hypot(end[0] - start[0], end[1] - start[1]),
      0,
    );
    // The outer wall's middle, two walls of the room, and the lift's shaft.
    expect(lengthM).toBeGreaterThan(125);
    expect(lengthM).toBeLessThan(150);
  });
});

describe('documents that are no plan, or mean harm', () => {
  const refused = (bytes: Uint8Array) => expect(readDrawing(bytes)).rejects;

  it('damaged, empty and only text are refused, each in its words', async () => {
    await refused(new Uint8Array(Buffer.from('%PDF-1.7\nhello'))).toThrow(/a PDF that cannot be read/);
    await refused(writePdf({ pages: [{ content: '' }] })).toThrow(/page 1: found nothing drawn/);
    await refused(writePdf({ pages: [{ content: pdfText(20, 20, 12, 'Invoice') }] })).toThrow(
      /nothing but text/,
    );
    await refused(writePdf({ pages: [] })).toThrow(/expected/);
  });

  it('a document with a password is refused', async () => {
    const key = 'a1'.repeat(32);
    const encrypt = `<</Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${key}> /U <${key}>>>`;
    const bytes = writePdf({
      pages: [{ content: '0 0 m 9 9 l S' }],
      objects: [encrypt],
      trailer: '/Encrypt 100 0 R /ID [<00> <00>]',
    });
    await refused(bytes).toThrow(/protected by a password/);
  });

  it('a stream that unpacks to a gigabyte is refused before it is unpacked', {
    timeout: 60_000,
    tags: ['thorough'],
  }, async () => {
    // Ten million zeros, packed once and written many times.
    const part = deflateRawSync(new Uint8Array(1e7), { finishFlush: constants.Z_FULL_FLUSH });
    const inner = Buffer.concat([Buffer.of(0x78, 0x9c), ...new Array(30).fill(part)]);
    const bomb = pdfStream('/Filter /FlateDecode', inner);
    const objects = [bomb, bomb, bomb, bomb];
    await refused(writePdf({ pages: [{ content: '0 0 m 9 9 l S' }], objects })).toThrow(/more than 1000 MB/);
  });

  it('a form that draws itself ends', async () => {
    const form = pdfStream(
      '/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources <</XObject <</X 100 0 R>>>>',
      '0 0 m 50 0 l S /X Do',
    );
    const bytes = writePdf({
      pages: [{ content: '/X Do 0 9 m 50 9 l S', resources: '/XObject <</X 100 0 R>>' }],
      objects: [form],
    });
    const outcome = await readDrawing(bytes).then(
      ({ sheets }) => sheets[0].drawing.paths.length,
      ({ name }) => name,
    );
    expect(outcome === 'DrawingError' || Number(outcome) < 1000).toBe(true);
  });

  it('cut off anywhere, it is read or refused', async () => {
    const whole = writePdf({ pages: [{ content: `20 400 m 500 400 l S ${pdfText(20, 20, 10, '1:150')}` }] });
    for (let end = 20; end < whole.length; end += 211) {
      const outcome = await readDrawing(whole.slice(0, end)).then(
        () => 'read',
        ({ name }) => name,
      );
      expect(['read', 'DrawingError']).toContain(outcome);
    }
  });
});
