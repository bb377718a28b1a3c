import { type ImportResult, importDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import { box, createHall, type Hall, hallSize } from './ifc-support/hall.ts';
import { type Location, refs } from './ifc-support/ifc-text.ts';
import { smallModel } from './ifc-support/small-model.ts';
import { importText, refusal, timed } from './timed-import.ts';

const small = smallModel({ schema: 'IFC4', unit: 'm' }).toString();
const { heightM } = hallSize;
const wallLengthM = ({ levels }: ImportResult) => levels[0].wallLengthM;

/** A hall with an inner wall whose shape is what `item` adds. */
function hallWith(item: (hall: Hall) => number): string {
  const hall = createHall({ unit: 'm' });
  const { model, storey, tail } = hall;
  const placement = model.placement(storey.placement, model.axes([0, 0, 0]));
  const shape = model.shape(item(hall), 'Brep');
  model.contain(storey, model.addPart('IFCWALL', { name: 'Wall', placement, shape, tail }));
  return model.toString();
}

describe('IFC files that are meant to hurt', () => {
  it('places a thing relative to itself', async () => {
    const hall = createHall();
    const [a, b] = [1, 2].map(() => hall.model.add('IFCLOCALPLACEMENT(#@,#@)'));
    const axes = hall.model.axes([0, 0, 0]);
    const text = hall.model
      .toString()
      .replace(`#${a}=IFCLOCALPLACEMENT(#@,#@)`, `#${a}=IFCLOCALPLACEMENT(#${b},#${axes})`)
      .replace(`#${b}=IFCLOCALPLACEMENT(#@,#@)`, `#${b}=IFCLOCALPLACEMENT(#${a},#${axes})`);
    expect(await refusal(text)).toMatch(/#\d+: found a chain of references back to itself over #\d+/);
  });

  it('is part of what is part of it', { tags: ['thorough'] }, async () => {
    const { model, storey, tail } = createHall();
    const walls = [1, 2].map(() =>
      model.addPart('IFCWALL', { name: 'W', placement: storey.placement, tail }),
    );
    model.addParts(walls[0], [walls[1]]);
    model.addParts(walls[1], [walls[0]]);
    const { warnings, levels } = await importText(model.toString());
    expect(levels[0].walls).toBe(4);
    expect(warnings.length).toBeGreaterThan(0);
  });

  it('repeats a shape in a shape without end', { tags: ['thorough'] }, async () => {
    const text = hallWith(({ model }) => {
      let item = model.extrusion({ ring: box(5, 7, 10, 0.2), heightM });
      for (let depth = 0; depth < 16; depth++) {
        const shown = model.add(
          `IFCSHAPEREPRESENTATION(#${model.context},'Body','Brep',(#${item},#${item},#${item}))`,
        );
        const map = model.add(`IFCREPRESENTATIONMAP(#${model.axes([0, 0, 0])},#${shown})`);
        const operator = model.add(`IFCCARTESIANTRANSFORMATIONOPERATOR3D($,$,#${model.point(0, 0, 0)},$,$)`);
        item = model.add(`IFCMAPPEDITEM(#${map},#${operator})`);
      }
      return item;
    });
    const { warnings } = await importText(text);
    expect(warnings.find(({ code }) => code === 'elements-without-geometry')?.message).toMatch(/^1 walls/);
  });

  it('has a chain of thousands of placements, or of cuts', { tags: ['thorough'] }, async () => {
    const placements = createHall();
    let placement = placements.storey.placement;
    for (let k = 0; k < 3000; k++)
      placement = placements.model.placement(placement, placements.model.axes([0, 0, 0]));
    expect(await refusal(placements.model.toString())).toContain('a chain of more than 2000 references');
    const cutTimes = (times: number) =>
      hallWith(({ model }) => {
        let item = model.extrusion({ ring: box(5, 7, 10, 0.2), heightM });
        const plane = model.add(`IFCPLANE(#${model.axes([0, 0, 2])})`);
        const half = model.add(`IFCHALFSPACESOLID(#${plane},.F.)`);
        for (let k = 0; k < times; k++) {
          item = model.add(`IFCBOOLEANCLIPPINGRESULT(.DIFFERENCE.,#${item},#${half})`);
        }
        return item;
      });
    // The hall's own walls are 69 m.
    expect(wallLengthM(await importText(cutTimes(40)))).toBeCloseTo(79, 0);
    expect(wallLengthM(await importText(cutTimes(1500)))).toBeCloseTo(69, 0);
  });

  it('cuts what has thousands of sides by what has hundreds, many times', async () => {
    const circle = (count: number, x: number, y: number, radiusM: number): Location[] =>
      Array.from({ length: count }, (_, i) => {
        const angle = (2 * Math.PI * i) / count;
        return [x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle)];
      });
    const { model, storey, tail } = createHall({ unit: 'm' });
    const body = { name: 'W', ring: circle(2000, 10, 7, 4), bottomM: 0, heightM, tail };
    const wall = model.addElement('IFCWALL', storey, body);
    for (let k = 0; k < 40; k++) {
      const ring = circle(200, 10 + 4 * Math.cos(k), 7 + 4 * Math.sin(k), 0.5);
      model.addOpening(wall, storey, { ring, bottomM: 0.5, heightM: 1 });
    }
    const { warnings } = await importText(model.toString());
    expect(warnings.find(({ code }) => code === 'elements-without-geometry')?.message).toMatch(/^1 walls/);
  });

  it.runIf(isLong)('has more walls or relations than any building', async () => {
    const walls = Array.from({ length: 210_000 }, (_, i) => `#${900_000 + i}=IFCWALL('',$,$,$,$,$,$,$,$);`);
    const relation = `IFCRELAGGREGATES('',$,$,$,#1,(${'#2,'.repeat(999)}#3));`;
    const relations = Array.from({ length: 1100 }, (_, i) => `#${900_000 + i}=${relation}`);
    const withMore = (lines: string[]) => small.replace('DATA;', `DATA;\n${lines.join('\n')}`);
    expect(await refusal(withMore(walls))).toContain('walls, doors, spaces and relations');
    expect(await refusal(withMore(relations))).toContain('pairs in IFCRELAGGREGATES');
  });

  it('stops the WebAssembly: the entity is named, and the next file is read', {
    tags: ['thorough'],
  }, async () => {
    const text = hallWith(({ model }) => {
      let item = model.extrusion({ ring: box(5, 7, 10, 0.2), heightM });
      for (let depth = 0; depth < 600; depth++) {
        const shown = model.add(`IFCSHAPEREPRESENTATION(#${model.context},'Body','Brep',(#${item}))`);
        const map = model.add(`IFCREPRESENTATIONMAP(#${model.axes([0, 0, 0])},#${shown})`);
        const operator = model.add(`IFCCARTESIANTRANSFORMATIONOPERATOR3D($,$,#${model.point(0, 0, 0)},$,$)`);
        item = model.add(`IFCMAPPEDITEM(#${map},#${operator})`);
      }
      return item;
    });
    const [, wall] = /^#(\d+)=IFCWALL\('[^']*',\$,'Wall'/m.exec(text)!;
    expect(await refusal(text)).toMatch(
      new RegExp(
        `^#${wall}: found an entity that stops the reader of IFC \\(.+\\); expected a model without it`,
      ),
    );
    expect((await importText(small)).levels[0].walls).toBeGreaterThan(4);
  });

  it('writes one list of 200,000 triangles for a wall', { tags: ['thorough'] }, async () => {
    const text = hallWith(({ model }) => {
      const points = model.add(
        `IFCCARTESIANPOINTLIST3D((${Array.from({ length: 100_000 }, (_, i) => `(${i % 97}.,${i % 89}.,${i % 3}.)`).join(',')}))`,
      );
      const triangles = Array.from(
        { length: 200_000 },
        (_, i) => `(${1 + (i % 99_990)},${2 + ((i * 7) % 99_990)},${3 + ((i * 13) % 99_990)})`,
      );
      return model.add(`IFCTRIANGULATEDFACESET(#${points},$,$,(${triangles.join(',')}),$)`);
    });
    const { warnings } = await importText(text);
    expect(warnings.find(({ code }) => code === 'elements-without-geometry')?.message).toMatch(/^1 walls/);
  });

  it('cuts a wall by thousands of openings', { tags: ['thorough'] }, async () => {
    const { model, storey, tail } = createHall({ unit: 'm' });
    const wall = model.addElement('IFCWALL', storey, {
      name: 'W',
      ring: box(5, 7, 10, 0.2),
      bottomM: 0,
      heightM,
      tail,
    });
    for (let k = 0; k < 2500; k++)
      model.addOpening(wall, storey, { ring: box(5 + k / 260, 6.9, 0.02, 0.4), bottomM: 0.5, heightM: 1 });
    const { warnings } = await importText(model.toString());
    expect(warnings.find(({ code }) => code === 'elements-without-geometry')?.message).toMatch(/^1 walls/);
  });

  it('nests lists, numbers entities and sizes things beyond reason', async () => {
    expect(
      await refusal(small.replace('DATA;', `DATA;\n#900001=IFCWALL(${'('.repeat(100)}${')'.repeat(100)});`)),
    ).toContain('nested lists');
    expect(await refusal(small.replace('DATA;', 'DATA;\n#99999999999=IFCWALL();'))).toContain(
      'numbers up to',
    );
    const far = await timed(() =>
      importDrawing(
        textBytes(
          small.replaceAll(/IFCCARTESIANPOINT\(\(0\.,0\.,0\.\)\)/g, 'IFCCARTESIANPOINT((1.E300,0.,0.))'),
        ),
      ).catch((error: unknown) => error),
    );
    expect(far).toBeInstanceOf(DrawingError);
    expect(
      await refusal(
        small.replace(/IFCSIUNIT\(\*,\.LENGTHUNIT\.,\$,\.METRE\.\)/, 'IFCSIUNIT(*,.LENGTHUNIT.,$,.GRAM.)'),
      ),
    ).toContain('a unit of length');
  });

  it('refers from everything to everything', { tags: ['thorough'] }, async () => {
    const { model } = createHall();
    const points = Array.from({ length: 2000 }, () => model.point(0, 0, 0));
    for (let k = 0; k < 300; k++) model.add(`IFCPOLYLOOP((${refs(points)}))`);
    expect((await importText(model.toString())).levels[0].walls).toBe(4);
  });

  it("finds no library: that is not the file's fault", async () => {
    const options = { locateWasm: () => '/nowhere/web-ifc.wasm' };
    const error = await importDrawing(textBytes(small), options).catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(DrawingError);
    expect((error as Error).message).toContain('web-ifc) could not be loaded');
  });

  it('is larger than what is read', async () => {
    const huge = new Uint8Array(257 * 2 ** 20);
    huge.set(textBytes(small.slice(0, 300)));
    const error = await importDrawing(huge).catch((reason: unknown) => reason);
    expect((error as Error).message).toContain('at most 256 MB');
  });
});
