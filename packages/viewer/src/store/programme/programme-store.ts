import { Observable } from '../observable.ts';
import type { CityRow } from './city-row.ts';
import { derive, noProgramme, type ProgrammeState } from './programme-state.ts';

/** The programme on screen. What follows from its parts is there as soon as they are. */
export class ProgrammeStore extends Observable<ProgrammeState> {
  constructor() {
    super(noProgramme);
  }

  override patch(part: Partial<ProgrammeState>): void {
    super.patch(derive({ ...this.value, ...part }, this.value));
  }
}

/** The selected community; one that the day on screen does not know yet is none. */
export function selectedRow({ rows, selectedId }: ProgrammeState): CityRow | undefined {
  return selectedId === undefined ? undefined : rows.find(({ community }) => community.id === selectedId);
}

/** The community before or after the selected one in the list; the first where none is. */
export function neighbourId({ filtered, selectedId }: ProgrammeState, step: 1 | -1): string | undefined {
  const { shown } = filtered;
  const at = shown.findIndex(({ community }) => community.id === selectedId);
  const next = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + step));
  return shown[next]?.community.id;
}
