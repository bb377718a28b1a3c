/** IFC files written by hand for the tests: STEP entities one by one, nothing but text. */
export type Location = readonly [number, number];

export interface IfcTextOptions {
  schema?: 'IFC2X3' | 'IFC4';
  /** Unit of every length in the file. */
  unit?: 'mm' | 'm' | 'ft' | 'in' | 'cm';
  /** Everything is turned by this and put there, in metres: the placement of the site. */
  rotationDeg?: number;
  offsetM?: readonly [number, number, number];
  /** Latitude of the site, as degrees, minutes, seconds and millionths. */
  latitude?: readonly number[];
  longitude?: readonly number[];
  /** Direction of north in the model. */
  trueNorth?: Location;
}

/** The area of a body in plan: a ring with holes, or a circle around the ring's first point. */
export interface Profile {
  ring: readonly Location[];
  holes?: readonly (readonly Location[])[];
  radiusM?: number;
}

const metresPerUnit = { mm: 0.001, cm: 0.01, m: 1, ft: 0.3048, in: 0.0254 } as const;

/** Characters beyond ASCII as STEP writes them (`\X2\4E00\X0\`). */
export function stepString(text: string): string {
  const encoded = text.replace(/'/g, "''").replace(/[^\x20-\x7e]+/g, (part) => {
    const codes = [...part].map((c) => c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0'));
    return `\\X2\\${codes.join('')}\\X0\\`;
  });
  return `'${encoded}'`;
}

/** Collects the entities of one model; every `add…` returns the number of what it wrote. Lengths in metres. */
export class IfcText {
  private readonly lines: string[] = [];
  private readonly schema: string;
  private readonly scale: number;
  private readonly site: number;
  private readonly building: number;
  readonly context: number;
  private readonly contained = new Map<number, number[]>();
  private readonly storeys: number[] = [];

  constructor(options: IfcTextOptions = {}) {
    const { schema = 'IFC4', unit = 'mm', rotationDeg = 0, offsetM = [0, 0, 0] } = options;
    this.schema = schema;
    this.scale = 1 / metresPerUnit[unit];
    const { trueNorth, latitude, longitude } = options;
    const north = trueNorth ? `#${this.direction(...trueNorth)}` : '$';
    this.context = this.add(
      `IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-5,#${this.axes([0, 0, 0])},${north})`,
    );
    const units = this.add(`IFCUNITASSIGNMENT((#${this.lengthUnit(unit)}))`);
    const project = this.add(`IFCPROJECT(${this.root('project')},$,$,$,(#${this.context}),#${units})`);
    const angle = (rotationDeg * Math.PI) / 180;
    const placement = this.placement(undefined, this.axes(offsetM, [Math.cos(angle), Math.sin(angle), 0]));
    this.site = placement;
    const where = [latitude, longitude].map((angle) => (angle ? `(${angle.join(',')})` : '$')).join(',');
    const site = this.add(`IFCSITE(${this.root('site')},$,#${placement},$,$,.ELEMENT.,${where},$,$,$)`);
    this.building = this.add(`IFCBUILDING(${this.root('building')},$,#${placement},$,$,.ELEMENT.,$,$,$)`);
    this.add(`IFCRELAGGREGATES(${this.root('')},#${project},(#${site}))`);
    this.add(`IFCRELAGGREGATES(${this.root('')},#${site},(#${this.building}))`);
  }

  add(entity: string): number {
    this.lines.push(entity);
    return this.lines.length;
  }

  addStorey(name: string, elevationM: number): { id: number; placement: number } {
    const placement = this.placement(this.site, this.axes([0, 0, elevationM]));
    const root = this.root(name);
    const id = this.add(`IFCBUILDINGSTOREY(${root},$,#${placement},$,$,.ELEMENT.,${this.real(elevationM)})`);
    this.storeys.push(id);
    return { id, placement };
  }

  /** A body extruded upwards from a ring, contained in a storey. */
  addElement(
    type: string,
    storey: { id: number; placement: number },
    body: Profile & { name: string; bottomM: number; heightM: number; tail?: string },
  ): number {
    const placement = this.placement(storey.placement, this.axes([0, 0, body.bottomM]));
    const id = this.addPart(type, {
      ...body,
      placement,
      shape: this.shape(this.extrusion(body), 'SweptSolid'),
    });
    this.contain(storey, id);
    return id;
  }

  /** An element of any shape that no storey contains: a part of another. */
  addPart(
    type: string,
    {
      name,
      placement,
      shape,
      tail = ',$',
    }: { name: string; placement: number; shape?: number; tail?: string },
  ): number {
    const shown = shape === undefined ? '$' : `#${shape}`;
    return this.add(`${type}(${this.root(name)},$,#${placement},${shown}${tail})`);
  }

  contain(storey: { id: number }, element: number): void {
    this.contained.set(storey.id, [...(this.contained.get(storey.id) ?? []), element]);
  }

  addParts(whole: number, parts: readonly number[]): void {
    this.add(`IFCRELAGGREGATES(${this.root('')},#${whole},(${refs(parts)}))`);
  }

  /** An opening through a wall, with what fills it. */
  addOpening(
    wall: number,
    storey: { id: number; placement: number },
    body: Profile & { bottomM: number; heightM: number },
    filler?: number,
  ): void {
    const placement = this.placement(storey.placement, this.axes([0, 0, body.bottomM]));
    const tail = this.schema === 'IFC4' ? ',$,.OPENING.' : ',$';
    const shape = this.shape(this.extrusion(body), 'SweptSolid');
    const id = this.add(`IFCOPENINGELEMENT(${this.root('')},$,#${placement},#${shape}${tail})`);
    this.add(`IFCRELVOIDSELEMENT(${this.root('')},#${wall},#${id})`);
    if (filler !== undefined) this.add(`IFCRELFILLSELEMENT(${this.root('')},#${id},#${filler})`);
  }

  /** Layers (name, thickness in metres) given to elements. */
  addMaterial(elements: readonly number[], layers: readonly (readonly [string, number])[]): void {
    const ids = layers.map(([name, thicknessM]) => {
      const material = this.add(
        this.schema === 'IFC4' ? `IFCMATERIAL(${stepString(name)},$,$)` : `IFCMATERIAL(${stepString(name)})`,
      );
      const more = this.schema === 'IFC4' ? ',$,$,$,$,$' : ',$';
      return this.add(`IFCMATERIALLAYER(#${material},${this.real(thicknessM)}${more})`);
    });
    const set = this.add(`IFCMATERIALLAYERSET((${refs(ids)}),$${this.schema === 'IFC4' ? ',$' : ''})`);
    const usage = this.add(
      `IFCMATERIALLAYERSETUSAGE(#${set},.AXIS2.,.POSITIVE.,0.${this.schema === 'IFC4' ? ',$' : ''})`,
    );
    this.add(`IFCRELASSOCIATESMATERIAL(${this.root('')},(${refs(elements)}),#${usage})`);
  }

  addFireRating(door: number, rating: string): void {
    const value = this.add(`IFCPROPERTYSINGLEVALUE('FireRating',$,IFCLABEL(${stepString(rating)}),$)`);
    const set = this.add(`IFCPROPERTYSET(${this.root('Pset_DoorCommon')},(#${value}))`);
    this.add(`IFCRELDEFINESBYPROPERTIES(${this.root('')},(#${door}),#${set})`);
  }

  toString(): string {
    const closing: string[] = [];
    let next = this.lines.length + 1;
    const close = (entity: string) => closing.push(`#${next++}=${entity};`);
    close(`IFCRELAGGREGATES(${this.root('')},#${this.building},(${refs(this.storeys)}))`);
    for (const [storey, elements] of this.contained) {
      close(`IFCRELCONTAINEDINSPATIALSTRUCTURE(${this.root('')},(${refs(elements)}),#${storey})`);
    }
    const header = `HEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('','',(''),(''),'','','');\nFILE_SCHEMA(('${this.schema}'));\nENDSEC;`;
    const data = [...this.lines.map((line, i) => `#${i + 1}=${line};`), ...closing].join('\n');
    return `ISO-10303-21;\n${header}\nDATA;\n${data}\nENDSEC;\nEND-ISO-10303-21;\n`;
  }

  toBytes(): Uint8Array {
    return new TextEncoder().encode(this.toString());
  }

  root(name: string): string {
    const guid = String(this.lines.length).padStart(22, '0');
    return `'${guid}',$,${name === '' ? '$' : stepString(name)},$`;
  }

  real(metres: number): string {
    const text = String(metres * this.scale);
    return /[.e]/.test(text) ? text.replace(/^(-?\d+)e/, '$1.e') : `${text}.`;
  }

  point(...metres: number[]): number {
    return this.add(`IFCCARTESIANPOINT((${metres.map((value) => this.real(value)).join(',')}))`);
  }

  direction(...values: number[]): number {
    return this.add(`IFCDIRECTION((${values.map((value) => value.toFixed(12)).join(',')}))`);
  }

  /** Axes at a location, with their x and z. */
  axes(
    origin: readonly [number, number, number],
    x: readonly number[] = [1, 0, 0],
    z: readonly number[] = [0, 0, 1],
  ): number {
    const point = this.point(...origin);
    return this.add(`IFCAXIS2PLACEMENT3D(#${point},#${this.direction(...z)},#${this.direction(...x)})`);
  }

  placement(relativeTo: number | undefined, axes: number): number {
    return this.add(`IFCLOCALPLACEMENT(${relativeTo === undefined ? '$' : `#${relativeTo}`},#${axes})`);
  }

  /** Returns what an element is shown by: one item of the kind named. */
  shape(item: number, kind: string): number {
    const shown = this.add(`IFCSHAPEREPRESENTATION(#${this.context},'Body','${kind}',(#${item}))`);
    return this.add(`IFCPRODUCTDEFINITIONSHAPE($,$,(#${shown}))`);
  }

  extrusion(body: Profile & { heightM: number }): number {
    const profile = this.profile(body);
    const position = this.axes([0, 0, 0]);
    const up = this.direction(0, 0, 1);
    return this.add(`IFCEXTRUDEDAREASOLID(#${profile},#${position},#${up},${this.real(body.heightM)})`);
  }

  private profile({ ring, holes = [], radiusM }: Profile): number {
    if (radiusM !== undefined) {
      const center = this.point(...ring[0]);
      const axis = this.add(`IFCAXIS2PLACEMENT2D(#${center},$)`);
      return this.add(`IFCCIRCLEPROFILEDEF(.AREA.,$,#${axis},${this.real(radiusM)})`);
    }
    const outer = this.closedLine(ring);
    if (holes.length === 0) return this.add(`IFCARBITRARYCLOSEDPROFILEDEF(.AREA.,$,#${outer})`);
    const inner = holes.map((hole) => this.closedLine(hole));
    return this.add(`IFCARBITRARYPROFILEDEFWITHVOIDS(.AREA.,$,#${outer},(${refs(inner)}))`);
  }

  private closedLine(ring: readonly Location[]): number {
    const points = [...ring, ring[0]].map(([x, y]) => this.point(x, y));
    return this.add(`IFCPOLYLINE((${refs(points)}))`);
  }

  private lengthUnit(unit: keyof typeof metresPerUnit): number {
    const prefix = { mm: '.MILLI.', cm: '.CENTI.', m: '$', ft: undefined, in: undefined }[unit];
    if (prefix) return this.add(`IFCSIUNIT(*,.LENGTHUNIT.,${prefix},.METRE.)`);
    const metre = this.add('IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.)');
    const dimensions = this.add('IFCDIMENSIONALEXPONENTS(1,0,0,0,0,0,0)');
    const factor = this.add(`IFCMEASUREWITHUNIT(IFCLENGTHMEASURE(${metresPerUnit[unit]}),#${metre})`);
    return this.add(
      `IFCCONVERSIONBASEDUNIT(#${dimensions},.LENGTHUNIT.,'${unit === 'ft' ? 'FOOT' : 'INCH'}',#${factor})`,
    );
  }
}

/** A list of references. */
export function refs(ids: readonly number[]): string {
  return ids.map((id) => `#${id}`).join(',');
}
