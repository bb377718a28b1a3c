import { TextInput } from '@mantine/core';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import type { PendingPicture } from '../store/pending-drawing.ts';
import { formatNumber, text } from '../texts/language.ts';
import { TextButton } from './parts.tsx';
import { useApp } from './use-app.tsx';

interface Props {
  pending: PendingPicture;
  /** Places on the picture, pixels. */
  picked: readonly [number, number][];
  widthPixels: number;
  onAgain(): void;
  children: ReactNode;
}

/** The scale of a picture: two places and the distance between them, or metres per pixel. */
export function PictureForm({ pending: { source }, picked, widthPixels, onAgain, children }: Props) {
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
    if (a && b && Number(distance) > 0) pending.readPicture({ points: [a, b], distanceM: Number(distance) });
    else if (Number(perPixel) > 0) pending.readPicture({ metresPerPixel: Number(perPixel) });
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
      <PictureAnswers onAgain={picked.length > 0 ? onAgain : undefined} onGiveUp={pending.giveUp} />
    </form>
  );
}

/** @param onAgain undefined where nothing is picked yet */
function PictureAnswers({ onAgain, onGiveUp }: { onAgain: (() => void) | undefined; onGiveUp(): void }) {
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

interface LengthProps {
  field: RefObject<HTMLInputElement | null>;
  id: string;
  label: string;
  value: string;
  onType(typed: string): void;
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
