import type { Plan } from '@diku/engine';
import { type DiagramNode, type Mark, type SystemDiagram, systemDiagrams } from '@diku/engine/documents';
import { CloseButton } from '@mantine/core';
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { App } from '../app/app.ts';
import type { NetworkFigures } from '../store/design-state.ts';
import { networkDrawing, networkRoute } from '../store/network-drawing.ts';
import { networkLocation } from '../store/network-tree.ts';
import type { RecordRef } from '../store/plan-records.ts';
import { select } from '../store/selection.ts';
import { language, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { ChoiceList } from './fields.tsx';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Letters of drawings are 2.5 mm high: 12 CSS pixels at a zoom of 1. */
const pxPerMm = 4.8;
const zooms = { min: 0.15, max: 4, step: 1.25, readable: 1 };
/** How near to a symbol or line counts as on it, CSS pixels. */
const reachPx = { mouse: 10, touch: 22 };
const clickPx = 5;

/** Position of the drawing: CSS pixels of its upper left corner, and how large it is. */
interface Camera {
  left: number;
  top: number;
  zoom: number;
}

/** The system diagram over the plan, as drawings have it, linked with the plan both ways. */
export default function Schematic() {
  const app = useApp();
  const figures = useAppState(({ design }) => design.value.figures);
  const size = useAppState(({ page }) => page.value.schematic);
  const plan = useAppState(({ store }) => store.plan);
  return (
    <section className="schematic" data-size={size} aria-label={text('cmdSchematic')}>
      {figures ? (
        <Systems figures={figures} isStale={figures.asked !== plan} />
      ) : (
        <p className="quiet">{text(plan?.network ? 'networkReading' : 'networkNone')}</p>
      )}
      <div className="schematic-window">
        <CommandButton id="schematic-enlarge" isSwitch />
        <CloseButton
          size="sm"
          data-id="schematic-close"
          aria-label={text('schematicClose')}
          onClick={() => app.page.patch({ schematic: 'closed' })}
        />
      </div>
    </section>
  );
}

function Systems({ figures, isStale }: { figures: NetworkFigures; isStale: boolean }) {
  const { plan, report } = figures;
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState('');
  const lang = language();
  const systems = useMemo(
    () => systemDiagrams(plan, report.evaluation, { lang, folded }),
    [plan, report, lang, folded],
  );
  const selection = useAppState(({ view }) => view.value.selection);
  const selectedId = selection.length === 1 ? selection[0].id : undefined;
  const holds = ({ nodes }: SystemDiagram) => nodes.some(({ id }) => id === selectedId);
  // What is selected on the plan brings its system up.
  const [seenId, setSeenId] = useState(selectedId);
  if (selectedId !== seenId) {
    setSeenId(selectedId);
    const system = systems.find(holds);
    if (system && system.source !== wanted) setWanted(system.source);
  }
  const system = systems.find(({ source }) => source === wanted) ?? systems[0];
  if (!system) return <p className="quiet">{text('networkNone')}</p>;
  const toggle = (id: string) =>
    setFolded(
      (before) => new Set(before.has(id) ? [...before].filter((each) => each !== id) : [...before, id]),
    );
  return (
    <>
      {systems.length > 1 && (
        <div className="schematic-systems">
          <ChoiceList
            id="schematic-system"
            title={text('schematicSystem')}
            value={system.source}
            options={systems.map(({ source }) => ({ value: source, label: source }))}
            onChoose={setWanted}
          />
        </div>
      )}
      <Board key={system.source} system={system} plan={plan} isStale={isStale} onFold={toggle} />
    </>
  );
}

interface BoardProps {
  system: SystemDiagram;
  plan: Plan;
  isStale: boolean;
  onFold(id: string): void;
}

/** One system: dragged, zoomed by the wheel, walked through by arrows. */
function Board({ system, plan, isStale, onFold }: BoardProps) {
  const app = useApp();
  const root = useRef<HTMLDivElement>(null);
  const [camera, setCamera] = useState<Camera>({ left: 0, top: 0, zoom: 1 });
  const selection = useAppState(({ view }) => view.value.selection);
  const selectedId = selection.length === 1 ? selection[0].id : undefined;
  const show = (id: string) => showPart(app, plan, id);
  const fit = () => root.current && setCamera(fittedCamera(system, root.current));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a system is fitted once
  useLayoutEffect(() => {
    if (root.current) setCamera(openedCamera(system, root.current));
  }, []);
  useBoardGestures(root, { setCamera, pick: (spot, reach) => pickPart(system, camera, spot, reach), show });
  useFollowed(root, system.nodes.find(({ id }) => id === selectedId)?.at, setCamera);
  const walk = (event: KeyboardEvent) => {
    // Keys come faster than frames.
    const [now] = app.view.value.selection;
    const next = walked(system.nodes, now?.id, event.key);
    if (next !== undefined) show(next);
    else if ((event.key === 'Enter' || event.key === ' ') && now) onFold(now.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const zoomBy = (factor: number) =>
    setCamera((now) =>
      zoomed(now, factor, [(root.current?.clientWidth ?? 0) / 2, (root.current?.clientHeight ?? 0) / 2]),
    );
  return (
    <>
      <div
        ref={root}
        className="schematic-board"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows lead through it
        tabIndex={0}
        aria-label={text('schematicLabel', { source: system.source })}
        data-state={isStale ? 'stale' : 'fresh'}
        onKeyDown={walk}
      >
        <svg aria-hidden="true">
          <g transform={`translate(${camera.left} ${camera.top}) scale(${camera.zoom})`}>
            <Marks marks={system.marks} />
            <Highlight system={system} plan={plan} selection={selection} />
            <Folds nodes={system.nodes} />
          </g>
        </svg>
      </div>
      {system.groups.length > 0 && (
        <p className="schematic-legend">{text('schematicPowers', { list: system.groups.join(' / ') })}</p>
      )}
      <BoardTools system={system} selectedId={selectedId} onZoom={zoomBy} onFit={fit} onFold={onFold} />
    </>
  );
}

/** Brings a point into view when it becomes another one. @param at mm */
function useFollowed(
  root: { current: HTMLDivElement | null },
  at: readonly [number, number] | undefined,
  setCamera: (change: (camera: Camera) => Camera) => void,
): void {
  const [x, y] = at ?? [];
  useEffect(() => {
    const element = root.current;
    if (x !== undefined && y !== undefined && element)
      setCamera((now) => withInView(now, [x * pxPerMm, y * pxPerMm], element));
  }, [root, x, y, setCamera]);
}

/** Buttons for what wheel and keys do. */
function BoardTools({
  system,
  selectedId,
  onZoom,
  onFit,
  onFold,
}: {
  system: SystemDiagram;
  selectedId: string | undefined;
  onZoom(factor: number): void;
  onFit(): void;
  onFold(id: string): void;
}) {
  const node = system.nodes.find(({ id }) => id === selectedId);
  return (
    <div className="schematic-tools">
      <TextButton id="schematic-in" aria-label={text('schematicZoomIn')} onClick={() => onZoom(zooms.step)}>
        +
      </TextButton>
      <TextButton
        id="schematic-out"
        aria-label={text('schematicZoomOut')}
        onClick={() => onZoom(1 / zooms.step)}
      >
        −
      </TextButton>
      <TextButton id="schematic-fit" onClick={onFit}>
        {text('schematicFit')}
      </TextButton>
      <TextButton id="schematic-fold" disabled={!node?.hasBranches} onClick={() => node && onFold(node.id)}>
        {text(node?.isFolded ? 'schematicUnfold' : 'schematicFold')}
      </TextButton>
    </div>
  );
}

/** Colours of paper as those of the page. */
const screenColours: Readonly<Record<string, string>> = {
  '#16191d': 'var(--text)',
  '#6b737b': 'var(--quiet)',
  '#8a9199': 'var(--quiet)',
  '#ffffff': 'var(--panel)',
  '#c21807': 'var(--feeder)',
  '#8c1206': 'var(--feeder)',
  '#1457a8': 'var(--data)',
  '#7a3fa0': 'var(--fibre)',
  '#3f7d4e': 'var(--good)',
};

function onScreen(colour: string | undefined): string | undefined {
  return colour && (screenColours[colour] ?? colour);
}

const Marks = memo(function Marks({ marks }: { marks: readonly Mark[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: marks have no names
  return marks.map((mark, index) => <MarkShape key={index} mark={mark} />);
});

/** A mark in CSS pixels at a zoom of 1. @param color in place of its own */
function MarkShape({ mark, color, widthPx }: { mark: Mark; color?: string; widthPx?: number }) {
  if (mark.kind === 'raster') return null;
  if (mark.kind === 'text') {
    const [x, y] = mark.at.map((mm) => mm * pxPerMm);
    return (
      <text
        x={x}
        y={y}
        fontSize={mark.sizeMm * pxPerMm}
        textAnchor={mark.anchor}
        fontWeight={mark.bold ? 600 : undefined}
        fill={color ?? onScreen(mark.colour)}
      >
        {mark.text}
      </text>
    );
  }
  const { pen } = mark;
  const style = {
    fill: color && mark.fill ? 'none' : (onScreen(mark.fill) ?? 'none'),
    stroke: pen || color ? (color ?? onScreen(pen?.colour)) : undefined,
    strokeWidth: widthPx ?? Math.max(1, (pen?.widthMm ?? 0) * pxPerMm),
    strokeDasharray: pen?.dashMm?.map((mm) => mm * pxPerMm).join(' '),
    strokeLinejoin: 'round' as const,
  };
  if (mark.kind === 'circle') {
    const [cx, cy] = mark.center.map((mm) => mm * pxPerMm);
    return <circle cx={cx} cy={cy} r={mark.radiusMm * pxPerMm} {...style} />;
  }
  const d = mark.points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x * pxPerMm} ${y * pxPerMm}`).join('');
  return <path d={mark.closed ? `${d}Z` : d} {...style} />;
}

/** The selection with its way to the source and what it feeds, as on the plan. */
function Highlight({
  system,
  plan,
  selection,
}: {
  system: SystemDiagram;
  plan: Plan;
  selection: readonly RecordRef[];
}) {
  const drawing = networkDrawing(plan);
  const [only] = selection;
  if (!drawing || selection.length !== 1) return null;
  const { upstream, downstream } = networkRoute(drawing, only.id);
  const lines = system.marks.filter((mark) => mark.kind === 'path' && mark.layer === 'CABLE' && mark.part);
  const colorOf = (id: string) =>
    id === only.id
      ? 'var(--selected)'
      : upstream.has(id)
        ? 'var(--upstream)'
        : downstream.has(id)
          ? 'var(--downstream)'
          : undefined;
  const at = system.nodes.find(({ id }) => id === only.id)?.at;
  return (
    <>
      {lines.map((mark) => {
        const id = 'part' in mark ? (mark.part?.id ?? '') : '';
        const color = colorOf(id);
        return color && <MarkShape key={id} mark={mark} color={color} widthPx={3} />;
      })}
      {at && (
        <circle
          cx={at[0] * pxPerMm}
          cy={at[1] * pxPerMm}
          r={16}
          fill="none"
          stroke="var(--selected)"
          strokeWidth={2.5}
        />
      )}
    </>
  );
}

/** How many antennas a folded branch has. */
function Folds({ nodes }: { nodes: readonly DiagramNode[] }) {
  return nodes
    .filter(({ isFolded }) => isFolded)
    .map(({ id, at: [x, y], antennas }) => (
      <text
        key={id}
        x={x * pxPerMm + 16}
        y={y * pxPerMm + 4}
        fontSize={12}
        fontWeight={600}
        fill="var(--accent)"
      >
        {text('schematicFolded', { count: antennas })}
      </text>
    ));
}

/** Selects a part, cable or antenna, and goes there on the plan. */
function showPart({ actions, view }: App, plan: Plan, id: string): void {
  const ref = networkRef(plan, id);
  const location = networkLocation(plan, id);
  if (!ref) return;
  if (location) actions.showLocation(location);
  view.patch(select([ref]));
}

/** Reference of a part, cable or antenna. */
function networkRef({ antennas, network = {} }: Plan, id: string): RecordRef | undefined {
  const { sources = [], devices = [], cables = [] } = network;
  const has = (items: readonly { id: string }[]) => items.some((each) => each.id === id);
  if (has(antennas)) return { kind: 'antenna', id };
  if (has(sources)) return { kind: 'source', id };
  if (has(devices)) return { kind: 'device', id };
  return has(cables) ? { kind: 'cable', id } : undefined;
}

function fittedCamera({ widthMm, heightMm }: SystemDiagram, element: HTMLElement): Camera {
  const { clientWidth, clientHeight } = element;
  const [width, height] = [widthMm * pxPerMm, heightMm * pxPerMm];
  const zoom = Math.min(1.5, Math.max(zooms.min, Math.min(clientWidth / width, clientHeight / height)));
  return { zoom, left: (clientWidth - zoom * width) / 2, top: (clientHeight - zoom * height) / 2 };
}

/** All of it where it can be read so, else its beginning. */
function openedCamera(system: SystemDiagram, element: HTMLElement): Camera {
  const fitted = fittedCamera(system, element);
  return fitted.zoom >= zooms.readable ? fitted : { zoom: zooms.readable, left: 8, top: 8 };
}

type Spot = readonly [left: number, top: number];

function zoomed({ left, top, zoom }: Camera, factor: number, [x, y]: Spot): Camera {
  const next = Math.min(zooms.max, Math.max(zooms.min, zoom * factor));
  const ratio = next / zoom;
  return { zoom: next, left: x - ratio * (x - left), top: y - ratio * (y - top) };
}

/** Moved no farther than a point needs to be seen. */
function withInView(camera: Camera, [x, y]: Spot, { clientWidth, clientHeight }: HTMLElement): Camera {
  const [left, top] = [camera.left + x * camera.zoom, camera.top + y * camera.zoom];
  const marginPx = 60;
  const off = (at: number, size: number) =>
    at < marginPx ? marginPx - at : at > size - marginPx ? size - marginPx - at : 0;
  const [right, down] = [off(left, clientWidth), off(top, clientHeight)];
  return right === 0 && down === 0
    ? camera
    : { ...camera, left: camera.left + right, top: camera.top + down };
}

/** The part or cable at a spot; parts first. */
function pickPart(
  { nodes, marks }: SystemDiagram,
  camera: Camera,
  [x, y]: Spot,
  reach: number,
): string | undefined {
  const onBoard = ([mmX, mmY]: readonly [number, number]): Spot => [
    camera.left + camera.zoom * mmX * pxPerMm,
    camera.top + camera.zoom * mmY * pxPerMm,
  ];
  const near = nodes
    .map(({ id, at }) => ({ id, px: Math.hypot(onBoard(at)[0] - x, onBoard(at)[1] - y) }))
    .sort((a, b) => a.px - b.px)[0];
  if (near && near.px <= Math.max(reach, 12 * camera.zoom)) return near.id;
  let best: string | undefined;
  let bestPx = reach;
  for (const mark of marks) {
    if (mark.kind !== 'path' || mark.layer !== 'CABLE' || !mark.part) continue;
    const spots = mark.points.map(onBoard);
    for (let at = 1; at < spots.length; at++) {
      const px = toSegmentPx(spots[at - 1], spots[at], [x, y]);
      if (px <= bestPx) [best, bestPx] = [mark.part.id, px];
    }
  }
  return best;
}

function toSegmentPx([ax, ay]: Spot, [bx, by]: Spot, [x, y]: Spot): number {
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length2 === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2;
  const ratio = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - ratio * (bx - ax), y - ay - ratio * (by - ay));
}

/** The node that an arrow leads to: left to what feeds it, right to the first that it feeds, else in the order of the drawing. */
function walked(nodes: readonly DiagramNode[], from: string | undefined, key: string): string | undefined {
  const at = nodes.findIndex(({ id }) => id === from);
  if (!key.startsWith('Arrow')) return undefined;
  if (at < 0) return nodes[0]?.id;
  if (key === 'ArrowLeft') return nodes[at].parent;
  if (key === 'ArrowRight') return nodes.find(({ parent }) => parent === from)?.id;
  return nodes[at + (key === 'ArrowDown' ? 1 : -1)]?.id;
}

interface Gestures {
  setCamera(change: (camera: Camera) => Camera): void;
  pick(spot: Spot, reach: number): string | undefined;
  show(id: string): void;
}

/** Drags, wheel, two fingers and clicks on a board. */
function useBoardGestures(root: { current: HTMLDivElement | null }, gestures: Gestures): void {
  const latest = useRef(gestures);
  useLayoutEffect(() => {
    latest.current = gestures;
  });
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const ended = new AbortController();
    const { signal } = ended;
    const down = new Map<number, Spot>();
    let travelPx = 0;
    const spotOf = (event: MouseEvent): Spot => {
      const box = element.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const press = (event: PointerEvent) => {
      element.setPointerCapture(event.pointerId);
      travelPx = down.size === 0 ? 0 : Number.POSITIVE_INFINITY;
      down.set(event.pointerId, spotOf(event));
    };
    const move = (event: PointerEvent) => {
      const [from, to] = [down.get(event.pointerId), spotOf(event)];
      if (!from) return;
      const [other] = [...down].flatMap(([id, spot]) => (id === event.pointerId ? [] : [spot]));
      travelPx += Math.hypot(to[0] - from[0], to[1] - from[1]);
      if (travelPx <= clickPx) return;
      down.set(event.pointerId, to);
      const apart = (spot: Spot) => Math.max(1, Math.hypot(spot[0] - other[0], spot[1] - other[1]));
      latest.current.setCamera((now) =>
        other
          ? zoomed(now, apart(to) / apart(from), other)
          : { ...now, left: now.left + to[0] - from[0], top: now.top + to[1] - from[1] },
      );
    };
    const release = (event: PointerEvent) => {
      const isClick = down.delete(event.pointerId) && travelPx <= clickPx && event.type === 'pointerup';
      const reach = event.pointerType === 'touch' ? reachPx.touch : reachPx.mouse;
      const id = isClick ? latest.current.pick(spotOf(event), reach) : undefined;
      if (id !== undefined) latest.current.show(id);
    };
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const units = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 * event.deltaY : event.deltaY;
      latest.current.setCamera((now) => zoomed(now, Math.exp(-0.0015 * units), spotOf(event)));
    };
    element.addEventListener('pointerdown', press, { signal });
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerup', release, { signal });
    element.addEventListener('pointercancel', release, { signal });
    element.addEventListener('wheel', wheel, { signal, passive: false });
    return () => ended.abort();
  }, [root]);
}
