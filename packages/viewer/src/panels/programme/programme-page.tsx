import { type DistrictName, districtNames, isDay, stages } from '@diku/engine/programme';
import { TextInput, UnstyledButton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { districtName, facetValueName } from '../../commands/city-names.ts';
import { isDeskOpen } from '../../commands/command.ts';
import {
  type CityFacet,
  coverageValues,
  isFiltered,
  lateValues,
  noFilters,
  planValues,
  quarterValues,
  unknownDistrict,
} from '../../store/programme/city-filters.ts';
import type { QuotaCell, QuotaRow } from '../../store/programme/quota-board.ts';
import { formatNumber, type TextKey, text } from '../../texts/language.ts';
import { CommandButton } from '../command-button.tsx';
import { ChoiceList } from '../fields.tsx';
import { TextButton } from '../parts.tsx';
import { useApp, useAppState } from '../use-app.tsx';
import { CityMap } from './city-map.tsx';
import { CommunityCard } from './community-card.tsx';
import { CommunityList } from './community-list.tsx';

const quarters = [1, 2, 3, 4] as const;

const desks = {
  import: lazy(() => import('./desk-import.tsx')),
  rank: lazy(async () => ({ default: (await import('./desk-choice.tsx')).RankSide })),
  assign: lazy(async () => ({ default: (await import('./desk-choice.tsx')).AssignSide })),
  month: lazy(() => import('./desk-month.tsx')),
};

/** The programme of a city: filters above, map or board of quotas, the communities and the selected one at the side. */
export default function ProgrammePage() {
  const side = useAppState(({ programme }) => programme.value.side);
  const isDesk = useAppState(isDeskOpen);
  return (
    <main className="programme" data-side={side} aria-label={text('programme')}>
      <CityFilterBar />
      {side === 'map' && <CityMap />}
      {side === 'board' && <QuotaTable />}
      {side in desks && <DeskSide side={side as keyof typeof desks} />}
      <div className="programme-side">
        <CommunityCard />
        <CommunityList />
        {!isDesk && <p className="read-only quiet">{text('programmeReadOnly')}</p>}
        <PlanFolderLine />
      </div>
    </main>
  );
}

function DeskSide({ side }: { side: keyof typeof desks }) {
  const Desk = desks[side];
  return (
    <Suspense fallback={<p className="desk">{text('programmeReading')}</p>}>
      <Desk />
    </Suspense>
  );
}

/** Districts against the quotas of the quarters: a click on a cell lists its communities. */
function QuotaTable() {
  const board = useAppState(({ programme }) => programme.value.board);
  const asOf = useAppState(({ programme }) => programme.value.asOf);
  const hasQuotas = useAppState(({ programme }) => programme.value.quotas !== undefined);
  if (!board) return null;
  const { year, rows, city } = board;
  const shown = rows.filter(
    ({ district, quarters: [, , , sum] }) => district !== null || sum.assigned + sum.accepted > 0,
  );
  return (
    <section className="quota-board" aria-label={text('boardTitle', { year })}>
      <div className="quota-head">
        <h2>{text('boardTitle', { year })}</h2>
        <span className="quiet">{text(hasQuotas ? 'boardOwn' : 'boardNotice', { year })}</span>
        <span className="quiet">{text('boardKey')}</span>
      </div>
      <div className="quota-scroll">
        <table className="quotas">
          <thead>
            <tr>
              <th scope="col">{text('facet_district')}</th>
              {quarters.map((quarter) => (
                <th scope="col" key={quarter}>
                  {text('boardUntil', { quarter })}
                </th>
              ))}
              <th scope="col">{text('boardNow', { day: asOf })}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <BoardRow
                key={row.district ?? unknownDistrict}
                row={row}
                value={row.district ?? unknownDistrict}
              />
            ))}
          </tbody>
          <tfoot>
            <BoardRow row={city} value="" />
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function BoardRow({ row, value }: { row: QuotaRow; value: string }) {
  const { district, quarters: cells } = row;
  const { programme } = useApp();
  const filters = useAppState((app) => app.programme.value.filters);
  const pastQuarters = useAppState((app) => app.programme.value.board?.pastQuarters ?? 0);
  const name = value === '' ? text('boardCity') : districtName(district as DistrictName | null);
  const isRow = filters.district === value;
  const show = (quarter: string) => {
    const isOn = isRow && filters.quarter === quarter && (value !== '' || quarter !== '');
    programme.patch({ filters: isOn ? noFilters : { ...noFilters, district: value, quarter } });
  };
  return (
    <tr data-district={value}>
      <th scope="row">{name}</th>
      {cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: quarters have no other name
        <td key={index}>
          <Cell
            cell={cell}
            name={name}
            quarter={String(index + 1)}
            isPast={index < pastQuarters}
            isOn={isRow && filters.quarter === `until-${index + 1}`}
            onClick={() => show(`until-${index + 1}`)}
          />
        </td>
      ))}
      <td>
        <Balance
          row={row}
          name={name}
          isOn={isRow && value !== '' && filters.quarter === ''}
          onClick={() => show('')}
        />
      </td>
    </tr>
  );
}

/** Shows how many are accepted and how many are due, as the month's report has it. */
function Balance({ row: { due, accepted }, name, isOn, onClick }: BalanceProps) {
  const asOf = useAppState((app) => app.programme.value.asOf);
  const balance = accepted - due;
  const shown = balance > 0 ? `+${balance}` : formatNumber(balance);
  return (
    <UnstyledButton
      className="quota-cell"
      data-balance={balance}
      aria-pressed={isOn}
      data-behind={balance < 0}
      title={text('boardBalanceTip', { district: name, day: asOf, due, accepted, balance: shown })}
      onClick={onClick}
    >
      <span className="quota-figures">
        <span>
          <b>{accepted}</b>
          {` / ${due}`}
        </span>
        <small>{`${balance < 0 ? '✕' : '✓'} ${shown}`}</small>
      </span>
    </UnstyledButton>
  );
}

interface BalanceProps {
  row: QuotaRow;
  name: string;
  isOn: boolean;
  onClick(): void;
}

interface CellProps {
  cell: QuotaCell;
  name: string;
  quarter: string;
  /** The quarter is over. */
  isPast: boolean;
  isOn: boolean;
  onClick(): void;
}

function Cell({ cell, name, quarter, isPast, isOn, onClick }: CellProps) {
  const { quota, assigned, planned, accepted } = cell;
  const named = text('boardUntil', { quarter });
  const max = Math.max(quota, assigned, accepted, 1);
  const fraction = (count: number) => `${(100 * count) / max}%`;
  return (
    <UnstyledButton
      className="quota-cell"
      data-quarter={quarter}
      aria-pressed={isOn}
      data-behind={isPast ? accepted < quota : assigned < quota && accepted < quota}
      title={text('boardCellTip', { district: name, quarter: named, quota, assigned, planned, accepted })}
      onClick={onClick}
    >
      <span className="quota-figures">
        <span>
          <b>{accepted}</b>
          {` · ${planned} · ${assigned} / ${quota}`}
        </span>
        <small>{missing(cell, isPast)}</small>
      </span>
      <span className="quota-bar" aria-hidden="true">
        <i className="assigned" style={{ width: fraction(assigned) }} />
        <i className="planned" style={{ width: fraction(planned) }} />
        <i className="accepted" style={{ width: fraction(accepted) }} />
        <i className="quota" style={{ left: fraction(quota) }} />
      </span>
    </UnstyledButton>
  );
}

/** Text on what is missing: communities that are not chosen yet, else acceptances. */
function missing({ quota, assigned, accepted }: QuotaCell, isPast: boolean): string {
  if (quota === 0) return '';
  if (accepted >= quota) return `✓ ${text('boardDone')}`;
  if (isPast) return `✕ ${text('boardBehind', { count: quota - accepted })}`;
  if (assigned < quota) return `✕ ${text('boardToChoose', { count: quota - assigned })}`;
  return text('boardToAccept', { count: quota - accepted });
}

/** The lists of the bar; stages are in the legend of the map besides. */
const lists: readonly { facet: CityFacet; any: TextKey; values: readonly string[] }[] = [
  { facet: 'district', any: 'programmeAnyDistrict', values: [...districtNames, unknownDistrict] },
  { facet: 'stage', any: 'programmeAnyStage', values: stages },
  { facet: 'quarter', any: 'programmeAnyQuarter', values: quarterValues },
  { facet: 'plan', any: 'programmeAnyPlan', values: planValues },
  { facet: 'coverage', any: 'programmeAnyCoverage', values: coverageValues },
  { facet: 'late', any: 'programmeAnyLate', values: lateValues },
];

/** Shows what is shown of the programme: as of which day, and which communities. Counts follow all other filters. */
function CityFilterBar() {
  const { programme } = useApp();
  const filters = useAppState((app) => app.programme.value.filters);
  const counts = useAppState((app) => app.programme.value.filtered.counts);
  const year = useAppState((app) => app.programme.value.board?.year ?? 0);
  const set = (facet: CityFacet | 'words', value: string) =>
    programme.patch({ filters: { ...programme.value.filters, [facet]: value } });
  return (
    <search className="city-filters" aria-label={text('programmeFilters')}>
      <TextInput
        size="xs"
        type="search"
        className="words"
        data-id="programme-words"
        aria-label={text('programmeSearch')}
        placeholder={text('programmeSearch')}
        maxLength={100}
        value={filters.words}
        onChange={({ currentTarget }) => set('words', currentTarget.value)}
      />
      {lists.map(({ facet, any, values }) => (
        <ChoiceList
          key={facet}
          id={`programme-${facet}`}
          title={text(`facet_${facet}`)}
          className={filters[facet] === '' ? undefined : 'is-set'}
          value={filters[facet]}
          options={[
            { value: '', label: text(any) },
            ...values
              .filter((value) => counts[facet].has(value) || filters[facet] === value)
              .map((value) => ({
                value,
                label: `${facetValueName(facet, value, year)} (${counts[facet].get(value) ?? 0})`,
              })),
          ]}
          onChoose={(value) => set(facet, value)}
        />
      ))}
      <AsOf />
      {isFiltered(filters) && (
        <CommandButton id="programme-clear" kind="plain">
          {text('programmeClear')}
        </CommandButton>
      )}
    </search>
  );
}

/** The day whose end everything is of. */
function AsOf() {
  const { programme } = useApp();
  const asOf = useAppState((app) => app.programme.value.asOf);
  const known = useAppState((app) => app.programme.value.open?.content.asOf ?? '');
  return (
    <label className="as-of" title={text('programmeAsOfTip', { day: known })}>
      <span>{text('programmeAsOf')}</span>
      <input
        type="date"
        data-id="programme-as-of"
        value={asOf}
        onChange={({ currentTarget }) => {
          if (isDay(currentTarget.value)) programme.patch({ asOf: currentTarget.value });
        }}
      />
    </label>
  );
}

/** Shows where plans are looked for, and how many communities have one. */
function PlanFolderLine() {
  const { actions } = useApp();
  const folder = useAppState(({ programme }) => programme.value.folder);
  const found = useAppState(({ programme }) => programme.value.plans.size);
  const name = folder?.name ?? '';
  return (
    <div className="plan-folder" data-status={folder?.status ?? 'none'}>
      {folder?.status === 'asks' ? (
        <TextButton id="programme-allow" variant="filled" onClick={actions.programme.allowFolder}>
          {text('folderAsks', { name })}
        </TextButton>
      ) : (
        <span className="quiet" role="status">
          {!folder && text('folderNone', { found })}
          {folder?.status === 'reading' && text('folderReading', { name })}
          {folder?.status === 'read' && text('folderRead', { name, count: folder.planCount, found })}
          {folder?.status === 'failed' && text('folderFailed', { name })}
        </span>
      )}
      <CommandButton id="programme-folder" kind="plain">
        {text('folderChoose')}
      </CommandButton>
    </div>
  );
}
