// E. A. Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation", 1970.

/** Cost of more than this cannot be summed: what costs so much is never cut, and never given up. */
export const neverCut = 2 ** 28;

export interface GridCosts {
  columns: number;
  /** Whole numbers. Cost of a cut between a cell and the next one in its row; that of the last column is not read. */
  right: Int32Array; // [rows, columns]
  /** Cost of a cut between a cell and the one a row further; that of the last row is not read. */
  below: Int32Array; // [rows, columns]
  /** Cost of a cell that is not inside. */
  inside: Int32Array; // [rows, columns]
  /** Cost of a cell that is not outside. */
  outside: Int32Array; // [rows, columns]
  /** Cells looked at before the search is given up. */
  maxSteps: number;
}

/**
 * Parts the cells of a grid into inside (1) and outside (0) at the lowest cost, by a maximum flow: of equally cheap parts
 * the largest inside. Undefined where that takes more than `maxSteps`.
 */
export function cutGrid(costs: GridCosts): Uint8Array | undefined {
  const flow = residualFlow(costs);
  for (;;) {
    const reached = rankCells(flow);
    if (flow.looked > costs.maxSteps) return undefined;
    if (reached.length === 0) return Uint8Array.from(flow.rankOf, (rank) => (rank === -1 ? 1 : 0));
    for (const cell of reached) {
      while (pushFlow(flow, cell)) if (flow.looked > costs.maxSteps) return undefined;
    }
  }
}

/** The state of a flow from cells that should be inside to cells that should be outside. */
interface ResidualFlow {
  supply: Int32Array;
  demand: Int32Array;
  /** Steps in each of four directions; the opposite of a direction is `direction ^ 1`. */
  stride: readonly number[];
  /** Flow that a cell can still send on, by direction. */
  room: readonly Int32Array[];
  /** Steps to the nearest cell that takes flow; −1 where there is none, −2 where the search came to nothing. */
  rankOf: Int32Array;
  nextDirection: Uint8Array;
  queue: Int32Array;
  /** Cells and directions of the path that is looked for. */
  path: Int32Array;
  directions: Uint8Array;
  /** Cells looked at. */
  looked: number;
}

function residualFlow({ columns, right, below, inside, outside }: GridCosts): ResidualFlow {
  const count = inside.length;
  const stride = [1, -1, columns, -columns];
  const room = stride.map(() => new Int32Array(count));
  for (let cell = 0; cell < count; cell++) {
    if ((cell + 1) % columns !== 0) room[0][cell] = room[1][cell + 1] = right[cell];
    if (cell + columns < count) room[2][cell] = room[3][cell + columns] = below[cell];
  }
  return {
    // What costs something on either side costs the lower of both in any case.
    supply: inside.map((cost, cell) => Math.max(0, cost - outside[cell])),
    demand: outside.map((cost, cell) => Math.max(0, cost - inside[cell])),
    stride,
    room,
    rankOf: new Int32Array(count),
    nextDirection: new Uint8Array(count),
    queue: new Int32Array(count),
    path: new Int32Array(count),
    directions: new Uint8Array(count),
    looked: 0,
  };
}

/** Counts the steps from every cell to one that takes flow. Returns the cells with flow to give that reach one. */
function rankCells(flow: ResidualFlow): number[] {
  const { supply, demand, stride, room, rankOf, queue } = flow;
  const count = rankOf.length;
  rankOf.fill(-1);
  flow.nextDirection.fill(0);
  let size = 0;
  for (let cell = 0; cell < count; cell++) {
    if (demand[cell] <= 0) continue;
    rankOf[cell] = 0;
    queue[size++] = cell;
  }
  const reached: number[] = [];
  for (let k = 0; k < size; k++) {
    const cell = queue[k];
    if (supply[cell] > 0) reached.push(cell);
    for (let direction = 0; direction < 4; direction++) {
      const from = cell - stride[direction];
      if (from < 0 || from >= count || rankOf[from] !== -1 || room[direction][from] <= 0) continue;
      rankOf[from] = rankOf[cell] + 1;
      queue[size++] = from;
    }
  }
  flow.looked += count + size;
  return reached;
}

/** The length of a shortest path on from a cell, whose cells stand in `path`; undefined where none is left. */
function pathFrom(flow: ResidualFlow, start: number): number | undefined {
  const { demand, stride, room, rankOf, nextDirection, path, directions } = flow;
  let length = 0;
  path[0] = start;
  for (;;) {
    const cell = path[length];
    if (rankOf[cell] === 0 && demand[cell] > 0) return length;
    let isAhead = false;
    for (; nextDirection[cell] < 4 && !isAhead; flow.looked++) {
      const direction = nextDirection[cell];
      const to = cell + stride[direction];
      isAhead = room[direction][cell] > 0 && rankOf[to] === rankOf[cell] - 1 && rankOf[cell] > 0;
      if (!isAhead) nextDirection[cell]++;
      else {
        directions[length] = direction;
        path[++length] = to;
      }
    }
    if (isAhead) continue;
    rankOf[cell] = -2;
    if (length === 0) return undefined;
    length--;
    nextDirection[path[length]]++;
  }
}

/** Lets as much flow along one path from a cell as it takes. False where nothing is left to flow. */
function pushFlow(flow: ResidualFlow, start: number): boolean {
  const { supply, demand, room, path, directions } = flow;
  const length = supply[start] > 0 ? pathFrom(flow, start) : undefined;
  if (length === undefined) return false;
  const end = path[length];
  let amount = Math.min(supply[start], demand[end]);
  for (let k = 0; k < length; k++) amount = Math.min(amount, room[directions[k]][path[k]]);
  for (let k = 0; k < length; k++) {
    room[directions[k]][path[k]] -= amount;
    room[directions[k] ^ 1][path[k + 1]] += amount;
  }
  if (supply[start] < neverCut) supply[start] -= amount;
  if (demand[end] < neverCut) demand[end] -= amount;
  flow.looked += length + 1;
  return true;
}
