import type { LayerRow } from '@diku/engine/import';
import {
  type ReactNode,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { doubtColors } from '../store/class-colors.ts';
import type { PendingDrawing, RefusedDrawing } from '../store/pending-drawing.ts';
import { language, text } from '../texts/language.ts';
import type { SaidLine } from '../texts/sentence.ts';
import { ChoiceList } from './fields.tsx';
import { LayerTable } from './layer-table.tsx';
import { TextButton } from './parts.tsx';
import { PictureForm } from './picture-form.tsx';
import { SheetCanvas, type SheetColors } from './sheet-canvas.ts';
import { unitNames } from './unit-label.ts';
import { useApp, useAppState } from './use-app.tsx';

const colors: Record<'light' | 'dark', SheetColors> = {
  light: { ink: '#6f777e', shown: '#0b6b84', mark: doubtColors.chosen },
  dark: { ink: '#8f99a1', shown: '#58c4e0', mark: doubtColors.chosen },
};

/** A picture that needs its scale, or a drawing in which nothing was recognised with its layers. */
export default function PendingPage() {
  const pending = useAppState(({ page }) => page.value.pendingDrawing);
  if (!pending) return null;
  const { file } = pending.source;
  return <Pending key={`${file.name} ${file.lastModified} ${file.size}`} pending={pending} />;
}

function Pending({ pending }: { pending: PendingDrawing }) {
  const theme = useAppState(({ view }) => view.value.theme);
  const [picked, setPicked] = useState<[number, number][]>([]);
  const [layer, setLayer] = useState<string>();
  const side = useRef<HTMLDivElement>(null);
  const image = useImage(pending.kind === 'picture' ? pending.source.file : undefined);
  const isPicture = pending.kind === 'picture';
  const lines = pending.kind === 'refused' ? pending.lines : undefined;
  const [place, sheet] = useSheet((spot) => {
    if (!isPicture) return;
    setPicked((before) => [...(before.length < 2 ? before : []), spot]);
  });
  useLayoutEffect(() => {
    if (lines) sheet?.show({ kind: 'lines', lines, shownLayer: layer }, [], colors[theme]);
    else if (image) sheet?.show({ kind: 'picture', image }, picked, colors[theme]);
  }, [sheet, lines, image, layer, picked, theme]);
  useEffect(() => {
    if (picked.length === 2)
      side.current?.querySelector<HTMLElement>('[data-id="picture-distance"]')?.focus();
  }, [picked]);
  return (
    <section className="pending" data-kind={pending.kind} aria-label={pending.source.file.name}>
      <div className="sheet-place" ref={place} />
      <div className="pending-side" ref={side}>
        {pending.kind === 'refused' ? (
          <RefusedForm pending={pending} layer={layer} onShow={setLayer}>
            <Problems problems={pending.problems} />
          </RefusedForm>
        ) : (
          <PictureForm
            pending={pending}
            picked={picked}
            widthPixels={image?.naturalWidth ?? 0}
            onAgain={() => setPicked([])}
          >
            <Problems problems={pending.problems} />
          </PictureForm>
        )}
      </div>
    </section>
  );
}

function Problems({ problems }: { problems: readonly SaidLine[] }) {
  if (problems.length === 0) return null;
  return (
    <p className="problem">
      {problems.map((line) => (
        <span key={line.en}>{line[language()]}</span>
      ))}
    </p>
  );
}

/** The file as a picture once it is loaded. */
function useImage(file: File | undefined): HTMLImageElement | undefined {
  const [loaded, setLoaded] = useState<HTMLImageElement>();
  useEffect(() => {
    if (!file) return;
    const image = new Image();
    image.addEventListener('load', () => setLoaded(image));
    image.src = URL.createObjectURL(file);
    return () => URL.revokeObjectURL(image.src);
  }, [file]);
  return loaded;
}

/** A sheet and where it is to hang. */
function useSheet(onPick: (place: [number, number]) => void) {
  const place = useRef<HTMLDivElement>(null);
  const pick = useEffectEvent(onPick);
  const [sheet, setSheet] = useState<SheetCanvas>();
  useLayoutEffect(() => {
    const made = new SheetCanvas((spot) => pick(spot));
    place.current?.append(made.element);
    setSheet(made);
    return () => made.element.remove();
  }, []);
  return [place, sheet] as const;
}

interface Props {
  pending: RefusedDrawing;
  layer: string | undefined;
  onShow(layer: string | undefined): void;
  children: ReactNode;
}

/** What the layers hold and which unit it is, until a garage is recognised. */
function RefusedForm({ pending: { source, layers, changes }, layer, onShow, children }: Props) {
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
  const units = unitNames.map((each) => ({ value: each as string, label: each as string }));
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
          options={[{ value: '', label: text('refusedUnit'), disabled: true }, ...units]}
          onChoose={(value) => {
            const chosen = unitNames.find((each) => each === value);
            if (chosen) pending.change({ units: chosen });
          }}
        />
        <TextButton id="pending-give-up" onClick={pending.giveUp}>
          {text('refusedGiveUp')}
        </TextButton>
      </div>
      <h3>{text('tabLayers', { count: layers.length })}</h3>
      <LayerTable rows={rows} theme={theme} shown={layer} onShow={onShow} onClass={onClass} />
    </>
  );
}
