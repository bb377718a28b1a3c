import { lineIntersection, type Point } from '../../../core/index.ts';
import type { Level } from '../../../plan/index.ts';
import { type CourseLine, levelLines } from './level-lines.ts';
import { ceilingPlan, lineObstacles } from './line-obstacles.ts';
import type { GraphDraft } from './routing-graph.ts';

/** What a metre and a hole cost on the way. */
export interface CourseCosts {
  /** A metre of the cheapest cable on a tray, laid, CNY. */
  metreCny: number;
  offTrayRatio: number;
  penetrationCny: number;
}

const epsilonM = 1e-6;

/** Adds the nodes and edges of one level: crossings of its lines, and what of the lines is free between them. */
export function draftLevel(
  draft: GraphDraft,
  level: Level,
  levelIndex: number,
  places: readonly Point[],
  costs: CourseCosts,
): void {
  const lines = levelLines(level, places);
  const ceiling = ceilingPlan(level, places);
  const nodesOf = crossings(draft, levelIndex, lines);
  lines.forEach((line, index) => {
    const nodes = nodesOf[index].sort((p, q) => p.atM - q.atM || p.node - q.node);
    if (nodes.length < 2) return;
    const { blocked, lintelsM } = lineObstacles(ceiling, line.a, line.b);
    for (let each = 0; each + 1 < nodes.length; each += 1) {
      const [{ node: from, atM: fromM }, { node: to, atM: toM }] = [nodes[each], nodes[each + 1]];
      const lengthM = toM - fromM;
      if (from === to || lengthM < epsilonM) continue;
      const onTray = line.trays.some((tray) => tray.fromM <= fromM + 0.002 && tray.toM >= toM - 0.002);
      const inTheWay = blocked.filter(
        (stretch) => stretch.fromM < toM - epsilonM && stretch.toM > fromM + epsilonM,
      );
      if (!onTray && inTheWay.length > 0) continue;
      // A wall belongs to the edge that holds its middle: counted once.
      const walls = inTheWay.filter(
        (stretch) => stretch.isWall && isWithin((stretch.fromM + stretch.toM) / 2, fromM, toM),
      );
      const holes = walls.length + lintelsM.filter((atM) => isWithin(atM, fromM, toM)).length;
      const metreCny = costs.metreCny * (onTray ? 1 : costs.offTrayRatio);
      const costCny = lengthM * metreCny + holes * costs.penetrationCny;
      draft.edges.push({ from, to, lengthM, costCny, holes, onTray });
    }
  });
}

function isWithin(atM: number, fromM: number, toM: number): boolean {
  return atM >= fromM && atM < toM;
}

/** Nodes of every line and where on it they lie, metres from its start. */
function crossings(
  draft: GraphDraft,
  levelIndex: number,
  lines: readonly CourseLine[],
): { node: number; atM: number }[][] {
  const nodesOf: { node: number; atM: number }[][] = lines.map(() => []);
  const lengthsM = lines.map(({ a, b }) => Math.hypot(b[0] - a[0], b[1] - a[1]));
  const put = (line: number, node: number) => {
    const { x, y } = draft.places[node];
    nodesOf[line].push({ node, atM: Math.hypot(x - lines[line].a[0], y - lines[line].a[1]) });
  };
  lines.forEach(({ a, b, stops }, line) => {
    for (const stop of stops) put(line, draft.node(levelIndex, stop[0], stop[1]));
    for (let other = line + 1; other < lines.length; other += 1) {
      const hit = lineIntersection(a, b, lines[other].a, lines[other].b);
      if (!hit) continue;
      const firstM = hit.t * lengthsM[line];
      const secondM = hit.u * lengthsM[other];
      if (firstM < -epsilonM || firstM > lengthsM[line] + epsilonM) continue;
      if (secondM < -epsilonM || secondM > lengthsM[other] + epsilonM) continue;
      const node = draft.node(levelIndex, a[0] + hit.t * (b[0] - a[0]), a[1] + hit.t * (b[1] - a[1]));
      put(line, node);
      put(other, node);
    }
  });
  return nodesOf;
}
