import type { Antenna, Plan } from '@diku/engine';
import type { ImageScale, SheetPage } from '@diku/engine/import';
import type { App, Notice } from '../app/app.ts';
import { text } from '../texts/language.ts';

/** Position where a file was dropped, client pixels. */
export interface DropLocation {
  x?: number;
  y?: number;
}

/** Knowledge about a drawing beside its file. */
export interface KnownOfDrawing {
  /** Scale of an image. */
  scale?: ImageScale;
  /** Page of a PDF, and those to choose among. */
  page?: number;
  pages?: SheetPage[];
  /** Those that hang in it: none are placed. */
  antennas?: readonly Antenna[];
  /** Whose it is, where it was chosen for one. */
  community?: Plan['community'];
}

/** Puts the antennas that are known into the plan on screen, as one step. */
export function hangAntennas(app: App, antennas: readonly Antenna[], offer: Pick<Notice, 'action'>): void {
  const { store, page } = app;
  if (!store.plan) return;
  store.replacePlan('place', { ...store.plan, antennas: [...antennas] });
  const title = text('exampleReady', { count: antennas.length });
  page.patch({ notice: { kind: 'info', title, lines: [text('exampleNote')], ...offer } });
}
