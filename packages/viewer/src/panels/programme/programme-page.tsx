import { type DistrictName, districtNames, isDay, stages } from '@diku/engine/programme';
import { TextInput, UnstyledButton } from '@mantine/core';
import { districtName, facetValueName } from '../../commands/city-names.ts';
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
import { type TextKey, text } from '../../texts/language.ts';
import { CommandButton } from '../command-button.tsx';
import { ChoiceList } from '../fields.tsx';
import { TextButton } from '../parts.tsx';
import { useApp, useAppState } from '../use-app.tsx';
import { CityMap } from './city-map.tsx';
import { CommunityCard } from './community-card.tsx';
import { CommunityList } from './community-list.tsx';

const quarters = [1, 2, 3, 4] as const;

/** The programme of a city: filters above, map or board of quotas, the communities and the selected one at the side. */
export default function ProgrammePage() {
  const side = useAppState(({ programme }) => programme.value.side);
  return (
    <main className="programme" data-side={side} aria-label={text('programme')}>
      <CityFilterBar />
      {side === 'map' ? <CityMap /> : <QuotaTable />}
      <div className="programme-side">
        <CommunityCard />
        <CommunityList />
        <PlanFolderLine />
      </div>
    </main>
  );
}

/** Districts against the quotas of the quarters: a click on a cell lists its communities. */
function QuotaTable() {
  const board = useAppState(({ programme }) => programme.value.board);
  const hasQuotas = useAppState(({ programme }) => programme.value.quotas !== undefined);
  if (!board) return null;
  const { year, rows, city } = board;
  const shown = rows.filter(
    ({ district, year: sum }) => district !== null || sum.assigned + sum.accepted > 0,
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
                  {text('quarterShort', { quarter })}
                </th>
              ))}
              <th scope="col">{text('boardYear')}</th>
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

function BoardRow({ row: { district, quarters: cells, year }, value }: { row: QuotaRow; value: string }) {
  const { programme } = useApp();
  const filters = useAppState((app) => app.programme.value.filters);
  const pastQuarters = useAppState((app) => app.programme.value.board?.pastQuarters ?? 0);
  const name = value === '' ? text('boardCity') : districtName(district as DistrictName | null);
  const isRow = filters.district === value;
  const show = (quarter: string) => {
    const isOn = isRow && filters.quarter === quarter && (value !== '' || quarter !== '');
    programme.patch({ filters: isOn ? noFilters : { ...noFilters, district: value, quarter } });
  };
  const cell = (quota: QuotaCell, quarter: string, isPast: boolean) => (
    <td key={quarter}>
      <Cell
        cell={quota}
        name={name}
        quarter={quarter}
        isPast={isPast}
        isOn={isRow && filters.quarter === quarter && (value !== '' || quarter !== '')}
        onClick={() => show(quarter)}
      />
    </td>
  );
  return (
    <tr data-district={value}>
      <th scope="row">{name}</th>
      {cells.map((quota, index) => cell(quota, String(index + 1), index < pastQuarters))}
      {cell(year, '', pastQuarters === cells.length)}
    </tr>
  );
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
  const named = quarter === '' ? text('boardYear') : text('quarterShort', { quarter });
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
