import {
  type PreparedService,
  readSignal,
  type ServiceSignal,
  serviceSignal,
  signalLength,
} from './service-signal.ts';

/** Powers of antennas at one location, added up by serving cell; before the phone's losses. */
export class CellSums {
  readonly #cells = new Map<string, { powerMw: number; squareMw2: number }>();
  #strongestMw = 0;

  add(cellId: string, powerMw: number): void {
    const { powerMw: sumMw, squareMw2 } = this.#cells.get(cellId) ?? { powerMw: 0, squareMw2: 0 };
    this.#cells.set(cellId, { powerMw: sumMw + powerMw, squareMw2: squareMw2 + powerMw * powerMw });
    this.#strongestMw = Math.max(this.#strongestMw, powerMw);
  }

  /** The signal of a service there: the strongest cell serves, the others interfere. */
  signal(service: PreparedService): ServiceSignal {
    let best = { powerMw: 0, squareMw2: 0 };
    let sumMw = 0;
    for (const cell of this.#cells.values()) {
      sumMw += cell.powerMw;
      if (cell.powerMw > best.powerMw) best = cell;
    }
    const values = new Float64Array(signalLength);
    serviceSignal(service, best.powerMw, best.squareMw2, sumMw, this.#strongestMw, values);
    return readSignal(values, service);
  }
}
