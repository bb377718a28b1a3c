import type { DistrictName } from '@diku/engine/programme';
import { UnstyledButton } from '@mantine/core';
import { districtName } from '../../commands/city-names.ts';
import { noFilters, unknownDistrict } from '../../store/programme/city-filters.ts';
import type { QuotaCell, QuotaRow } from '../../store/programme/quota-board.ts';
import { text } from '../../texts/language.ts';
import { useApp, useAppState } from '../use-app.tsx';

const quarters = [1, 2, 3, 4] as const;

/** Districts against the quotas of the quarters: a click on a cell lists its communities. */
export function QuotaTable() {
  const board = useAppState(({ programme }) => programme.value.board);
  const isOwn = useAppState(({ programme }) => programme.value.quotas !== undefined);
  if (!board) return null;
  const { year, rows, city } = board;
  const shown = rows.filter(
    ({ district, year: sum }) => district !== null || sum.assigned + sum.accepted > 0,
  );
  return (
    <section className="quota-board" aria-label={text('boardTitle', { year })}>
      <div className="quota-head">
        <h2>{text('boardTitle', { year })}</h2>
        <span className="quiet">{text(isOwn ? 'boardOwn' : 'boardNotice', { year })}</span>
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
  const cell = (own: QuotaCell, quarter: string, isPast: boolean) => (
    <td key={quarter}>
      <Cell
        cell={own}
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
      {cells.map((own, index) => cell(own, String(index + 1), index < pastQuarters))}
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
  const most = Math.max(quota, assigned, accepted, 1);
  const share = (count: number) => `${(100 * count) / most}%`;
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
        <i className="assigned" style={{ width: share(assigned) }} />
        <i className="planned" style={{ width: share(planned) }} />
        <i className="accepted" style={{ width: share(accepted) }} />
        <i className="quota" style={{ left: share(quota) }} />
      </span>
    </UnstyledButton>
  );
}

/** What is missing: communities that are not chosen yet, else acceptances. */
function missing({ quota, assigned, accepted }: QuotaCell, isPast: boolean): string {
  if (quota === 0) return '';
  if (accepted >= quota) return `✓ ${text('boardDone')}`;
  if (isPast) return `✕ ${text('boardBehind', { count: quota - accepted })}`;
  if (assigned < quota) return `✕ ${text('boardToChoose', { count: quota - assigned })}`;
  return text('boardToAccept', { count: quota - accepted });
}
