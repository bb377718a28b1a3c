import { type Antenna, antennaPlace, type Plan, type PointResult } from '@diku/engine';
import { formatNumber, formatPercent, language, text } from '../texts/language.ts';
import { describeAntenna, writePosition } from './antenna-form.ts';
import type { App } from './app.ts';
import { element, rebuild, row, section } from './element.ts';
import { carrierName } from './top-bar.ts';

/** What is selected; with nothing selected the garage with its levels, carriers, points and antennas. */
export function createInspector(app: App): { element: HTMLElement; render(): void } {
  const panel = element('aside', { class: 'inspector' });
  let seen: unknown[] = [];
  let count = 0;
  let plan: Plan | undefined;
  return {
    element: panel,
    render() {
      const before = plan;
      plan = app.store.plan;
      panel.hidden = plan === undefined;
      if (!plan) return;
      const { selectedId, carrierId } = app.view.value;
      const { exact, status } = app.results.value;
      const antenna = app.store.findAntenna(selectedId);
      const carrier = plan.carriers.find((candidate) => candidate.id === carrierId);
      panel.dataset.state = status;
      const { dragging } = app.page.value;
      if (antenna && plan !== before && dragging) writePosition(panel, antenna);
      // A result that comes in while someone types into an antenna's form leaves the form alone.
      const figures = antenna ? [] : [exact, status];
      const now = [language(), dragging ? seen[1] : plan, selectedId, carrierId, dragging, ...figures];
      if (now.length !== seen.length || now.some((value, index) => value !== seen[index])) count++;
      seen = now;
      rebuild(panel, String(count), () =>
        antenna ? describeAntenna(app, antenna, carrier) : describePlan(app, app.store.plan as Plan),
      );
    },
  };
}

function describePlan(app: App, plan: Plan): HTMLElement[] {
  const assessment = app.results.value.exact?.assessment;
  const levels = plan.levels.map((level) => {
    const result = assessment?.levels.find((candidate) => candidate.id === level.id);
    const antennas = plan.antennas.filter((antenna) => antenna.level === level.id).length;
    const area = result ? `${formatNumber(result.areaM2)} m²` : '';
    const count = text('antennaCount', { count: antennas });
    return row(level.id, area ? `${area} · ${count}` : count);
  });
  const carriers = plan.carriers.map((carrier) => {
    const result = assessment?.carriers.find((candidate) => candidate.id === carrier.id);
    const shares = result
      ? `${formatPercent(result.expectedCoverageRatio, 1)} / ${formatPercent(result.medianCoverageRatio, 1)}`
      : '–';
    return row(carrierName(carrier), shares);
  });
  return [
    element('h2', {}, plan.community.name),
    ...[plan.community.district, plan.community.address].flatMap((line) =>
      line ? [element('p', { class: 'quiet' }, line)] : [],
    ),
    element(
      'button',
      { type: 'button', 'data-id': 'place', onclick: app.actions.placeAntennas },
      text('place'),
    ),
    section(text('inspectorLevels'), levels),
    section(text('inspectorCarriers'), carriers),
    section(text('inspectorPoints'), pointRows(app, plan)),
    section(
      text('inspectorAntennas'),
      plan.antennas.map((antenna) => antennaRow(app, antenna)),
    ),
  ];
}

/** Failing points first, those without a demand last; a click flies there. */
function pointRows(app: App, plan: Plan): HTMLElement[] {
  const results = app.results.value.exact?.assessment.points ?? [];
  const sorted = [...results].sort((a, b) => urgency(a) - urgency(b) || a.probability - b.probability);
  return sorted.slice(0, 200).flatMap((point) => {
    const level = plan.levels.find((candidate) => candidate.id === point.level);
    const place = level?.points?.find((candidate) => candidate.id === point.id);
    if (!place) return [];
    const [x, y] = place.position;
    const show = () => app.actions.showPlace({ levelId: point.level, x, y });
    const state = point.served ? 'served' : point.required ? 'notServed' : 'notRequired';
    const title = `${text(state)} · ${text(point.limiting)}`;
    const sign = point.served ? '✓ ' : point.required ? '✕ ' : '';
    const figure = `${sign}${formatPercent(point.probability, 1)}`;
    const attributes = {
      type: 'button',
      class: 'row',
      title,
      'data-served': String(point.served || !point.required),
      onclick: show,
    };
    return [
      element(
        'button',
        attributes,
        element('span', {}, `${text(point.kind)} ${point.id}`),
        element('b', {}, figure),
      ),
    ];
  });
}

/** 0 demanded and failing, 1 demanded and served, 2 not demanded. */
function urgency(point: PointResult): number {
  if (!point.required) return 2;
  return point.served ? 1 : 0;
}

function antennaRow(app: App, antenna: Antenna): HTMLElement {
  const [x, y] = antennaPlace(antenna);
  const show = () => {
    app.actions.showPlace({ levelId: antenna.level, x, y });
    app.actions.select(antenna.id);
  };
  return element(
    'button',
    { type: 'button', class: 'row', 'data-id': `antenna-${antenna.id}`, onclick: show },
    element('span', {}, `${antenna.id} · ${text(antenna.type)}`),
    element('b', {}, `${formatNumber(x, 2)}, ${formatNumber(y, 2)} m`),
  );
}
