import type { DistrictName } from '@diku/engine/programme';
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { districtName, stageName } from '../../commands/city-names.ts';
import { runCommand } from '../../commands/command.ts';
import { findCommand } from '../../commands/list-commands.ts';
import type { CityRow } from '../../store/programme/city-row.ts';
import { fitCamera, type MapCamera, toPixel } from '../../store/programme/map-projection.ts';
import { selectedRow } from '../../store/programme/programme-store.ts';
import { text } from '../../texts/language.ts';
import { bindMapGestures } from '../../tools/map-gestures.ts';
import { CommandButton } from '../command-button.tsx';
import { useApp, useAppState } from '../use-app.tsx';
import { CityCanvas } from './city-canvas.ts';
import { MapNotes } from './map-notes.tsx';
import { StageLegend } from './stage-legend.tsx';

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
    if (selected?.place && now && !isSeen(selected.place, now, mapSize))
      programme.patch({ camera: { ...now, eastKm: selected.place[0], northKm: selected.place[1] } });
  }, [selected, programme]);
  useLayoutEffect(() => {
    const labels = new Map<DistrictName, readonly [string, string]>();
    for (const { district: name, year } of board?.rows ?? [])
      if (name) labels.set(name, [districtName(name), `${year.accepted} / ${year.quota}`]);
    canvas.current?.show({ theme, camera, rows: filtered.shown, labels, district, selected, hovered });
  });
  return (
    <section className="city-map-frame" aria-label={text('programmeMap')}>
      <div className="city-map" ref={frame} />
      {hovered?.place && hovered !== selected && (
        <Tip row={hovered} at={toPixel(camera, size, hovered.place)} />
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
      hover: (place, pointerType) =>
        programme.patch({ hoveredId: place && made.find(place[0], place[1], pointerType)?.community.id }),
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
  place: readonly [number, number],
  camera: MapCamera,
  size: { widthPx: number; heightPx: number },
) {
  const [x, y] = toPixel(camera, size, place);
  return x > 20 && y > 20 && x < size.widthPx - 20 && y < size.heightPx - 20;
}
