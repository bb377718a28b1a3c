import type { CarrierMap, Plan } from '@diku/engine';
import {
  dataRates,
  isScaledQuantity,
  layersAt,
  mapService,
  outdoorIndex,
  type ScaledQuantity,
  scaledQuantities,
  scaledQuantity,
  throughputClasses,
} from '@diku/engine/radio';
import { useEffect, useState } from 'react';
import type { App } from '../app/app.ts';
import { fieldSources } from '../app/field-sources.ts';
import { quantityName } from '../commands/carrier-name.ts';
import { isReviewing } from '../commands/command.ts';
import type { FloorLocation } from '../scene/pick-floor.ts';
import { comparedVariant } from '../store/compare-state.ts';
import { differenceAt, differenceScale } from '../store/difference-heatmap.ts';
import type { ToolName } from '../store/edit-state.ts';
import { findScale } from '../store/field-scale.ts';
import { referenceAt } from '../store/reference-heatmap.ts';
import { shownReference } from '../store/reference-state.ts';
import { findCell, findHeatmap, findMap, findServers } from '../store/result-state.ts';
import type { Server } from '../store/scale-colors.ts';
import { comparedMap, measuredScale } from '../store/shown-field.ts';
import { formatNumber, formatPercent, rowText, type TextKey, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { modelName } from './computed-with.tsx';
import { useIsPhone } from './field-lists.tsx';
import { useAppState } from './use-app.tsx';

/** Hints on what the active tool expects. */
const toolHints: Readonly<Record<ToolName, TextKey>> = {
  ...{ select: 'hintSelect', place: 'hintPlace', wall: 'hintChain', opening: 'hintOpening' },
  ...{ column: 'hintSpot', point: 'hintSpot', room: 'hintSpot', bay: 'hintBay' },
  ...{ zone: 'hintArea', ramp: 'hintArea', tray: 'hintTray', outline: 'hintOutline', measure: 'hintMeasure' },
};

/** The value under the pointer, the link behind it, and one line on what can be done. */
export function Probe() {
  const isPhone = useIsPhone();
  const isShown = useAppState(({ store }) => store.plan !== undefined);
  const reviewing = useAppState(isReviewing);
  const hint = useAppState(({ page: { value } }) =>
    value.dragging ? 'hintDrag' : value.isCrosshair ? 'hintCrosshair' : toolHints[value.tool],
  );
  const isDrawing = useAppState(isDrawingShown);
  const isReadOnly = useAppState(({ store }) => store.isReadOnly);
  const isCrosshair = useAppState(({ page }) => page.value.isCrosshair);
  const value = useAppState((app) =>
    isReviewing(app)
      ? reviewedLocation(app)
      : isDrawingShown(app) && app.page.value.pointer
        ? locationText(app.page.value.pointer)
        : (describePointer(app) ?? text(isPhone ? 'probeHintTouch' : 'probeHint')),
  );
  const rays = useAppState((app) => (isReviewing(app) ? '' : describeRays(app)));
  const link = useAppState(({ page }) => (page.value.pointer ? page.value.linkLine : ''));
  // Only a finger leaves the location where it was on its way to a button.
  const canPin = useAppState(({ page }) => page.value.pointer !== undefined && page.value.isTouched);
  if (!isShown) return null;
  return (
    <div className="probe">
      {isReadOnly && (
        <CommandButton id="take-over" kind="plain">
          {text('readOnlyTakeOver')}
        </CommandButton>
      )}
      {canPin && (
        <CommandButton id="pin" kind="plain">
          {text('pinHere')}
        </CommandButton>
      )}
      <span className="value">{value}</span>
      <span className="rays">{rays}</span>
      <span className="link">{reviewing || isDrawing || rays ? '' : link}</span>
      <span className={isDrawing ? 'hint of-tool' : 'hint'}>{text(reviewing ? 'doubtKeys' : hint)}</span>
      <Spoken words={isCrosshair ? [value, rays || link].filter(Boolean).join(' · ') : ''} />
    </div>
  );
}

/** Whoever draws asks for locations and for what is to be done next, not for the field. */
function isDrawingShown({ page }: App): boolean {
  const { tool, isCrosshair } = page.value;
  return tool !== 'select' && tool !== 'place' && !isCrosshair;
}

/** Arrow keys are pressed in a row: nothing is announced in between. */
const restMs = 400;

/** Says to who does not see it what stands at the crosshair, once it rests. */
function Spoken({ words }: { words: string }) {
  const [message, setStated] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setStated(words.replaceAll(' · ', ', ')), restMs);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <span className="spoken" role="status">
      {message}
    </span>
  );
}

/** `rays ANT3 92.3 dB (multi-wall 96.1); ways 94.0, 97.2 dB`; empty where none were traced. */
function describeRays(app: App): string {
  const { rays } = app.page.value;
  if (!rays) return '';
  const model = app.results.value.exact?.model;
  return text('probeRays', {
    antenna: rays.antennaId,
    loss: formatNumber(rays.pathLossDb, 1),
    model: model?.id === rays.model ? modelName(model) : rays.model,
    other: formatNumber(rays.modelLossDb, 1),
    ways: rays.paths.map(({ lossDb }) => formatNumber(lossDb, 1)).join(' / '),
  });
}

/** Text on the location alone, or the question: there is no field in a review. */
function reviewedLocation(app: App): string {
  const { picked } = app.review.value;
  if (picked && picked.length < 2) return text('scalePicking', { count: picked.length });
  const { pointer } = app.page.value;
  return pointer ? locationText(pointer) : text('reviewHint');
}

function locationText({ levelId, x, y }: FloorLocation): string {
  return `${levelId} ${formatNumber(x, 2)}, ${formatNumber(y, 2)} m`;
}

/** Texts by `limitingCause`. */
const limitingTexts = [undefined, 'limitedBy1', 'limitedBy2', 'limitedBy3'] as const;

/** `x 12.3 y 4.5 m · RSRP −87.2 dBm · SINR 14.1 dB · 99.6 % · ANT3`; undefined away from the floor. */
function describePointer(app: App): string | undefined {
  const { pointer } = app.page.value;
  const plan = app.store.plan;
  if (!pointer || !plan) return undefined;
  const point = `${pointer.levelId} ${formatNumber(pointer.x, 1)}, ${formatNumber(pointer.y, 1)} m`;
  const map = findMap(app.results.value, app.view.value.carrierId, pointer.levelId);
  if (!map) return `${point} · ${text('legendEmpty')}`;
  const cell = findCell(map, pointer.x, pointer.y);
  if (cell < 0 || Number.isNaN(map.rsrpDbm[cell])) return `${point} · ${text('probeOutside')}`;
  const best = map.bestAntenna[cell];
  const servers = findServers(app.results.value, map, plan.antennas);
  const source = sourceName(servers[best], best, app.view.value.quantity === 'server');
  if (source === undefined) return `${point} · ${text('legendUnserved')}`;
  // Where nothing is short it does not matter what would be first.
  const cause = map.marginDb[cell] < 0 ? limitingTexts[map.limiting[cell]] : undefined;
  return [
    point,
    ...scaledQuantities
      .filter(({ isAlwaysStated }) => isAlwaysStated)
      .map((row) => message(app, row, map, cell)),
    ...shownValue(app, map, cell),
    ...(cause ? [text(cause)] : []),
    source,
    ...comparedValue(app, map, pointer),
    ...referenceValue(app, pointer),
  ].join(' · ');
}

/** The difference from the variant that is compared. */
function comparedValue(app: App, map: CarrierMap, point: FloorLocation): string[] {
  const sources = fieldSources(app);
  const other = comparedMap(sources, point.levelId);
  if (!other) return [];
  const scale = measuredScale(sources);
  const difference = differenceAt(map, other, scale, point);
  if (difference === undefined) return [];
  return [
    text('probeDifference', {
      name: comparedVariant(sources.compare)?.name ?? '',
      difference: `${difference >= 0 ? '+' : ''}${formatNumber(difference, 1)}`,
      unit: differenceScale(scale).unit,
    }),
  ];
}

/** The difference from the rays, where that is what is on screen. */
function referenceValue({ reference, view }: App, point: FloorLocation): string[] {
  const found = shownReference(reference.value, view.value);
  if (!found || point.levelId !== found.levelId) return [];
  const difference = referenceAt(found.comparison, point);
  if (difference === undefined) return [text('legendUncompared')];
  const signed = `${difference >= 0 ? '+' : ''}${formatNumber(difference, 1)}`;
  return [text('probeReference', { difference: signed })];
}

/** The antenna that is received best, with its cell where that is asked for; undefined where there is none. */
function sourceName(server: Server | undefined, best: number, withCell: boolean): string | undefined {
  if (!server) return best === outdoorIndex ? text('outdoors') : undefined;
  return withCell ? text('legendServer', { antenna: server.id, cell: server.cell }) : server.id;
}

/** `RSRP −87.2 dBm`, `Probability served 99.6 %`. */
function message({ store }: App, row: ScaledQuantity, map: CarrierMap, cell: number): string {
  const value = row.values(map)[cell];
  const figure = row.unit === 'ratio' ? formatPercent(value, 1) : `${formatNumber(value, 1)} ${row.unit}`;
  return `${quantityName(store.plan, map.carrierId, row.id)} ${figure}`;
}

/** Value of the quantity on screen, where it is none of those that are stated always. */
function shownValue(app: App, map: CarrierMap, cell: number): string[] {
  const { results, store, view } = app;
  const { quantity, carrierId } = view.value;
  if (isScaledQuantity(quantity)) {
    const row = scaledQuantity(quantity);
    return row.isAlwaysStated ? [] : [message(app, row, map, cell)];
  }
  if (quantity !== 'throughput') return [];
  const scale = findScale(quantity, results.value.exact?.classLimits[carrierId]);
  const { classes } = findHeatmap(results.value, map, scale);
  const name = throughputClasses[scale.limits[classes[cell]] ?? 0];
  return [
    `${rowText('quantity', quantity)} ${text(`rate_${name}`)}`,
    ...rateTexts(results, store.plan, map, cell),
  ];
}

/** `38.5 / 8.8 Mb/s`, and the layers where the downlink has several; nothing of several carriers together. */
function rateTexts(results: App['results'], plan: Plan | undefined, map: CarrierMap, cell: number): string[] {
  const carrier = plan?.carriers.find(({ id }) => id === map.carrierId);
  const profile = results.value.exact?.profile;
  const ratesAt = carrier && profile && dataRates(carrier, mapService(carrier), profile);
  if (!ratesAt) return [];
  const uplinkDb = map.rsrpDbm[cell] + map.uplinkOverRsrpDb;
  const { layers, downKbps, upKbps } = ratesAt(map.sinrDb[cell], uplinkDb, layersAt(map, cell));
  const [down, up] = [downKbps, upKbps].map((kbps) => formatNumber(kbps / 1000, 1));
  return [text('probeRates', { down, up, count: layers })];
}
