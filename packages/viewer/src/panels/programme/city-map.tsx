import { type Datum, datums } from '@diku/engine/core';
import { type DistrictName, districtNames, stages } from '@diku/engine/programme';
import { UnstyledButton } from '@mantine/core';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { districtName, stageName } from '../../commands/city-names.ts';
import { runCommand } from '../../commands/command.ts';
import { findCommand } from '../../commands/list-commands.ts';
import { noFilters, unknownDistrict } from '../../store/programme/city-filters.ts';
import type { CityRow } from '../../store/programme/city-row.ts';
import { fitCamera, type MapCamera, toPixel } from '../../store/programme/map-projection.ts';
import { selectedRow } from '../../store/programme/programme-store.ts';
import { text } from '../../texts/language.ts';
import { bindMapGestures } from '../../tools/map-gestures.ts';
import { CommandButton } from '../command-button.tsx';
import { ChoiceList } from '../fields.tsx';
import { useApp, useAppState } from '../use-app.tsx';
import { CityCanvas } from './city-canvas.ts';
import { StageMark } from './stage-mark.tsx';

/** The communities that pass the filters, on a map of the districts. */
export function CityMap() {
  const { programme } = useApp();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<CityCanvas>(undefined);
  const filtered = useAppState((app) => app.programme.value.filtered);
  const district = useAppState((app) => app.programme.value.filters.district);
  const board = useAppState((app) => app.programme.value.board);
  const size = useAppState((app) => app.programme.value.mapSize);
  const moved = useAppState((app) => app.programme.value.camera);
  const selected = useAppState((app) => selectedRow(app.programme.value));
  const hoveredId = useAppState((app) => app.programme.value.hoveredId);
  const theme = useAppState(({ view }) => view.value.theme);
  const camera = moved ?? fitCamera([], size);
  const hovered =
    hoveredId === undefined ? undefined : filtered.shown.find(({ community }) => community.id === hoveredId);
  useMap(frame, canvas);
  // The selected one stays on the screen.
  useEffect(() => {
    const { camera: now, mapSize } = programme.value;
    if (selected?.location && now && !isSeen(selected.location, now, mapSize))
      programme.patch({ camera: { ...now, eastKm: selected.location[0], northKm: selected.location[1] } });
  }, [selected, programme]);
  useLayoutEffect(() => {
    const labels = new Map<DistrictName, readonly [string, string]>();
    for (const { district: name, quarters } of board?.rows ?? [])
      if (name) labels.set(name, [districtName(name), `${quarters[3].accepted} / ${quarters[3].quota}`]);
    canvas.current?.show({ theme, camera, rows: filtered.shown, labels, district, selected, hovered });
  });
  return (
    <section className="city-map-frame" aria-label={text('programmeSide_map')}>
      <div className="city-map" ref={frame} />
      {hovered?.location && hovered !== selected && (
        <Tip row={hovered} at={toPixel(camera, size, hovered.location)} />
      )}
      <div className="map-buttons">
        <CommandButton id="programme-zoom-in" tipPosition="right" />
        <CommandButton id="programme-zoom-out" tipPosition="right" />
        <CommandButton id="programme-fit" tipPosition="right" />
      </div>
      <StageLegend />
      <MapNotes camera={camera} />
    </section>
  );
}

/** Puts the canvas into its frame, and the hands on it. */
function useMap(
  frame: React.RefObject<HTMLDivElement | null>,
  canvas: React.RefObject<CityCanvas | undefined>,
): void {
  const app = useApp();
  const { programme } = app;
  const pick = useEffectEvent((row: CityRow | undefined) => {
    programme.patch({ selectedId: row?.community.id });
  });
  useLayoutEffect(() => {
    const made = new CityCanvas();
    canvas.current = made;
    const { element } = made;
    element.tabIndex = 0;
    element.setAttribute('role', 'application');
    element.setAttribute('aria-label', text('mapLabel'));
    frame.current?.append(element);
    const cameraNow = () => programme.value.camera ?? fitCamera([], programme.value.mapSize);
    const release = bindMapGestures(element, {
      size: () => programme.value.mapSize,
      camera: cameraNow,
      move: (camera: MapCamera) => programme.patch({ camera, hoveredId: undefined }),
      pick: ([left, top], pointerType) => pick(made.find(left, top, pointerType)),
      enter: () => void runCommand(findCommand(app, 'programme-plan'), app),
      hover: (point, pointerType) =>
        programme.patch({ hoveredId: point && made.find(point[0], point[1], pointerType)?.community.id }),
    });
    const watch = new ResizeObserver(() => programme.patch({ mapSize: made.size }));
    watch.observe(element);
    return () => {
      release();
      watch.disconnect();
      element.remove();
    };
  }, [app, programme, frame, canvas]);
}

function Tip({ row, at: [left, top] }: { row: CityRow; at: readonly [number, number] }) {
  const { community, state, late } = row;
  return (
    <div className="map-tip" style={{ left, top }}>
      <b>{community.name}</b>
      <span>{[districtName(community.district), stageName(state.stage)].join(' · ')}</span>
      {late && (
        <span className="late">
          {text('lateSince', { kind: text(`late_${late.kind}`), days: late.lateDays })}
        </span>
      )}
    </div>
  );
}

function isSeen(
  point: readonly [number, number],
  camera: MapCamera,
  size: { widthPx: number; heightPx: number },
) {
  const [x, y] = toPixel(camera, size, point);
  return x > 20 && y > 20 && x < size.widthPx - 20 && y < size.heightPx - 20;
}

/**
 * Shows what the marks mean, and how many there are of each with the other filters kept; a click shows one stage alone.
 */
function StageLegend() {
  const { programme } = useApp();
  const counts = useAppState((app) => app.programme.value.filtered.counts.stage);
  const late = useAppState((app) => app.programme.value.filtered.counts.late.get('late') ?? 0);
  const filters = useAppState((app) => app.programme.value.filters);
  const toggle = (facet: 'stage' | 'late', value: string) =>
    programme.patch({ filters: { ...filters, [facet]: filters[facet] === value ? '' : value } });
  return (
    <section className="stage-legend" aria-label={text('mapLegend')}>
      {stages.map((stage) => (
        <UnstyledButton
          key={stage}
          className="stage"
          data-stage={stage}
          aria-pressed={filters.stage === stage}
          title={text('mapLegendTip', { count: counts.get(stage) ?? 0 })}
          onClick={() => toggle('stage', stage)}
        >
          <StageMark stage={stage} />
          <span>{stageName(stage)}</span>
          <b>{counts.get(stage) ?? 0}</b>
        </UnstyledButton>
      ))}
      <UnstyledButton
        className="stage"
        data-stage="late"
        aria-pressed={filters.late === 'late'}
        onClick={() => toggle('late', 'late')}
      >
        <StageMark stage="surveyed" isLate />
        <span>{text('mapLegendLate')}</span>
        <b>{late}</b>
      </UnstyledButton>
    </section>
  );
}

/**
 * Notes on the map: its projection, the table's coordinates, the scale bar, and communities that are not on
 * it.
 */
function MapNotes({ camera }: { camera: MapCamera }) {
  const app = useApp();
  const datum = useAppState(({ programme }) => programme.value.datum);
  const isAssumed = useAppState(({ programme }) => programme.value.isDatumAssumed);
  const label = (each: Datum) => {
    const name = text(`datum_${each}`);
    return isAssumed && each === datum ? text('mapDatumAssumed', { datum: name }) : name;
  };
  return (
    <div className="map-notes">
      <ScaleBar pixelsPerKm={camera.pixelsPerKm} />
      <span className="datum">
        <span>{text('mapDatum')}</span>
        <ChoiceList
          id="programme-datum"
          title={text('mapDatum')}
          value={datum}
          options={datums.map((each) => ({ value: each, label: label(each) }))}
          onChoose={(each) => runCommand(findCommand(app, `programme-datum-${each}`), app)}
        />
        <span>{text(datum === 'wgs84' ? 'mapDatumSame' : 'mapDatumConverted')}</span>
      </span>
      <span className="quiet">{text('mapNote')}</span>
      <OffMap />
    </div>
  );
}

/** A round length and the bar that is as long. */
function ScaleBar({ pixelsPerKm }: { pixelsPerKm: number }) {
  const maxKm = 110 / pixelsPerKm;
  const power = 10 ** Math.floor(Math.log10(maxKm));
  const lengthKm = power * ([5, 2, 1].find((each) => each * power <= maxKm) ?? 1);
  const label =
    lengthKm >= 1 ? { length: lengthKm, unit: 'km' } : { length: Math.round(1000 * lengthKm), unit: 'm' };
  return (
    <span className="scale-bar">
      <i style={{ width: lengthKm * pixelsPerKm }} />
      {text('mapScale', label)}
    </span>
  );
}

/** Communities without a location, counted; by district where that is asked for. */
function OffMap() {
  const { programme } = useApp();
  const rows = useAppState((app) => app.programme.value.rows);
  const filters = useAppState((app) => app.programme.value.filters);
  const [isOpen, setOpen] = useState(false);
  const missing = rows.filter(({ location: point }) => !point);
  if (missing.length === 0) return null;
  const groups = [...districtNames, null].flatMap((district) => {
    const count = missing.filter(({ community }) => community.district === district).length;
    return count > 0 ? [{ district, count }] : [];
  });
  const show = (district: string) =>
    programme.patch({ filters: { ...noFilters, place: 'missing', district } });
  return (
    <div className="off-map">
      <UnstyledButton
        className="off-map-count"
        data-id="off-map"
        aria-expanded={isOpen}
        aria-pressed={filters.place === 'missing'}
        onClick={() => setOpen(!isOpen)}
      >
        {text('offMap', { count: missing.length })} {isOpen ? '▾' : '▸'}
      </UnstyledButton>
      {isOpen && (
        <div className="off-map-list">
          <p className="quiet">{text('offMapNote')}</p>
          <UnstyledButton className="row" data-off-map="" onClick={() => show('')}>
            <span>{text('programmeAnyDistrict')}</span>
            <b>{missing.length}</b>
          </UnstyledButton>
          {groups.map(({ district, count }) => (
            <UnstyledButton
              key={district ?? unknownDistrict}
              className="row"
              data-off-map={district ?? unknownDistrict}
              onClick={() => show(district ?? unknownDistrict)}
            >
              <span>{districtName(district)}</span>
              <b>{count}</b>
            </UnstyledButton>
          ))}
        </div>
      )}
    </div>
  );
}
