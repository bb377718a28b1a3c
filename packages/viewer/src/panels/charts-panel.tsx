import type { Operator } from '@diku/engine';
import { useEffect, useMemo, useRef } from 'react';
import UPlot from 'uplot';
import { operatorId } from '../store/combined-map.ts';
import { coverageCurve, expectedFraction, fractionAtLeast } from '../store/coverage-curve.ts';
import { findScale, isMeasured, type Quantity, usualQuantity } from '../store/field-scale.ts';
import type { ExactResult } from '../store/result-state.ts';
import { serverColors } from '../store/scale-colors.ts';
import { formatNumber, formatPercent, language, rowText, text } from '../texts/language.ts';
import { Row, Section } from './parts.tsx';
import { useAppState } from './use-app.tsx';

interface Line {
  name: string;
  color: string;
  /** Lengths of strokes and gaps, so that lines differ without colour. */
  dash: number[];
  /** Percentage for each of `values`. */
  percents: number[];
}

interface Props {
  label: string;
  /** Rising. */
  values: readonly number[];
  unit: string;
  lines: readonly Line[];
  /** Values that are marked by upright lines. */
  marks: readonly number[];
}

const heightPx = 190;
const font = '12px system-ui, sans-serif';

/** The prediction as charts, with the figures of the report. */
export default function ChartsPanel() {
  const exact = useAppState(({ results }) => results.value.exact);
  const quantity = useAppState(({ view }) => view.value.quantity);
  if (!exact) return <p className="quiet charts-none">{text('chartsNone')}</p>;
  const { operators, levels, kinds, target } = exact.assessment;
  const min = target.coverageRatio;
  return (
    <div className="charts">
      {/* The chart keeps the names that it was drawn with. */}
      <Curve key={language()} exact={exact} quantity={isMeasured(quantity) ? quantity : usualQuantity} />
      <Section title={text('chartOperators')}>
        {operators.map(({ operator, expectedCoverageRatio }) => (
          <Bar key={operator} name={text(operator)} ratio={expectedCoverageRatio} min={min} />
        ))}
      </Section>
      {kinds.length > 0 && (
        <Section title={text('chartKinds')}>
          {kinds.map(({ kind, expectedCoverageRatio, requiredRatio }) => (
            <Bar
              key={kind}
              kind={kind}
              name={rowText('floor-brief', kind)}
              ratio={expectedCoverageRatio}
              min={requiredRatio}
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
              ratio={expectedFraction(mapsOf(exact, operator).filter(({ levelId }) => levelId === level))}
              min={min}
            />
          )),
        )}
        <p className="quiet">{text('chartTarget', { ratio: formatPercent(min) })}</p>
      </Section>
    </div>
  );
}

/**
 * Fractions over values, with a table of what is under the pointer; drawn anew where the lines are others, as in
 * another theme.
 */
function LineChart({ label, values, unit, lines, marks }: Props) {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    let end = () => {};
    // Another theme has its colours by then.
    const frame = requestAnimationFrame(() => {
      end = drawChart(element, { values, unit, lines, marks });
    });
    return () => {
      cancelAnimationFrame(frame);
      end();
    };
  }, [values, unit, lines, marks]);
  return <figure ref={root} className="line-chart" aria-label={label} />;
}

/** @returns what takes it away */
function drawChart(element: HTMLElement, { values, unit, lines, marks }: Omit<Props, 'label'>): () => void {
  const style = getComputedStyle(element);
  const [ink, grid] = ['--text', '--line'].map((name) => style.getPropertyValue(name));
  const axis = { stroke: ink, font, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
  const chart = new UPlot(
    {
      ...{ width: element.clientWidth, height: heightPx },
      scales: { x: { time: false }, y: { range: [0, 100] } },
      axes: [
        {
          ...axis,
          size: 28,
          space: 44,
          values: (_chart, values) => values.map((value) => formatNumber(value)),
        },
        { ...axis, size: 36, space: 30 },
      ],
      cursor: { y: false, drag: { x: false, y: false } },
      series: [
        {
          label: unit,
          value: (_chart, value) => (value === null ? '–' : formatNumber(value, 1).replace(/\.0$/, '')),
        },
        ...lines.map(({ name, color, dash }) => ({
          ...{ label: name, stroke: color, dash, width: 2, points: { show: false } },
          value: (_chart: UPlot, value: number | null) => (value === null ? '–' : `${value.toFixed(1)} %`),
        })),
      ],
      hooks: { drawClear: [(drawn) => drawMarks(drawn, marks, ink)] },
    },
    [[...values], ...lines.map(({ percents }) => percents)],
    element,
  );
  const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: heightPx }));
  resize.observe(element);
  return () => {
    resize.disconnect();
    chart.destroy();
  };
}

function drawMarks(chart: UPlot, marks: readonly number[], ink: string): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.lineWidth = devicePixelRatio;
  for (const mark of marks) {
    const x = Math.round(chart.valToPos(mark, 'x', true)) + 0.5;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
/** Indices of `serverColors` that are far apart in lightness. */
const lineColors = [4, 1, 3, 2];

/** Shows how much floor has at least a value, by operator with all of its carriers. */
function Curve({ exact, quantity }: { exact: ExactResult; quantity: Quantity }) {
  const theme = useAppState(({ view }) => view.value.theme);
  const { values, lines, limits, unit } = useMemo(() => {
    const operators = exact.assessment.operators.map(({ operator }) => operator);
    const scales = operators.map((operator) => findScale(quantity, exact.classLimits[operatorId(operator)]));
    const curves = operators.map((operator) => coverageCurve(mapsOf(exact, operator), scales[0]));
    const limits = operators.map((operator, index) => {
      const limit = scales[index].limits[scales[index].requiredLimit];
      return { operator, limit, ratio: fractionAtLeast(mapsOf(exact, operator), scales[index], limit) };
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
  const title = text('chartCurve', { name: rowText('quantity', quantity) });
  return (
    <Section title={title}>
      <p className="quiet">{text(unit === '%' ? 'chartCurveProbabilityNote' : 'chartCurveNote')}</p>
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

/** A fraction as a bar, with a line at what is required. */
function Bar({
  name,
  ratio,
  min,
  kind,
}: {
  name: string;
  ratio: number;
  min: number;
  /** Kind of floor, where the bar is of one. */
  kind?: string;
}) {
  return (
    <div className="bar-row" data-floor-kind={kind}>
      <span title={name}>{name}</span>
      <span className="bar" data-met={ratio >= min}>
        <i style={{ width: `${100 * ratio}%` }} />
        <i className="mark" style={{ left: `${100 * min}%` }} />
      </span>
      <b>{formatPercent(ratio, 1)}</b>
    </div>
  );
}

/** The operator's maps with all of its carriers, one for each level. */
function mapsOf({ maps }: ExactResult, operator: Operator) {
  return maps.filter(({ carrierId }) => carrierId === operatorId(operator));
}
