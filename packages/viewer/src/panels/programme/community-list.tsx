import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { districtName, stageName } from '../../commands/city-names.ts';
import { runCommand } from '../../commands/command.ts';
import { findCommand } from '../../commands/list-commands.ts';
import type { CityRow } from '../../store/programme/city-row.ts';
import { text } from '../../texts/language.ts';
import { useApp, useAppState } from '../use-app.tsx';
import { StageMark } from './stage-mark.tsx';

/** Height of a row, CSS pixels: two lines, and room for a finger. */
const rowPx = 46;
/** Rows drawn above and below what is seen. */
const spareRows = 6;

const keySteps: Readonly<Record<string, number>> = {
  ...{ ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 },
  ...{ Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY },
};

/** The communities that pass the filters; of thousands only those that are seen are in the page. */
export function CommunityList() {
  const app = useApp();
  const { programme } = app;
  const shown = useAppState(({ programme: { value } }) => value.filtered.shown);
  const all = useAppState(({ programme: { value } }) => value.rows.length);
  const asOf = useAppState(({ programme: { value } }) => value.asOf);
  const selectedId = useAppState(({ programme: { value } }) => value.selectedId);
  const hoveredId = useAppState(({ programme: { value } }) => value.hoveredId);
  const [list, { first, last }] = useWindow(shown.length);
  const at = shown.findIndex(({ community }) => community.id === selectedId);
  useShownRow(list, at);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keySteps[event.key];
    if (step !== undefined) {
      const next = Math.min(shown.length - 1, Math.max(0, (at < 0 ? -1 : at) + step));
      programme.patch({ selectedId: shown[next]?.community.id });
    } else if (event.key === 'Enter') void runCommand(findCommand(app, 'programme-plan'), app);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isSelectedDrawn = at >= first && at < last;
  return (
    <section className="communities" aria-label={text('programmeList')}>
      <p className="communities-count" role="status">
        <b>{text('programmeCount', { shown: shown.length, all })}</b>
        <span className="quiet">{text('programmeOrder')}</span>
      </p>
      {shown.length === 0 && (
        <p className="quiet communities-none">
          {all === 0 ? text('programmeNothingKnown', { day: asOf }) : text('programmeEmpty')}
        </p>
      )}
      <div
        ref={list}
        className="community-rows"
        role="listbox"
        tabIndex={0}
        hidden={shown.length === 0}
        aria-label={text('programmeList')}
        aria-activedescendant={isSelectedDrawn ? `community-${selectedId}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div className="community-space" role="presentation" style={{ height: shown.length * rowPx }}>
          {shown.slice(first, last).map((row, index) => (
            <CommunityRow
              key={row.community.id}
              row={row}
              at={first + index}
              count={shown.length}
              isSelected={row.community.id === selectedId}
              isHovered={row.community.id === hoveredId}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

interface RowProps {
  row: CityRow;
  at: number;
  count: number;
  isSelected: boolean;
  isHovered: boolean;
}

function CommunityRow({ row, at, count, isSelected, isHovered }: RowProps) {
  const app = useApp();
  const { programme } = app;
  const { community, state, late } = row;
  const { id, name, district } = community;
  const hasPlan = useAppState((each) => each.programme.value.plans.has(id));
  const year = useAppState((each) => each.programme.value.board?.year ?? 0);
  const { quarter } = row;
  const due = typeof quarter === 'number' ? text('quarterNamed', { year, quarter }) : (state.due ?? '');
  const waiting = late ? text('lateSince', { kind: text(`late_${late.kind}`), days: late.lateDays }) : due;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    <div
      id={`community-${id}`}
      className="community-row"
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-setsize={count}
      aria-posinset={at + 1}
      data-community={id}
      data-hovered={isHovered}
      style={{ top: at * rowPx }}
      onClick={() => programme.patch({ selectedId: id })}
      onDoubleClick={() => void runCommand(findCommand(app, 'programme-plan'), app)}
      onPointerEnter={() => programme.patch({ hoveredId: id })}
      onPointerLeave={() => programme.patch({ hoveredId: undefined })}
    >
      <StageMark stage={state.stage} isLate={late !== undefined} />
      <span className="community-name">{name}</span>
      <span className={late ? 'community-due late' : 'community-due'}>{waiting}</span>
      <span className="community-where">
        {[districtName(district), community.street, stageName(state.stage)].filter(Boolean).join(' · ')}
      </span>
      <span className="community-mark">{hasPlan ? text('communityPlan') : ''}</span>
    </div>
  );
}

/** Scrolls to the row where it is not seen; −1 for none. */
function useShownRow(list: RefObject<HTMLDivElement | null>, at: number): void {
  useEffect(() => {
    const element = list.current;
    if (!element || at < 0) return;
    const [top, bottom] = [at * rowPx, (at + 1) * rowPx];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
  }, [at, list]);
}

/** Shows which of so many rows are seen, and some more. */
function useWindow(count: number) {
  const list = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const look = () => setSeen({ top: element.scrollTop, height: element.clientHeight });
    const watch = new ResizeObserver(look);
    watch.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const first = Math.max(0, Math.floor(seen.top / rowPx) - spareRows);
  const last = Math.min(count, Math.ceil((seen.top + seen.height) / rowPx) + spareRows);
  return [list, { first: Math.min(first, last), last }] as const;
}
