import { stages } from '@diku/engine/programme';
import { districtName, stageName } from '../../commands/city-names.ts';
import type { MonthAnswer } from '../../store/programme/desk-state.ts';
import { formatNumber, formatPercent, text } from '../../texts/language.ts';
import { TextButton } from '../parts.tsx';
import { useApp, useAppState } from '../use-app.tsx';
import { DeskPage, RowTable, useAsked, useDesk } from './desk-parts.tsx';

const kinds = ['xlsx', 'pdf', 'html'] as const;
const maxLate = 50;

/** The month's report: its figures, and the document to be handed on. */
export default function MonthSide() {
  const { desk } = useApp();
  const acts = useDesk();
  const month = useAppState((app) => app.desk.value.month);
  const today = useAppState((app) => app.desk.value.served?.today ?? '');
  const isBusy = useAppState((app) => app.desk.value.isBusy);
  const quotas = useAppState(({ programme }) => programme.value.quotas);
  const { answer, isStale } = useAsked<MonthAnswer>('month', { month, quotas });
  return (
    <DeskPage
      id="month"
      title={text('monthTitle', { month: month ?? today.slice(0, 7) })}
      note={answer && text('monthAsOf', { day: answer.asOf })}
      isStale={isStale}
    >
      <div className="desk-bar">
        <label className="desk-field">
          <span>{text('monthChoose')}</span>
          <input
            type="month"
            data-id="month-choose"
            max={today.slice(0, 7)}
            value={month ?? today.slice(0, 7)}
            onChange={({ currentTarget: { value } }) => {
              if (/^\d{4}-\d\d$/.test(value)) desk.patch({ month: value });
            }}
          />
        </label>
        {kinds.map((kind) => (
          <TextButton
            key={kind}
            id={`month-${kind}`}
            disabled={isBusy || isStale}
            onClick={() => void acts.saveReport(kind)}
          >
            {text('monthDownload', { kind: kind.toUpperCase() })}
          </TextButton>
        ))}
      </div>
      {answer && <Figures answer={answer} />}
    </DeskPage>
  );
}

function Figures({ answer }: { answer: MonthAnswer }) {
  return (
    <>
      <Conclusion answer={answer} />
      <Districts answer={answer} />
      <Stages counts={answer.city} />
      <Late late={answer.late} />
    </>
  );
}

function Conclusion({ answer: { city, forecast, year } }: { answer: MonthAnswer }) {
  const { accepted, due } = city;
  const { median, low, high, chance } = forecast?.city ?? {};
  return (
    <p className="desk-conclusion">
      <b>{text('monthConclusion', { accepted, due, balance: signed(accepted - due) })}</b>{' '}
      {median !== undefined &&
        low !== undefined &&
        high !== undefined &&
        text('monthForecast', { year, median, low, high, chance: formatPercent(chance ?? 0) })}
    </p>
  );
}

const districtHeads = [
  ...(['facet_district', 'monthCommunities', 'quarter1', 'quarter2', 'quarter3', 'quarter4'] as const),
  ...(['monthDue', 'monthAccepted', 'monthBalance'] as const),
];

function Districts({ answer: { districts, city } }: { answer: MonthAnswer }) {
  const rows = [
    ...districts.filter(({ communities, quota }) => communities > 0 || quota.some(Boolean)),
    { district: undefined, ...city },
  ];
  return (
    <RowTable heads={districtHeads}>
      {rows.map(({ district, communities, quota, acceptedInQuarter, due, accepted }) => (
        <tr key={district ?? String(district)} data-month={district ?? ''}>
          <th scope="row">{district === undefined ? text('boardCity') : districtName(district)}</th>
          <td>{communities}</td>
          {acceptedInQuarter.map((count, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: quarters have no other name
            <td key={index}>{`${count} / ${quota[index]}`}</td>
          ))}
          <td>{due}</td>
          <td>{accepted}</td>
          <td className={accepted < due ? 'late' : ''}>{signed(accepted - due)}</td>
        </tr>
      ))}
    </RowTable>
  );
}

function Stages({ counts: { standing, reachedInMonth } }: { counts: MonthAnswer['city'] }) {
  return (
    <>
      <h3>{text('monthStages')}</h3>
      <RowTable heads={['facet_stage', 'monthStanding', 'monthReached']}>
        {stages.map((stage) => (
          <tr key={stage}>
            <th scope="row">{stageName(stage)}</th>
            <td>{standing[stage]}</td>
            <td>{reachedInMonth[stage]}</td>
          </tr>
        ))}
      </RowTable>
    </>
  );
}

function Late({ late }: Pick<MonthAnswer, 'late'>) {
  const { programme } = useApp();
  return (
    <>
      <h3>{text('monthLate', { count: late.length })}</h3>
      {late.length > 0 && (
        <RowTable heads={['deskCommunity', 'facet_late', 'monthDays']}>
          {late.slice(0, maxLate).map(({ id, name, kind, lateDays }) => (
            <tr key={id}>
              <th scope="row">
                <button
                  type="button"
                  className="desk-link"
                  onClick={() => programme.patch({ selectedId: id })}
                >
                  {name}
                </button>
              </th>
              <td>{text(`late_${kind}`)}</td>
              <td>{lateDays}</td>
            </tr>
          ))}
        </RowTable>
      )}
    </>
  );
}

function signed(count: number): string {
  return count > 0 ? `+${count}` : formatNumber(count);
}
