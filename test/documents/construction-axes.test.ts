/** The axis grid of the drawing on floor plans, in tables and in DXF. */

import { readFileSync } from 'node:fs';
import { floorDxf, importDrawing, type Plan, parsePlan } from '@diku/engine';
import { floorSvg, planCsv } from '@diku/engine/documents';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { once } from '../support/once.ts';
import { addNetwork } from './construction-support/networked-garage.ts';
import { groupOf, readRecords, referencesOf } from './construction-support/read-groups.ts';
import { shownSheets, shownTexts } from './construction-support/sheet-shapes.ts';

const drawing = new Uint8Array(readFileSync(new URL('../../examples/garage-one-level.dxf', import.meta.url)));

/** Antennas off the columns of the example, and at one of them; its axes run along x and y. */
const planned = once(async (): Promise<Plan> => {
  const { plan } = await importDrawing(drawing, { fileName: 'garage-one-level.dxf' });
  const [level] = plan.levels;
  const shifts: [number, number][] = [
    [0, 0],
    [1.5, 0.7],
    [-2.2, 3.1],
    [0, 2.5],
    [0.6, -0.4],
    [3.3, 1.2],
  ];
  const antennas = (level.columns ?? [])
    .filter((_, index) => index % 9 === 0)
    .map(({ center: [x, y] }, index) => ({
      ...{
        id: `ANT${index + 1}`,
        level: level.id,
        heightM: 2.4,
        type: 'ceiling-omni',
        cell: 'S1',
        carriers: ['*'],
      },
      position: [x + shifts[index % 6][0], y + shifts[index % 6][1]] as [number, number],
    }));
  return parsePlan(addNetwork({ ...plan, antennas }));
});

const withoutAxes = (plan: Plan): Plan => ({
  ...plan,
  levels: plan.levels.map(({ axes: _, ...level }) => level),
});

/** The place in a grid along x and y, looked up by coordinates. */
function placeAt({ levels }: Plan, [x, y]: readonly [number, number]): string {
  const axes = levels[0].axes ?? [];
  const span = (isUpright: boolean, at: number) => {
    const lines = axes
      .map(({ label, start, end }) => ({
        label,
        at: isUpright ? start[0] : start[1],
        is: Math.abs(start[0] - end[0]) < 1,
      }))
      .filter(({ is }) => is === isUpright)
      .sort((p, q) => p.at - q.at);
    const on = lines.find((each) => Math.abs(each.at - at) <= 0.1);
    if (on) return on.label;
    const next = lines.findIndex((each) => each.at > at);
    if (next === 0) return `beyond ${lines[0].label}`;
    return next < 0
      ? `beyond ${lines[lines.length - 1].label}`
      : `${lines[next - 1].label}–${lines[next].label}`;
  };
  return `${span(true, x)}/${span(false, y)}`;
}

describe('axis grid', () => {
  it('every axis of a floor plan has its label in a bubble; without axes the coordinate grid stands and says so', async () => {
    const plan = await planned();
    const labels = new Set(
      shownSheets(floorSvg(plan, { lang: 'zh' }))
        .flatMap((sheet) => shownTexts(sheet))
        .map(({ text }) => text),
    );
    for (const { label } of plan.levels[0].axes ?? []) expect(labels).toContain(label);
    expect([...labels].some((text) => /^X\d+$/.test(text))).toBe(false);
    expect([...labels].join('')).toContain('轴线交点坐标');
    const other = shownTexts(floorSvg(withoutAxes(plan), { lang: 'zh' })).map(({ text }) => text);
    expect(other).toContain('X20');
    expect(other.join('')).toContain('原图未读到轴网');
  });

  it('tables say between which axes antennas, devices and penetrations lie', async () => {
    const plan = await planned();
    const positions = new Map([...(plan.network?.devices ?? [])].map(({ id, position }) => [id, position]));
    const [head, ...rows]: string[][] = parse(planCsv(plan, 'devices', { lang: 'en' }), { bom: true });
    const column = head.indexOf('Axes');
    const devices = rows.filter(([id]) => positions.has(id));
    expect(devices.length).toBeGreaterThan(3);
    for (const row of devices) expect(row[column], row[0]).toBe(placeAt(plan, positions.get(row[0])!));
    const [penetrationHead]: string[][] = parse(planCsv(plan, 'penetrations', { lang: 'en' }), { bom: true });
    expect(penetrationHead).toContain('Axes');
    const [bare]: string[][] = parse(planCsv(withoutAxes(plan), 'devices', { lang: 'en' }), { bom: true });
    expect(bare).not.toContain('Axes');
  });

  it('blocks of DXF have it as an attribute; axes lie on a layer of their own, alone and not over the drawing', async () => {
    const plan = await planned();
    const alone = readRecords(floorDxf(plan, { lang: 'en' }));
    const places = referencesOf(alone)
      .filter(({ name }) => name.startsWith('DIKU-ANT-'))
      .map(({ attributes }) => [attributes.NUMBER, attributes.AXES]);
    expect(places.sort()).toEqual(
      plan.antennas.map(({ id, position }) => [id, placeAt(plan, position)]).sort(),
    );
    const lines = (records: typeof alone) =>
      records.filter((record) => record.kind === 'LWPOLYLINE' && groupOf(record, 8) === 'DIKU-AXIS').length;
    expect(lines(alone)).toBe(plan.levels[0].axes?.length);
    expect(lines(readRecords(floorDxf(plan, { lang: 'en', over: drawing })))).toBe(0);
  });

  it('axes are drawn dash by dot by their layer, as long as on paper in every window; bubbles are whole', async () => {
    const plan = await planned();
    const records = readRecords(floorDxf(plan, { lang: 'en' }));
    const layer = records.find((each) => each.kind === 'LAYER' && groupOf(each, 2) === 'DIKU-AXIS');
    expect(layer && groupOf(layer, 6)).toBe('CENTER');
    const linetype = records.find((each) => each.kind === 'LTYPE' && groupOf(each, 2) === 'CENTER');
    const steps = linetype?.groups.filter(([code]) => code === 49).map(([, value]) => Number(value)) ?? [];
    // Dashes and dots, a gap after each, as long together as the pattern says.
    expect(steps.length % 2).toBe(0);
    expect(steps.every((step, index) => step > 0 === (index % 2 === 0))).toBe(true);
    const lengthMm = steps.reduce((sum, step) => sum + Math.abs(step), 0);
    expect(Number(linetype && groupOf(linetype, 40))).toBeCloseTo(lengthMm, 9);
    const onAxes = records.filter((each) => groupOf(each, 8) === 'DIKU-AXIS' && each.section === 'ENTITIES');
    const ofKind = (kind: string, code: number) =>
      new Set(
        onAxes
          .filter((each) => each.kind === kind && groupOf(each, 67) !== '1')
          .map((each) => groupOf(each, code)),
      );
    // The drawing is in millimetres, its sheets at 1:200.
    expect([...ofKind('LWPOLYLINE', 48)].map(Number)).toEqual([200]);
    expect([...ofKind('CIRCLE', 6)]).toEqual(['Continuous']);
  });
});
