import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { formatNumber } from '../texts/language.ts';

interface Line {
  name: string;
  color: string;
  /** Lengths of strokes and gaps, so that lines differ without colour. */
  dash: number[];
  /** Of each of `values`, in percent. */
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

/** Shares over values, with a table of what is under the pointer; drawn anew where the lines are others, as in another theme. */
export function LineChart({ label, values, unit, lines, marks }: Props) {
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
