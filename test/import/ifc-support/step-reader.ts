/**
 * A small reader of STEP files for the tests: entities as nested lists, locations as matrices. Nothing of the
 * product's.
 */
export type StepValue =
  | string
  | number
  | null
  | { ref: number }
  | { typed: string; value: StepValue }
  | StepValue[];

export interface StepEntity {
  type: string;
  values: StepValue[];
}

/** 4 × 4, by rows. */
export type Matrix = readonly (readonly number[])[];

export class StepFile {
  readonly entities = new Map<number, StepEntity>();

  constructor(text: string) {
    for (const [, id, type, rest] of text.matchAll(/^#(\d+)\s*=\s*(\w+)\s*\((.*)\)\s*;\s*$/gm)) {
      this.entities.set(Number(id), { type, values: parseList(rest) });
    }
  }

  ofType(type: string): [number, StepEntity][] {
    return [...this.entities].filter(([, entity]) => entity.type === type);
  }

  at(value: StepValue): StepEntity {
    if (value === null || typeof value !== 'object' || !('ref' in value)) throw new Error('no reference');
    const entity = this.entities.get(value.ref);
    if (!entity) throw new Error(`no #${value.ref}`);
    return entity;
  }

  numbers(value: StepValue): number[] {
    return this.at(value).values[0] as number[];
  }

  /** Returns the matrix from a placement's own coordinates to the model's. */
  placement(value: StepValue): Matrix {
    const { values } = this.at(value);
    const axes = this.axes(values[1]);
    return values[0] === null ? axes : multiply(this.placement(values[0]), axes);
  }

  axes(value: StepValue): Matrix {
    const [location, axis, reference] = this.at(value).values;
    const [x, y, z = 0] = this.numbers(location);
    const up = axis ? this.numbers(axis) : [0, 0, 1];
    const along = reference ? this.numbers(reference) : [1, 0, 0];
    const side = [
      up[1] * along[2] - up[2] * along[1],
      up[2] * along[0] - up[0] * along[2],
      up[0] * along[1] - up[1] * along[0],
    ];
    return [...[0, 1, 2].map((i) => [along[i], side[i], up[i], [x, y, z][i]]), [0, 0, 0, 1]];
  }

  /** The items of an element's representation of a name (`Body`, `Axis`). */
  items(element: StepEntity, name: string): StepEntity[] {
    if (element.values[6] === null) return [];
    const shapes = this.at(element.values[6]).values[2] as StepValue[];
    const shape = shapes.map((each) => this.at(each)).find(({ values }) => values[1] === name);
    return shape ? (shape.values[3] as StepValue[]).map((item) => this.at(item)) : [];
  }
}

export function multiply(p: Matrix, q: Matrix): Matrix {
  return p.map((row) => [0, 1, 2, 3].map((j) => row.reduce((sum, value, k) => sum + value * q[k][j], 0)));
}

/** A list up to the end of the text, or to its closing bracket. */
function parseList(text: string): StepValue[] {
  let at = 0;
  const list = (): StepValue[] => {
    const values: StepValue[] = [];
    while (at < text.length && text[at] !== ')') {
      if (text[at] === ',' || text[at] === ' ') at++;
      else values.push(value());
    }
    at++;
    return values;
  };
  const value = (): StepValue => {
    if (text[at] === '(') {
      at++;
      return list();
    }
    const found = /'(?:[^']|'')*'|#\d+|[^,()]+/y;
    found.lastIndex = at;
    const token = found.exec(text)![0].trim();
    at = found.lastIndex;
    if (text[at] === '(') {
      at++;
      return { typed: token, value: list()[0] };
    }
    if (token.startsWith("'")) return token.slice(1, -1);
    if (token.startsWith('#')) return { ref: Number(token.slice(1)) };
    if (token === '$' || token === '*') return null;
    const number = Number(token);
    return Number.isNaN(number) ? token : number;
  };
  return list();
}
