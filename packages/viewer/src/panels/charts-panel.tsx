import type { Operator } from '@diku/engine';
import { useMemo } from 'react';
import { operatorId } from '../store/combined-map.ts';
import { coverageCurve, expectedShare, shareAtLeast } from '../store/coverage-curve.ts';
import { findScale, isMeasured, type Quantity } from '../store/field-scale.ts';
import type { ExactResult } from '../store/result-state.ts';
import { serverColors } from '../store/scale-colors.ts';
import { formatNumber, formatPercent, language, text } from '../texts/language.ts';
import { LineChart } from './line-chart.tsx';
import { Row, Section } from './parts.tsx';
import { useAppState } from './use-app.tsx';

/** The prediction as charts, with the figures of the report. */
export default function ChartsPanel() {
  const exact = useAppState(({ results }) => results.value.exact);
  const quantity = useAppState(({ view }) => view.value.quantity);
  if (!exact) return <p className="quiet charts-none">{text('chartsNone')}</p>;
  const { operators, levels, kinds, target } = exact.assessment;
  const least = target.coverageRatio;
  return (
    <div className="charts">
      {/* The chart keeps the names that it was drawn with. */}
      <Curve key={language()} exact={exact} quantity={isMeasured(quantity) ? quantity : 'rsrp'} />
      <Section title={text('chartOperators')}>
        {operators.map(({ operator, expectedCoverageRatio }) => (
          <Bar key={operator} name={text(operator)} ratio={expectedCoverageRatio} least={least} />
        ))}
      </Section>
      {kinds.length > 0 && (
        <Section title={text('chartKinds')}>
          {kinds.map(({ kind, expectedCoverageRatio, requiredRatio }) => (
            <Bar
              key={kind}
              kind={kind}
              name={text(`floorKind-${kind}`)}
              ratio={expectedCoverageRatio}
              least={requiredRatio}
            />
          ))}
          <p className="quiet">{text('chartKindsNote')}</p>
        </Section>
      )}
      <Section title={text('chartLevels')}>
        {levels.flatMap(({ id: level }) =>
          operators.map(({ operator }) => (
            <Bar
              key={`${level} ${operator}`}
              name={text('chartLevelRow', { level, operator: text(operator) })}
              ratio={expectedShare(mapsOf(exact, operator).filter(({ levelId }) => levelId === level))}
              least={least}
            />
          )),
        )}
        <p className="quiet">{text('chartTarget', { ratio: formatPercent(least) })}</p>
      </Section>
    </div>
  );
}

const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
/** Of `serverColors`: far apart in lightness. */
const lineColors = [4, 1, 3, 2];

/** How much floor has at least a value, by operator with all of its carriers. */
function Curve({ exact, quantity }: { exact: ExactResult; quantity: Quantity }) {
  const theme = useAppState(({ view }) => view.value.theme);
  const { values, lines, limits, unit } = useMemo(() => {
    const operators = exact.assessment.operators.map(({ operator }) => operator);
    const scales = operators.map((operator) => findScale(quantity, exact.classLimits[operatorId(operator)]));
    const curves = operators.map((operator) => coverageCurve(mapsOf(exact, operator), scales[0]));
    const limits = operators.map((operator, index) => {
      const limit = scales[index].limits[scales[index].requiredLimit];
      return { operator, limit, ratio: shareAtLeast(mapsOf(exact, operator), scales[index], limit) };
    });
    const lines = operators.map((operator, index) => ({
      name: text(operator),
      color: serverColors[theme][lineColors[index]],
      dash: dashes[index],
      percents: curves[index].ratios.map((ratio) => 100 * ratio),
    }));
    return { values: curves[0].values, lines, limits, unit: scales[0].unit };
  }, [exact, quantity, theme]);
  const marks = useMemo(() => [...new Set(limits.map(({ limit }) => limit))], [limits]);
  const title = text('chartCurve', { name: text(quantity) });
  return (
    <Section title={title}>
      <p className="quiet">
        {text(quantity === 'probability' ? 'chartCurveProbabilityNote' : 'chartCurveNote')}
      </p>
      <LineChart label={title} values={values} unit={unit} lines={lines} marks={marks} />
      {limits.map(({ operator, limit, ratio }) => (
        <Row
          key={operator}
          name={text('chartAtLimit', { operator: text(operator), limit: formatNumber(limit), unit })}
        >
          {formatPercent(ratio, 1)}
        </Row>
      ))}
    </Section>
  );
}

/** A share as a bar, with a line at what is required. */
function Bar({
  name,
  ratio,
  least,
  kind,
}: {
  name: string;
  ratio: number;
  least: number;
  /** Of floor, where the bar is of one. */
  kind?: string;
}) {
  return (
    <div className="bar-row" data-floor-kind={kind}>
      <span title={name}>{name}</span>
      <span className="bar" data-met={ratio >= least}>
        <i style={{ width: `${100 * ratio}%` }} />
        <i className="mark" style={{ left: `${100 * least}%` }} />
      </span>
      <b>{formatPercent(ratio, 1)}</b>
    </div>
  );
}

/** The operator's maps with all of its carriers, one for each level. */
function mapsOf({ maps }: ExactResult, operator: Operator) {
  return maps.filter(({ carrierId }) => carrierId === operatorId(operator));
}
