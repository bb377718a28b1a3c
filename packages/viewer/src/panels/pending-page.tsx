import type { LayerRow } from '@diku/engine/import';
import { TextInput } from '@mantine/core';
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { describeFailure } from '../review/describe-failure.ts';
import { doubtColors } from '../store/class-colors.ts';
import type { PendingDrawing, PendingScan, RefusedDrawing } from '../store/pending-drawing.ts';
import { noReview } from '../store/review-state.ts';
import { formatNumber, text } from '../texts/language.ts';
import { DrawingBoard, useImage } from './drawing-board.tsx';
import { ChoiceList } from './fields.tsx';
import { LayerTable } from './layer-table.tsx';
import { PageChooser } from './page-chooser.tsx';
import { TextButton } from './parts.tsx';
import { PointingForm } from './pointing-form.tsx';
import { SheetCanvas, type SheetColors } from './sheet-canvas.ts';
import { unitNames } from './unit-label.ts';
import { UnitVotes } from './unit-votes.tsx';
import { useApp, useAppState } from './use-app.tsx';
import { type Pointable, usePointable } from './use-pointable.ts';

interface ImageProps {
  pending: PendingScan;
  /** Points on the image, pixels. */
  picked: readonly [number, number][];
  widthPixels: number;
  onAgain(): void;
  children: ReactNode;
}

interface LengthProps {
  field: RefObject<HTMLInputElement | null>;
  id: string;
  label: string;
  value: string;
  onType(typed: string): void;
}

const colors: Record<'light' | 'dark', SheetColors> = {
  light: { ink: '#6f777e', shown: '#0b6b84', mark: doubtColors.chosen },
  dark: { ink: '#8f99a1', shown: '#58c4e0', mark: doubtColors.chosen },
};

/** An image that needs its scale, or a drawing in which nothing was recognised with its layers. */
export default function PendingPage() {
  const pending = useAppState(({ page }) => page.value.pendingDrawing);
  if (!pending) return null;
  const { file } = pending.source;
  const key = `${file.name} ${file.lastModified} ${file.size}`;
  return pending.kind === 'refused' ? (
    <RefusedPage key={key} pending={pending} />
  ) : (
    <ScanPage key={key} pending={pending} />
  );
}

/** A drawing in which nothing was recognised: parts, outline and lines are pointed at, layers named. */
function RefusedPage({ pending }: { pending: RefusedDrawing }) {
  const [layer, setLayer] = useState<string>();
  const pointable = usePointable();
  const { review } = useApp();
  // What was begun on another drawing is none of this one's.
  useEffect(() => review.patch({ pointing: noReview.pointing }), [review]);
  return (
    <section className="pending" data-kind={pending.kind} aria-label={pending.source.file.name}>
      {pointable && <DrawingBoard pointable={pointable} layer={layer} />}
      <div className="pending-side">
        <RefusedForm pending={pending} pointable={pointable} layer={layer} onShow={setLayer}>
          <Problems failure={pending.failure} />
        </RefusedForm>
      </div>
    </section>
  );
}

function ScanPage({ pending }: { pending: PendingScan }) {
  const theme = useAppState(({ view }) => view.value.theme);
  const [picked, setPicked] = useState<[number, number][]>([]);
  const side = useRef<HTMLDivElement>(null);
  const image = useImage(pending.scan ?? pending.source.file);
  const [point, sheet] = useSheet((spot) => {
    setPicked((before) => [...(before.length < 2 ? before : []), spot]);
  });
  useLayoutEffect(() => {
    if (image) sheet?.show({ kind: 'picture', image }, { marks: picked }, colors[theme]);
  }, [sheet, image, picked, theme]);
  useEffect(() => {
    if (picked.length === 2)
      side.current?.querySelector<HTMLElement>('[data-id="picture-distance"]')?.focus();
  }, [picked]);
  return (
    <section className="pending" data-kind={pending.kind} aria-label={pending.source.file.name}>
      <div className="sheet-place" ref={point} />
      <div className="pending-side" ref={side}>
        <ScanForm
          pending={pending}
          picked={picked}
          widthPixels={image?.naturalWidth ?? 0}
          onAgain={() => setPicked([])}
        >
          <Problems failure={pending.failure} />
        </ScanForm>
      </div>
    </section>
  );
}

function Problems({ failure }: Pick<PendingDrawing, 'failure'>) {
  if (!failure) return null;
  return (
    <p className="problem">
      {describeFailure(failure).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </p>
  );
}

/** A sheet and where it is to hang. */
function useSheet(onPick: (point: [number, number]) => void) {
  const point = useRef<HTMLDivElement>(null);
  const pick = useEffectEvent(onPick);
  const [sheet, setSheet] = useState<SheetCanvas>();
  useLayoutEffect(() => {
    const made = new SheetCanvas({ click: ({ at }) => pick(at) });
    point.current?.append(made.element);
    setSheet(made);
    return () => made.element.remove();
  }, []);
  return [point, sheet] as const;
}

interface Props {
  pending: RefusedDrawing;
  pointable: Pointable | undefined;
  layer: string | undefined;
  onShow(layer: string | undefined): void;
  children: ReactNode;
}

/** Contents of the layers and the unit, until a garage is recognised. */
function RefusedForm({
  pending: { source, units, layers, changes },
  pointable,
  layer,
  onShow,
  children,
}: Props) {
  const {
    actions: { pending },
  } = useApp();
  const theme = useAppState(({ view }) => view.value.theme);
  const onClass = useCallback(
    (changed: string, layerClass: string) => pending.change({ layer: changed, layerClass }),
    [pending],
  );
  const unit = changes.flatMap((each) => ('units' in each ? [each.units] : [])).at(-1);
  const decided = new Map(
    changes.flatMap((each) => ('layer' in each ? [[each.layer, each.layerClass] as const] : [])),
  );
  const rows = layers.map((row): LayerRow => {
    const layerClass = decided.get(row.layer) as LayerRow['layerClass'] | undefined;
    return layerClass ? { ...row, layerClass, basis: 'given' } : row;
  });
  const options = unitNames.map((each) => ({ value: each as string, label: each as string }));
  return (
    <>
      <h2>{text('refusedTitle', { file: source.file.name })}</h2>
      {children}
      <p>{text('refusedText')}</p>
      <div className="answers">
        <ChoiceList
          id="pending-unit"
          title={text('scaleUnit')}
          value={typeof unit === 'string' ? unit : ''}
          options={[{ value: '', label: text('refusedUnit'), disabled: true }, ...options]}
          onChoose={(value) => {
            const chosen = unitNames.find((each) => each === value);
            if (chosen) pending.change({ units: chosen });
          }}
        />
        <TextButton id="pending-give-up" onClick={pending.giveUp}>
          {text('refusedGiveUp')}
        </TextButton>
        {changes.length > 0 && (
          <TextButton id="pending-undo" onClick={pending.takeBack}>
            {text('refusedTakeBack', { count: changes.length })}
          </TextButton>
        )}
      </div>
      <UnitVotes units={units} />
      <PageChooser {...source} />
      {pointable && <PointingForm pointable={pointable} />}
      <h3>{text('tabLayers', { count: layers.length })}</h3>
      <LayerTable rows={rows} theme={theme} shown={layer} onShow={onShow} onClass={onClass} />
    </>
  );
}

/** The scale of an image: two points and the distance between them, or metres per pixel. */
function ScanForm({ pending: { source }, picked, widthPixels, onAgain, children }: ImageProps) {
  const {
    actions: { pending },
  } = useApp();
  const [distance, setDistance] = useState('');
  const [perPixel, setPerPixel] = useState('');
  const distanceField = useRef<HTMLInputElement>(null);
  const pixelField = useRef<HTMLInputElement>(null);
  const [a, b] = picked;
  const apartPixels = a && b ? Math.hypot(b[0] - a[0], b[1] - a[1]) : 0;
  const widthM = Number(perPixel) * widthPixels;
  const takeDistance = (typed: string) => {
    const metres = Number(typed) / apartPixels;
    setDistance(typed);
    setPerPixel(metres > 0 ? String(Number(metres.toPrecision(6))) : '');
  };
  const read = () => {
    if (a && b && Number(distance) > 0) pending.readScan({ points: [a, b], distanceM: Number(distance) });
    else if (Number(perPixel) > 0) pending.readScan({ metresPerPixel: Number(perPixel) });
    else (distanceField.current ?? pixelField.current)?.focus();
  };
  return (
    <form
      className="picture-form"
      onSubmit={(event) => {
        event.preventDefault();
        read();
      }}
    >
      <h2>{text('pictureTitle')}</h2>
      <p>{text('pictureText', { file: source.file.name })}</p>
      {children}
      {b ? (
        <LengthField
          field={distanceField}
          id="picture-distance"
          label={text('pictureDistance')}
          value={distance}
          onType={takeDistance}
        />
      ) : (
        <p className="asks">{text('scalePickingPicture', { count: picked.length })}</p>
      )}
      <LengthField
        field={pixelField}
        id="picture-per-pixel"
        label={text('picturePerPixel')}
        value={perPixel}
        onType={setPerPixel}
      />
      <p className="quiet" data-id="picture-width">
        {widthM > 0 && text('pictureWidth', { metres: formatNumber(widthM, 1) })}
      </p>
      <ScanAnswers onAgain={picked.length > 0 ? onAgain : undefined} onGiveUp={pending.giveUp} />
    </form>
  );
}

/** @param onAgain undefined where nothing is picked yet */
function ScanAnswers({ onAgain, onGiveUp }: { onAgain: (() => void) | undefined; onGiveUp(): void }) {
  return (
    <div className="answers">
      <TextButton id="picture-read" variant="filled" type="submit">
        {text('pictureOpen')}
      </TextButton>
      {onAgain && (
        <TextButton id="picture-again" onClick={onAgain}>
          {text('pictureAgain')}
        </TextButton>
      )}
      <TextButton id="pending-give-up" onClick={onGiveUp}>
        {text('cancel')}
      </TextButton>
    </div>
  );
}

function LengthField({ field, id, label, value, onType }: LengthProps) {
  return (
    <TextInput
      ref={field}
      type="number"
      size="xs"
      data-id={id}
      label={label}
      step="any"
      min={0}
      value={value}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
    />
  );
}
