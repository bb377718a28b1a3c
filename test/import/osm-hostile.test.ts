import { importDrawing } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import { box, osmGarage as garage, OsmMap } from './map-support/osm-map.ts';
import { refusal } from './timed-import.ts';

describe('OSM XML as it comes', () => {
  it('reads walls, bays, chargers, gates and a lanelet', async () => {
    const map = garage('-1');
    map.node([10, 3], { amenity: 'charging_station', level: '-1' });
    map.node([20, 29.8], { barrier: 'lift_gate', level: '-1' });
    const left = map.way([
      [2, 10],
      [38, 10],
    ]);
    const right = map.way([
      [38, 15],
      [2, 15],
    ]);
    map.relation(
      [
        [left, 'left'],
        [right, 'right'],
      ],
      { type: 'lanelet', level: '-1' },
    );
    const { plan, levels, warnings } = await importDrawing(textBytes(map.xml()));
    const [level] = plan.levels;
    expect(level.id).toBe('B1');
    expect([level.walls, level.bays].map((list) => list!.length)).toEqual([4, 12]);
    expect(level.walls!.map(({ thicknessM }) => thicknessM)).toEqual([0.3, 0.3, 0.3, 0.3]);
    expect(level.points!.map(({ kind }) => kind).sort()).toEqual(['charger', 'gate']);
    expect(levels[0].areaM2).toBeCloseTo(1200, 0);
    expect(warnings.map(({ code }) => code)).not.toContain('features-ignored');
  });

  it('takes chargers from bays for charging, once where way and relation say it', {
    tags: ['thorough'],
  }, async () => {
    const map = garage();
    const way = map.way(box(4, 20, 2.4, 5), { amenity: 'parking_space' });
    map.relation([[way, 'outer']], { type: 'multipolygon', subtype: 'parking', charge_type: 'electric' });
    const { plan, warnings } = await importDrawing([{ bytes: textBytes(map.xml()), fileName: 'UG1.osm' }]);
    expect(plan.levels[0].bays).toHaveLength(13);
    expect(plan.levels[0].points!.map(({ kind }) => kind)).toEqual(['charger']);
    expect(warnings.find(({ code }) => code === 'charger-place-assumed')?.message).toMatch(/^1 bays/);
  });

  it('leaves out the street and the houses around', async () => {
    const map = garage('-1');
    map.way(
      [
        [-300, -100],
        [400, -100],
      ],
      { highway: 'residential' },
    );
    map.way(box(200, 200, 30, 20), { building: 'yes' });
    map.way(
      [
        [150, 0],
        [150, 40],
      ],
      { barrier: 'wall', level: '-1' },
    );
    const { levels, warnings } = await importDrawing(textBytes(map.xml()));
    expect(levels[0].areaM2).toBeCloseTo(1200, 0);
    expect(levels[0].walls).toBe(4);
    expect(warnings.map(({ code }) => code)).toContain('stands-apart');
  });

  it('bounds the floor where the outer wall does not close, and says so', {
    tags: ['thorough'],
  }, async () => {
    const map = new OsmMap();
    map.way(
      [
        [0, 0],
        [40, 0],
        [40, 30],
      ],
      { barrier: 'wall', width: '0.3', level: '-1' },
    );
    map.way(
      [
        [0, 6],
        [0, 24],
      ],
      { barrier: 'wall', width: '0.3', level: '-1' },
    );
    for (let i = 0; i < 14; i++) {
      map.way(box(3 + 2.4 * i, 24, 2.4, 5), { amenity: 'parking_space', level: '-1' });
      map.way(box(3 + 2.4 * i, 12, 2.4, 5), { amenity: 'parking_space', level: '-1' });
    }
    const { levels, warnings } = await importDrawing(textBytes(map.xml()));
    expect(warnings.map(({ code }) => code)).toContain('outline-assumed');
    expect(levels[0].areaM2).toBeGreaterThan(1000);
    expect(levels[0].areaM2).toBeLessThan(1250);
    expect(levels[0].bays).toBe(28);
  });

  it('reads UTF-16 and GBK by declaration and by mark', async () => {
    const map = garage();
    const text = map.xml("<?xml version='1.0' encoding='UTF-16'?>");
    const wide = new Uint8Array(2 + 2 * text.length);
    wide.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++) wide[2 + 2 * i] = text.charCodeAt(i);
    expect((await importDrawing(wide)).source.encoding).toBe('utf-16le');
    const [before, after] = map
      .xml("<?xml version='1.0' encoding='GBK'?>")
      .replace("v='wall'", '@')
      .split('@');
    const gbk = [...textBytes(`${before}v='`), 0xc7, 0xbd, ...textBytes(`'${after}`)];
    const { source, plan } = await importDrawing(new Uint8Array(gbk));
    expect(source.encoding).toBe('gbk');
    expect(plan.levels[0].walls).toHaveLength(4);
  });
});

describe('OSM XML that is damaged or meant to hurt', () => {
  it('refuses a document type, so that no entity is expanded', async () => {
    const bomb = Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join(
      '',
    );
    const text = `<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a0 "lol">${bomb}]><osm><node id="&a20;"/></osm>`;
    expect(await refusal(textBytes(text))).toContain('a document type declaration');
    const file = '<!DOCTYPE osm SYSTEM "file:///etc/passwd"><osm version="0.6"/>';
    expect(await refusal(textBytes(file))).toContain('a document type declaration');
    expect(await refusal(textBytes('<osm><node id="1" lat="&xxe;" lon="2"/></osm>'))).toContain('broken XML');
  });

  it('says where the XML breaks or ends', async () => {
    const text = garage().xml();
    expect(await refusal(textBytes(text.slice(0, -200)))).toMatch(/line \d+, column \d+: found broken XML/);
    expect(await refusal(textBytes(text.replace('</way>', '</wave>')))).toContain('broken XML');
    expect(await refusal(textBytes('<osm version="0.6"></osm>'))).toContain('0 nodes');
    expect(await refusal(new Uint8Array([...textBytes(text), 0xff]))).toMatch(/byte|broken XML/);
    expect(await refusal(textBytes(garage().xml('<?xml version="1.0" encoding="x-no"?>')))).toContain('x-no');
  });

  it('counts what points nowhere and reads the rest', async () => {
    const map = garage();
    map.rest.push(
      "<way id='-1'><nd ref='-1'/><nd ref='99'/><tag k='type' v='wall'/></way>",
      "<node id='5' lat='x' lon='1'/>",
      "<node id='6' lat='NaN' lon='1e400'/>",
      "<way id='-2' action='delete'><nd ref='-1'/><nd ref='-2'/><tag k='type' v='wall'/></way>",
      "<relation id='-3'><member type='way' ref='404' role='outer'/><tag k='type' v='multipolygon'/></relation>",
    );
    const { plan, warnings } = await importDrawing(textBytes(map.xml()));
    expect(plan.levels[0].walls).toHaveLength(4);
    const text = warnings.map(({ message }) => message).join('\n');
    expect(text).toContain('nodes of ways that are missing');
    expect(text).toContain('ways of too few nodes');
    expect(text).toContain('nodes without a position');
    expect(text).toContain('relations whose outline does not close');
  });

  it.runIf(isLong)(
    'joins an outline of many ways, whatever their order, and refuses more elements than streets have',
    async () => {
      const map = garage();
      const corners = Array.from({ length: 30_000 }, (_, i): [number, number] => {
        const angle = (2 * Math.PI * i) / 30_000;
        return [20 + 60 * Math.cos(angle), 15 + 60 * Math.sin(angle)];
      });
      const nodes = corners.map((corner) => map.node(corner));
      // Every second way, then the others: each is far from the one it goes on with.
      const order = [0, 1].flatMap((odd) => nodes.flatMap((_, i) => (i % 2 === odd ? [i] : [])));
      const members = order.map((i): [number, string] => {
        const id = -1_000_000 - i;
        const next = nodes[(i + 1) % nodes.length];
        map.rest.push(`<way id='${id}'><nd ref='${nodes[i]}'/><nd ref='${next}'/></way>`);
        return [id, 'outer'];
      });
      map.relation(members, { type: 'multipolygon', building: 'yes' });
      const { plan, warnings } = await importDrawing(textBytes(map.xml()));
      expect(plan.levels[0].walls).toHaveLength(4);
      expect(warnings.map(({ message }) => message).join()).not.toContain('does not close');
      const many = `<osm>${"<node id='1' lat='1' lon='1'/>".repeat(1_000_001)}</osm>`;
      expect(await refusal(textBytes(many))).toContain('at most 1000000');
    },
  );

  it('bounds depth', async () => {
    expect(await refusal(textBytes(`<osm>${'<a>'.repeat(200_000)}`))).toContain('nested deeper');
  });

  it('changed bytes give a plan or a DrawingError, nothing else (seed 12)', async () => {
    const whole = textBytes(garage('-1').xml());
    const change = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(change, fc.nat(whole.length), async (changes, cut) => {
        const bytes = whole.slice(0, cut % 3 === 0 ? cut : whole.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        await importDrawing(bytes).catch((error: unknown) => {
          if (!(error instanceof DrawingError)) throw error;
        });
      }),
      { seed: 12, numRuns: isLong ? 150 : 50 },
    );
  });
});
