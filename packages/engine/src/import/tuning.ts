/**
 * Every threshold of the import by the file that uses it; lengths in metres, angles in radians or degrees as their
 * names say, others are counts and fractions. `npm run tune` changes them one by one and prints how far the scores
 * move; docs/recognition.md says on which drawings they are measured.
 */
export const tuning = {
  /** drawing/check-extent.ts */
  checkExtent: {
    /** No garage has longer ones, m. */
    longestWallM: 2000,
  },
  /** drawing/join-text-fragments.ts */
  joinTextFragments: {
    /** Names are not longer. */
    maxLetters: 16,
  },
  /** drawing/trace-floor.ts */
  traceFloor: {
    /** Breaks in walls up to twice this are closed when it is asked what lies behind them. */
    breakReachM: 0.4,
    largestCellCount: 4_000_000,
  },
  /** drawing/units.ts */
  drawingUnits: {
    /** Evidence against a unit that counts less is no contradiction: letters are of any size. */
    disputingWeight: 1,
  },
  /** drawing/untangle-ring.ts */
  untangleRing: {
    /** Rings of more corners are left as they are: the search is quadratic. */
    largestRing: 1500,
    maxLoops: 40,
    /** Edges this near to each other may cross once locations are rounded, m. */
    touchM: 0.003,
    /** A ring of more corners is not searched: the search is quadratic. */
    largestCheckedRing: 1500,
  },
  /** drawing/unseen-parts.ts */
  unseenParts: {
    /** Fewer lines on a hidden layer are no plan. */
    minHiddenLines: 20,
    /** Hidden lines of walls or bays as a fraction of those that are shown, from which they are told. */
    hiddenRatio: 0.5,
    /** Names that are listed. */
    maxNames: 8,
  },
  /** drawing/wall-strips.ts */
  wallStrips: {
    /** Sides of one wall run against each other to within 8°: areas are digitised by hand. */
    minOpposition: 0.99,
    /** Areas with more edges are not cut into strips. */
    largestEdgeCount: 1500,
  },
  /** formats/ifc/choose-storeys.ts */
  ifcChooseStoreys: {
    /** A floor this far below zero is below ground where its name does not tell. */
    undergroundM: -1.5,
  },
  /** formats/ifc/collect-bodies.ts */
  ifcCollectBodies: {
    /** Finishes of floors and walls are among them. */
    maxCoverings: 20_000,
  },
  /** formats/ifc/cut-mesh.ts */
  ifcCutMesh: {
    /** Ends nearer than this are one corner, m: vertices are single precision. */
    sameCornerM: 0.0005,
    smallestAreaM2: 0.0001,
    /** Off round heights, so that no vertex lies in the plane. */
    offsetM: 0.000_37,
  },
  /** formats/ifc/draw-beams.ts */
  ifcDrawBeams: {
    maxBeams: 5000,
    shortestM: 0.3,
    widestM: 3,
    /** A bent beam leaves more of the box around it empty. */
    minFilledRatio: 0.7,
    /** Rise between the ends of a level beam, m. */
    maxRiseM: 0.1,
    /** Lower things stand on the floor. */
    lowestUndersideM: 1.5,
    /** Things that hang down less are no obstacle. */
    minDepthM: 0.05,
  },
  /** formats/ifc/draw-ramps.ts */
  ifcDrawStairs: {
    /** More stairs than any building has. */
    largestStairCount: 500,
    /** Less is a step. */
    smallestStairM2: 1,
    /** Edges of treads and strings, which show how a stair is turned, m and degrees. */
    shortestEdgeM: 0.6,
    directionStepDeg: 0.5,
  },
  ifcDrawRamps: {
    /** Ramps that rise less serve wheelchairs and kerbs. */
    minRiseM: 0.8,
    largestSlabM2: 800,
    smallestRampM2: 6,
    largestRampCount: 500,
  },
  /** formats/ifc/draw-spaces.ts */
  ifcDrawSpaces: {
    textHeightM: 0.3,
    largestSpaceCount: 50_000,
  },
  /** formats/ifc/draw-storey.ts */
  ifcDrawStorey: {
    /** Corners of a ring that can be a circle. */
    minCorners: 8,
    roundTolerance: 0.02,
    /** Height above the floor at which a storey is cut: over sills and bays, under the heads of doors. */
    cutHeightM: 1.2,
    /** Things that end this near to the cut are not there. */
    minCrossingM: 0.03,
    /** An outline that leaves out more of the walls is one of pads and landings. */
    minHeldRatio: 0.7,
    /** Ends of walls this far outside are on the edge. */
    edgeReachM: 0.5,
  },
  /** formats/ifc/draw-things.ts */
  ifcDrawThings: {
    largestThingCount: 50_000,
  },
  /** formats/ifc/draw-wall.ts */
  ifcDrawWall: {
    shortestStretchM: 0.02,
    /** Nobody walks through less. */
    narrowestPassageM: 0.6,
  },
  /** formats/ifc/element-material.ts */
  ifcElementMaterial: {
    /** Walls this thick carry: their concrete is reinforced, whatever the name leaves open. */
    carryingThicknessM: 0.18,
  },
  /** formats/ifc/floor-outline.ts */
  ifcFloorOutline: {
    /** Walls on the edge of a slab reach this far beyond it. */
    edgeReachM: 0.8,
    /** Separate floors smaller than this, or than this fraction of the largest, are landings and pads. */
    smallestPartM2: 30,
    smallestPartRatio: 0.02,
    joinWidthM: 0.1,
    /** Holes smaller than this are shafts and stairs, not courtyards. */
    smallestHoleM2: 60,
    /** Rings of more corners in all are not joined. */
    largestCornerCount: 60_000,
  },
  /** formats/ifc/join-meshes.ts */
  ifcJoinMeshes: {
    /** Locations farther out than this are errors, metres. */
    farthestM: 10_000_000,
  },
  /** formats/ifc/open-ifc.ts */
  ifcOpenIfc: {
    /** Chords of a full circle. */
    circleSegments: 24,
    /** Triangles of all elements that are read; more is no building. */
    largestTriangleCount: 6_000_000,
    /** Entities and shapes that are looked at; each costs the library some ten microseconds. */
    maxLooks: 400_000,
    /** Bytes of the library's own memory for the file. */
    memoryLimit: 128 * 2 ** 20,
  },
  /** formats/ifc/read-georeference.ts */
  ifcReadGeoreference: {
    /** Property sets that are looked at, half of them the first and half the last of the file. */
    maxPropertySets: 30_000,
    /** Grid → geodetic, Transverse Mercator (method 9807, JHS series): EPSG Guidance Note 7-2 (2019), 3.5.3.1, on the WGS 84 ellipsoid. */
    semiMajorM: 6_378_137,
    flattening: 1 / 298.257223563,
    /** A site farther than this from its walls is not where they are, m. */
    farthestSiteM: 20_000,
    /** Far enough to tell a direction by, m. */
    stepM: 100,
  },
  /** formats/ifc/read-ifc.ts */
  ifcReadIfc: {
    /** Longest chain of entities that refer to each other; deep ones are made to exhaust a parser. */
    longestChain: 2000,
    /** An entity this long counts as two, and so on: lists of points or triangles are one entity of any length. */
    partBytes: 128,
    /** Bodies of fewer parts are cut in no time. */
    smallCutParts: 300,
    /** Entities behind one shape; more is no wall, and takes the library long. */
    largestPartCount: 100_000,
    /** Entities behind all shapes that are made. */
    maxParts: 8_000_000,
    /** Openings are cut one by one, each against all before it: the sum of their squares where they are many. */
    maxCuts: 100_000,
    manyOpenings: 50,
    /** Work of cutting large bodies: of one element, and of all. */
    largestCutCost: 20_000_000,
    maxCutCost: 100_000_000,
  },
  /** formats/ifc/read-storeys.ts */
  ifcReadStoreys: {
    /** Storeys nearer than this to a lower one are reference heights (top of slab, window heads), not floors. */
    minStoreyM: 1.8,
  },
  /** formats/ifc/relations.ts */
  ifcRelations: {
    /** Pairs that one kind of relation makes. */
    maxPairs: 1_000_000,
    /** Wholes within wholes: a plate in a curtain wall in a storey. */
    deepestWhole: 12,
  },
  /** formats/ifc/scan-step.ts */
  ifcScanStep: {
    largestFileBytes: 256 * 2 ** 20,
    largestEntityCount: 6_000_000,
    largestReferenceCount: 20_000_000,
    largestId: 2 ** 31,
    deepestNesting: 64,
    headerBytes: 65_536,
    tailBytes: 4096,
  },
  /** formats/ifc/storey-floors.ts */
  ifcStoreyFloors: {
    thickestSlabM: 2,
    /** Ceilings smaller than this fraction of the floor are landings and canopies. */
    smallestCeilingRatio: 0.25,
    /** Suspended ceilings over less of the floor are those of single rooms. */
    smallestHungRatio: 0.5,
  },
  /** formats/ifc/wall-strips.ts */
  ifcWallStrips: {
    /** How far the area of the stretches may be from that of the section. */
    areaTolerance: 0.12,
    thinnestM: 0.005,
    thickestM: 5,
    /** Breaks shorter than this are joints. */
    jointM: 0.005,
    /** Boards, studs and layers that stand farther apart are no one wall. */
    thickestAssemblyM: 0.8,
  },
  /** formats/ifc/wall-voids.ts */
  ifcWallVoids: {
    /** More properties than this are not searched for fire ratings. */
    largestRelationCount: 60_000,
    /** An unfilled opening from the floor up to this height is a way through. */
    passageHeightM: 1.9,
    highestSillM: 0.3,
    /** Openings through one wall; more are made to exhaust the reader. */
    largestOpeningCount: 2000,
  },
  /** formats/map/coordinate-frame.ts */
  mapCoordinateFrame: {
    /** So many features that stand together make the others mistakes: zeros, swapped or broken coordinates. */
    minTogetherRatio: 0.9,
    minFeatures: 10,
    /** Degrees that a map of one garage and the streets around it spans at most. */
    largestSpanDeg: 1,
    /** Equatorial radius of EPSG:3857, m. */
    webMercatorRadiusM: 6_378_137,
  },
  /** formats/map/draw-level.ts */
  mapDrawLevel: {
    /** Fraction of the walls' and bays' points that lie inside a floor's outline. */
    minHeldRatio: 0.9,
    maxSamples: 4000,
    /** Candidates looked at, and points of walls times corners of a candidate. */
    maxCandidates: 60,
    maxComparisons: 20_000_000,
    /** Rings larger than this are not tested for crossing themselves. */
    largestTestedRing: 1500,
    /** Sides of a column that is a point without a size. */
    assumedColumnM: 0.6,
    /** A door or gate this near to a wall is in it, m. */
    doorReachM: 0.6,
    /** Bays, doors and walls that are looked at: each wall with each of the others. */
    maxThings: 2000,
    /** Openings of one floor that are looked at, and corners of all. */
    maxOpenings: 500,
    maxCorners: 5000,
    /** Points in rooms that are looked at in all. */
    maxLooks: 5_000_000,
  },
  /** formats/map/draw-openings.ts */
  mapDrawOpenings: {
    /** Width taken for a door that is a point without one. */
    assumedWidthM: 1,
    /** How far a door's point may lie from its wall. */
    reachM: 0.6,
    /** Sides of a grid cell in which walls and openings are looked up. */
    cellM: 4,
  },
  /** formats/map/draw-walls.ts */
  mapDrawWalls: {
    /** Thickest wall that an area can mean. */
    thickestM: 1,
    /** A line around something thicker is a wall around a room, unless it is this many times as long. */
    thickestRingM: 0.62,
    slenderRatio: 8,
    /** Thickness of a window that is a line. */
    assumedPaneM: 0.1,
    /** Pairs of sides that are compared in all; areas beyond them keep their edges as faces. */
    maxSidePairs: 40_000_000,
  },
  /** formats/map/feature-levels.ts */
  mapFeatureLevels: {
    /** One feature stands on at most this many levels. */
    largestSpan: 20,
    /** A file's name longer than this is no level's name. */
    longestLevelName: 12,
  },
  /** formats/map/map-feature.ts */
  mapMapFeature: {
    /** More points than any garage has; keeps memory bounded. */
    largestPointCount: 2_000_000,
    /** More than any garage and the streets around it have. */
    largestFeatureCount: 150_000,
    /** Sides of walls, or of rooms where no walls are drawn; the recogniser takes no more lines. */
    largestSideCount: 200_000,
  },
  /** formats/map/read-map.ts */
  mapReadMap: {
    /** Walls, columns and bays nearer to each other than one cell belong together. */
    cellM: 20,
    largestSteps: 2000,
    /** A map on a plane that is wider than this in its own units is drawn in millimetres. */
    widestInMetres: 2500,
    largestSpanUnits: 1e7,
    largestLengthM: 5_000_000,
    /** Storey height taken between floors above ground. */
    assumedStoreyM: 3.9,
  },
  /** formats/map/room-texts.ts */
  mapRoomTexts: {
    textHeightM: 0.5,
  },
  /** formats/pdf/draw-page.ts */
  pdfDrawPage: {
    /** An area that covers this fraction of the page is its background. */
    minBackgroundRatio: 0.8,
    /** Red, green and blue from here on are white on paper. */
    whiteFrom: 248,
    /** An area no wider than this is a line with the width of its pen: 0.4 mm. */
    thinFillPt: 1.15,
    minSlenderness: 3,
    minFilledRatio: 0.75,
    /** Letters are no larger, 12 mm. */
    largestLetterPt: 34,
    /** Areas with more corners, and not round, are letters where they are small. */
    letterCorners: 8,
    longestDashPt: 75,
    widestGapPt: 20,
    minDashes: 4,
    /** Dashes longer than this may be walls between doors: more of them are asked for. */
    shortDashPt: 30,
    minLongDashes: 12,
    sameLinePt: 0.05,
  },
  /** formats/pdf/parallel-lines.ts */
  pdfFindHatching: {
    /** Lines of a hatching are no farther apart, 3.5 mm. */
    widestSpacingPt: 10,
    /** Spacings differ by no more than this fraction, or so much. */
    evenRatio: 0.04,
    evenPt: 0.05,
    /** So many lines are a hatching, and so many where they run along the walls. */
    minLines: 5,
    minLinesAlong: 24,
    minOverlapRatio: 0.3,
    sameAngleRad: Math.PI / 720,
    largestLook: 60,
  },
  /** formats/pdf/open-pdf.ts */
  pdfOpenPdf: {
    largestBytes: 200_000_000,
    /** Pixels of one image of a page. */
    largestPixels: 64_000_000,
    /** All packed streams together, unpacked. */
    largestContentBytes: 1_000_000_000,
  },
  /** formats/pdf/page-marks.ts */
  pdfPageMarks: {
    /** Chords stand off their curve by no more than this: 1 mm at 1:100. */
    flatnessPt: 0.03,
    maxChords: 64,
    largestOperatorCount: 6_000_000,
    largestPointCount: 8_000_000,
    /** Points of a line times edges of its clip. */
    largestWork: 20_000_000,
  },
  /** formats/pdf/page-texts.ts */
  pdfPageTexts: {
    /** A text is drawn where the page says to within this. */
    sameLinePt: 0.5,
    /** Texts as large as this fraction of the largest name the page. */
    titleRatio: 0.8,
    /** The height of capitals in the height of their font. */
    capitalRatio: 0.72,
    /** Spaces in a text, in heights of its capitals. */
    widestSpaceHeights: 1.6,
    narrowestSpaceHeights: 0.2,
  },
  /** drawing/scale-bars.ts */
  scaleBars: {
    /** Numbers along a scale bar are this near to evenly spaced, by the length of the bar. */
    barRatio: 0.03,
    /** Further marks of a bar are not looked at. */
    maxMarks: 12,
    /** More texts with a unit, numbers in a row with one, and bars are not looked at either. */
    maxUnits: 300,
    maxRowNumbers: 60,
    maxBars: 20,
    /** Its marks, and a unit that stands alone, lie in a row within so many heights of the first. */
    rowHeights: 0.3,
    unitReachHeights: 2,
    /** A unit that stands alone is no farther before the first mark or behind the last, in heights. */
    unitAsideHeights: 8,
    /** The bar itself lies within so many heights of its marks. */
    barReachHeights: 4,
  },
  /** formats/pdf/page-texts.ts */
  pdfSheetScale: {
    /** Larger and smaller scales are those of details and of sites. */
    smallestRatio: 20,
    largestRatio: 2500,
    /** A word that says what a scale is of stands within so many heights of it. */
    captionReachHeights: 12,
    /** A scale bar within so much of a usual scale means that; less where the bar itself is measured, not its texts. */
    barRatio: 0.03,
    drawnBarRatio: 0.005,
  },
  /** formats/pdf/read-pdf.ts */
  pdfReadPdf: {
    /** A page whose title says what it shows counts so many times: a plan, and elevations, sections and details. */
    planFactor: 4,
    detailFactor: 0.25,
    /** More pages are not looked into unasked. */
    maxPages: 40,
    /** An image this large beside the page is what the page shows. */
    minScanRatio: 0.3,
    /** A page with as many lines is a drawing with an image on it. */
    minDrawnLines: 3000,
    /** Taken, and asked about, where a sheet names no scale. */
    assumedRatio: 100,
    /** Lines of a page that it is known by at a glance. */
    maxThumbnailLines: 1500,
  },
  /** formats/pdf/draw-page.ts */
  pdfSplitArcs: {
    minArcPoints: 6,
    minSweepRad: 0.26,
    /** Chords of arcs are no longer, in radii. */
    longestChordRatio: 0.55,
    /** Points lie on the circle to within this fraction of its radius, or so much. */
    toleranceRatio: 0.003,
    tolerancePt: 0.04,
    smallestRadiusPt: 1.5,
    largestRadiusPt: 6000,
  },
  /** formats/raster/bent-walls.ts */
  rasterBentWalls: {
    /** Wider than a line of the same image by this, pixels. */
    overLinePixels: 1.2,
    shortestM: 0.45,
    /** The new part of a piece is longer, m. */
    shortestPartM: 0.2,
    /** Strokes that touch nothing known are longer, m. */
    shortestLoneM: 1.2,
    /** A path is longer than it is thick: blocks are no walls. */
    minSlender: 1.5,
    /** Corners nearer to the straight between others are dropped, m. */
    straightM: 0.12,
    /** A piece is shorter than this many thicknesses of the ink. */
    shortRatio: 2.5,
    /** A chord goes on into known walls by this many thicknesses: there it meets their middle. */
    overlapRatio: 1.25,
    /** Ink that is found fades out over this many pixels. */
    softPixels: 1.5,
    /** More leftover ink than this fraction is no plan's walls: it is not looked at. */
    maxInkRatio: 0.08,
    maxPaths: 4000,
  },
  /** formats/raster/clean-segments.ts */
  rasterCleanSegments: {
    /** Fewer columns and bays do not tell the building from a frame around it. */
    fewestThings: 6,
    /** A frame keeps this far from the building, m. */
    clearM: 1,
    /** An outer wall is at least this fraction of a side of what stands in it. */
    walledRatio: 0.3,
    /** A group beside the building with less of its walls than this is none. */
    adjacentRatio: 0.2,
    /** Pieces up to this long may be thick ink seen from its side. */
    shortSegmentM: 2.4,
    /** The rest of a short wall outside of columns and other walls is longer, m. */
    shortestStubM: 0.45,
    /** Two walls in one line are not farther apart, m: a door's width or two. */
    sameLineM: 3,
    /** A wall that stops at a column, or this far before it, goes on to its middle, m. */
    columnReachM: 0.4,
  },
  /** formats/raster/drop-lettering.ts */
  rasterDropLettering: {
    /** Letters on plans are drawn no larger, as measured on the plan. */
    largestLetterM: 3.2,
    smallestLetterM: 0.3,
    /** Solid pieces are walls and columns, whatever their size. */
    solidRatio: 0.72,
    straightRatio: 0.6,
    /** Ink fades out over this many pixels. */
    softPixels: 3,
  },
  /** formats/raster/find-bays.ts */
  rasterFindBays: {
    /** Middles of two bays are not nearer, m. */
    nearestM: 1.8,
    /** A line across ends the sides within this distance, m. */
    endReachM: 0.4,
  },
  /** formats/raster/find-columns.ts */
  rasterFindColumns: {
    inkedRatio: 0.95,
  },
  /** formats/raster/find-direction.ts */
  rasterFindDirection: {
    /** Pixels looked at; more only cost time. */
    sampleCount: 120_000,
    coarseStepDeg: 0.5,
    fineStepDeg: 0.02,
    nearDeg: 3,
  },
  /** formats/raster/find-floor.ts */
  rasterFindFloor: {
    /** The walls close at the first of them that encloses this fraction of what the widest does. */
    enclosedRatio: 0.9,
    /** The floor is bounded with gaps bridged that are wider by this fraction, and at least so wide, m. */
    marginRatio: 1.5,
    minMarginM: 2.5,
    /** Thinner parts that stick out are walls that lead away, m. */
    narrowestM: 0.9,
    /** The edge runs in steps of cells; corners nearer to a straight line than this many are dropped. */
    straightCells: 1.6,
    finestCellM: 0.05,
    maxCells: 1_200_000,
    smallestM2: 20,
  },
  /** formats/raster/find-openings.ts */
  rasterFindOpenings: {
    /** A gap without a line is a door up to this width. */
    plainDoorM: 1.7,
  },
  /** formats/raster/find-strokes.ts */
  rasterFindStrokes: {
    /** Large garages have some thousand. */
    largestStrokeCount: 12_000,
    /** Gap across columns and thicker walls, where there is ink all along. */
    inkedGapM: 1.6,
    /** Slope of what counts as lying along the rows: others belong to another direction. */
    alongRows: 0.05,
    /** Walls thicker than this are no walls but filled areas. */
    thickestWallM: 1,
    thinnestWallM: 0.09,
    shortestWallM: 0.7,
    /** Ink of a wall, as thickness if it were as dark as the darkest fills. */
    minInkM: 0.11,
    grainyNoise: 2,
    /** Lines of bays may be paler than others against the grain: it takes three of them in the right locations. */
    bayLineSigmas: 6,
    /** Lettering is less even along its length. */
    minEven: 0.6,
    /** Shortest part of a line that walls and columns cut. */
    shortestPartM: 0.7,
  },
  /** formats/raster/measure-band.ts */
  rasterMeasureBand: {
    /** Rows looked at beyond the strip on either side. */
    marginPixels: 2,
    /** Parts that a strip is measured in: what stands beside it along less than half of them does not count. */
    partCount: 12,
    /**
     * This one of the parts in order of their darkness counts: more often something dark stands beside a strip than
     * paper lies in it.
     */
    usualRatio: 0.4,
    /**
     * Fraction of a strip's usual darkness that all but a fifth of its columns have; less than a fifth of a line's
     * cuts may cross it.
     */
    paleRatio: 0.2,
  },
  /** formats/raster/measure-ink.ts */
  rasterMeasureInk: {
    /** Ink below this darkness is not told from dirt on any paper. */
    faintest: 6,
    /** Pixels that tell what the paper is like; more only cost time. */
    backgroundSampleCount: 200_000,
  },
  /** formats/raster/normalise-background.ts */
  rasterNormaliseBackground: {
    /** Side of the squares that the paper's brightness is measured in, pixels. */
    tilePixels: 64,
    /** A square darker than this fraction of the brightest lies in a filled area and says nothing about the paper. */
    backgroundRatio: 0.7,
    /** Steps that the paper's brightness is rounded to, of one in 255. */
    levelSteps: 8,
    spreadRows: 4,
  },
  /** formats/raster/raster.ts */
  rasterRaster: {
    /** Side of the squares that are turned one after the other, so that both rasters stay in the processor's cache. */
    tilePixels: 64,
  },
  /** formats/raster/read-image.ts */
  rasterReadImage: {
    startOfScan: 0xda,
    endOfImage: 0xd9,
    /** More than an A0 sheet at 200 dpi. */
    largestPixels: 64e6,
    smallestSide: 64,
    finePixelM: 0.025,
    /** Thickness of walls in a robot's map, which shows their faces. */
    assumedThicknessM: 0.2,
    /** Openings wider than this are closed by shutters. */
    widestDoorM: 2.2,
    /** Gaps up to this wide, m, leave the floor known within few hundredths. */
    surelyClosedM: 1.6,
    /** Thin walls look like lines above this, m per pixel. */
    coarsePixelM: 0.09,
    /** Gaps that are no doors any more are reported, m. */
    reportedGapM: 2,
  },
  /** formats/raster/read-occupancy.ts */
  rasterReadOccupancy: {
    /** Floor narrower than this is a beam through a gap, no floor, m. */
    narrowestM: 0.7,
    /** The edge runs in steps of pixels; corners nearer to a straight line than this are dropped, m. */
    straightM: 0.2,
    smallestHoleM2: 4,
    /** Something stands at the edge when its pixels are this near, m. */
    wallReachM: 0.25,
    shortestWallM: 0.4,
  },
  /** formats/raster/trace-bands.ts */
  rasterTraceBands: {
    /** Only hatching and photographs make more. */
    largestBandCount: 150_000,
    /** A line, which must not jump to one beside it. */
    thinPixels: 3.5,
    /** Off the straight by more, a strip is bent and falls into pieces, pixels. */
    bentPixels: 1.6,
  },
  /** formats/raster/trace-frame.ts */
  rasterTraceFrame: {
    shortestLineM: 1.3,
    /** Ink fades out over this many pixels. */
    softEdge: 2.5,
  },
  /** formats/raster/vectorise-image.ts */
  rasterVectoriseImage: {
    /** Ink is looked at in squares of this side, m: smaller gaps in it do not count. */
    cellM: 0.3,
    maxCells: 1_500_000,
    /** Narrower strips are lines, lettering and dimensions, m. */
    narrowestM: 2,
    /** A sheet's frame lies this near to its own bounds, as a fraction of its sides, with this fraction of its ink. */
    frameBand: 0.06,
    frameInk: 0.65,
    /** Least fraction of the sheet that is left without its frame. */
    minLeft: 0.1,
    maxFrames: 3,
    shortestSlantedM: 1.2,
    /** A pixel of the rasters that are traced, m. */
    tracedPixelM: 0.05,
    largestSourcePixels: 20e6,
    largestTracedPixels: 13e6,
    coarsestTracedM: 0.125,
    largestDirectionCount: 4,
    fewestAlike: 3,
    /** So many of one size are columns wherever they stand. */
    sureColumns: 12,
    /** Fraction of the pixels where ink begins: on plans full of furniture one in fifty. */
    densestRunRatio: 0.08,
    /** Scans of large garages have some thousand. */
    maxSegments: 6000,
    /** Fewer do not show where the building is. */
    fewestColumns: 6,
  },
  /** import-drawing.ts */
  importDrawing: {
    /** So many are named with their locations; `diku validate` names all. */
    maxNamed: 20,
    largestLevelCount: 20,
  },
  /** recognition/build-level.ts */
  buildLevel: {
    /** How near the middle of a lift's door lies to the edge of its shaft, metres. */
    doorToShaftM: 0.4,
    /** Taken where the drawing says nothing. */
    assumedClearHeightM: 2.5,
    assumedStoreyHeightM: 3.9,
    assumedSlabThicknessM: 0.35,
  },
  /** recognition/check-outline.ts */
  checkOutline: {
    /** Metres of wall per square metre that even the smallest rooms do not reach. */
    densestWallsPerM: 3,
    /** Sides of a level outside this range mean a wrong unit or no garage. */
    smallestSideM: 5,
    largestSideM: 2000,
  },
  /** recognition/civil-walls.ts */
  civilWalls: {
    /** Walls around civil-defence units are cast at least this thick, m. */
    minThicknessM: 0.24,
    /** Walls that are so alike were built as one, m. */
    alikeM: 0.03,
    touchM: 0.45,
    carryM: 0.6,
  },
  /** recognition/cluster-paths.ts */
  clusterPaths: {
    /** Parts of a plan are nearer to each other than this; levels drawn side by side are not. */
    cellM: 5,
    reachCells: 2,
    /** Longer single lines are strays and would join everything. */
    longestLineM: 600,
    maxCells: 400_000,
    /** Cells looked at around a point before the bounds have to do. */
    nearCells: 6,
    /** A part with so many bays, columns and cars is a floor of a garage. */
    fewestThings: 8,
    /** Parts whose sides differ by less than this are storeys of one building. */
    sameSizeRatio: 0.03,
  },
  /** recognition/parked-cars.ts */
  parkedCars: {
    /** Cars as drawings show them, mirrors included, m; a bay is broader, a bed or table shorter. */
    bodyLengthM: { min: 3.6, max: 5.4 },
    bodyBreadthM: { min: 1.5, max: 2.25 },
    /** A bay, a table or a bed has fewer corners. */
    fewestCorners: 16,
    /** Fewer of one block stand in front of any house. */
    fewestCars: 4,
  },
  /** recognition/columns-among-walls.ts */
  columnsAmongWalls: {
    longestRatio: 2.2,
    /** So many shapes of one size are columns; fewer are pieces of walls. */
    minAlike: 4,
    /** Windows end this near to the sides of the pieces of wall between them, m. */
    pierReachM: 0.12,
  },
  /** recognition/confidence/garage-signs.ts */
  confidenceGarageSigns: {
    /** Garages have 25 to 50 m² of floor per bay, with plant rooms and shelters 100; a floor with fewer bays is none by them. */
    maxFloorPerBayM2: 160,
    /** Fewer bays stand in front of any house. */
    fewestBays: 6,
    minAdjacentRatio: 0.5,
    /**
     * Slabs over cars need columns, or walls that carry: one column at least for so many square metres, and one near so many of
     * the bays; or such walls off the edge near some. The structure of a house beside a lot is near none of them.
     */
    maxFloorPerColumnM2: 400,
    columnReachM: 7,
    wallReachM: 9,
    minNearColumnRatio: 0.5,
    minNearWallRatio: 0.3,
    /** Floors smaller than this are spanned without. */
    spannedM2: 600,
    /** Garages have no more windows than this, of the length of their edge. */
    maxWindowsRatio: 0.08,
    maxRoomsRatio: 0.4,
    fewestWords: 5,
    fewestFurniture: 10,
  },
  /** recognition/confidence/measure-empty.ts */
  confidenceMeasureEmpty: {
    /** Side of a cell, m, as far as so many cells reach. */
    finestM: 0.5,
    maxCells: 1_000_000,
    /**
     * Every location of a garage is nearer than this to a column, a bay or something with a name, by the way that feet
     * take, m. Columns stand 5 to 9 m apart.
     */
    nearM: 14,
  },
  /** recognition/confidence/measure-level.ts */
  confidenceMeasureLevel: {
    /** The edge is looked at in steps of this, m. */
    stepM: 0.5,
    /** Walls that bound a floor stand this near to its edge, m. */
    nearEdgeM: 0.8,
    /** Nothing drawn for less than this is a joint, a slot, a corner cut off, m. */
    shortestGapM: 1,
    /** Fewer of a kind say nothing. */
    fewest: 4,
    /** The middle of a bay reaches to this fraction of its length and width from its centre. */
    middleRatio: 0.3,
    /** Lines this near to a wall, a side of a bay or of a column are of it, m. */
    alongM: 0.1,
    /** Cells of the estimate of what is drawn, m. */
    footprintCellM: 0.4,
    /** Walls of a ramp stand this near to its floor, m. */
    rampReachM: 1,
    /** Walls nearer to the edge are outer walls, m; thinner ones, and those without a thickness, carry nothing: kerbs, fences. */
    outerWallM: 1.2,
    thinnestBearingM: 0.18,
  },
  /** recognition/guess-units.ts */
  guessUnits: {
    /** The header's unit may fit so much worse than the best. */
    headerWeight: 2.5,
    minOfBest: 0.45,
    /** Drawings in millimetres of their plot are rare. */
    plotWeight: 1.5,
    /** Less is no evidence. */
    minScore: 2.2,
    /** A unit at which everything drawn is smaller or larger is wrong, m. */
    drawableRangeM: { min: 0.25, max: 2000 },
    /** So many lines side by side at the distance of a wall's faces outweigh a header. */
    minFacesOfPlan: 0.7,
    /** Sizes speak so much more for another usual scale of a sheet than for the one assumed. */
    minSheetGain: 1,
    /** A scale bar speaks for a unit that is so near to its own. */
    maxBarError: 0.03,
    /** Every fourth of more paths is looked at. */
    maxPaths: 60_000,
    maxLetters: 4000,
    /** Evidence speaks for a unit at which so many fit, and for the one taken where so many of the best fit. */
    minFitRatio: 0.5,
    minTakenOfBest: 0.5,
    /** A dimension's text is no farther from the middle of its line, heights of the text. */
    textReachHeights: 3,
    /** So many written lengths that agree, this fraction of all, tell the scale of a sheet. */
    fewestDimensions: 2,
    minAgreeingRatio: 0.6,
    maxToldDimensions: 4,
    /** A dimension's text stands at its line, heights of the text beside it; its line is no longer than so many such cells. */
    dimensionReachHeights: 2,
    maxCellsAlong: 2000,
  },
  /** recognition/drawing-parts.ts */
  drawingParts: {
    /** Things no farther apart than one or two cells belong together; cells grow with the drawing, m. */
    finestCellM: 1.5,
    cellsAcross: 500,
    /** A drawing smaller than this has a wrong unit: its cells are a fraction of it, m. */
    smallestM: 5,
    fewestCellsAcross: 60,
    /** Parts have so much wall, m, this fraction of the longest, and this width, in cells. */
    minWallsM: 8,
    minWallsRatio: 0.04,
    minWidthCells: 2,
    /** A drawing with less has no walls that could tell parts: everything drawn does, m. */
    enoughWallsM: 20,
    maxParts: 24,
    /** Groups compared with each other. */
    maxGroups: 400,
    /** Titles lie no farther from their part, m; neither do labels of axes. */
    titleReachM: 25,
    longestTitle: 60,
  },
  /** recognition/guess-layer-classes.ts */
  guessLayerClasses: {
    /** A wall drawn as one line ends at the face or in the middle of another wall, m. */
    touchM: 0.3,
    /** More lines than the walls of a garage. */
    largestCount: 20_000,
    /** Walls by name as long as this leave no need to look for others. */
    enoughNamedWallsM: 60,
    /** Columns stand no nearer to each other, m; what lies nearer than the second is one and the same. */
    columnGapM: 2,
    sameColumnM: 0.3,
    /** A layer with a smaller fraction of the columns of another one holds something else. */
    minColumnRatio: 0.05,
    /** Columns are in line with as many others, this exactly, m. */
    inRowM: 0.08,
    minInRow: 3,
    /** A word that names shapes stands this near to their middles, m, and at this fraction of all. */
    labelReachM: 1.2,
    labelledRatio: 0.6,
    /** A layer with things of so many kinds is of none. */
    mixedKinds: 3,
    /** Compact shapes of which so many stand in bays are chargers. */
    minInBaysRatio: 0.7,
    /** So many shapes of the size of columns stand in rows. */
    minRowRatio: 0.45,
    /** A layer of which more than this lies across gaps of the walls of other layers holds doors or shutters. */
    minBarsRatio: 0.7,
    /** Leaves among what is drawn on a layer of doors beside another. */
    minSwingRatio: 0.25,
  },
  /** recognition/lines/axes-among.ts */
  linesAxesAmong: {
    /** Axes end no farther from the edges of their bubbles, as a fraction of the radius. */
    bubbleGapRatio: 0.15,
  },
  /** recognition/recognise-axes.ts */
  recogniseAxes: {
    /** Bubbles of axes, m: 8 to 10 mm across on paper, at 1:30 to 1:600. */
    smallestBubbleM: 0.12,
    largestBubbleM: 3,
    /** Corners of a closed line that stand for a circle differ by no more in their distance from its middle. */
    roundRatio: 0.03,
    fewestCorners: 8,
    /** Middles of labels lie no farther from that of their bubble, as a fraction of its radius. */
    labelOffRatio: 0.7,
    /** Axes end no farther from the middle of their bubble, as a fraction of its radius, and point at it as well. */
    endRatio: 1.7,
    asideRatio: 0.2,
    /** Pieces of one axis lie on one line, m, and no farther apart. */
    sameLineM: 0.05,
    sameDirectionDeg: 0.1,
    joinGapM: 9,
    /** Shorter lines are none. */
    shortestAxisM: 3,
    /** A line with no bubble is told of where it is as long, m. */
    shortestToldM: 8,
    /** No grid has more. */
    maxLines: 20_000,
    maxAxes: 2000,
  },
  /** recognition/recognise-compartments.ts */
  recogniseCompartments: {
    /** Smaller areas are symbols, m². */
    smallestM2: 60,
    /** Lines of borders are drawn on by so much to the edge of the floor, m. */
    stepsOutM: 0.8,
    /** An area between walls is so much of what is written with its name: rooms beside it are not counted. */
    minStatedRatio: 0.55,
    maxStatedRatio: 1.1,
    maxNameLength: 40,
    maxBorderLines: 5000,
    /** Bodies of walls no farther apart than this touch, and ends of middle lines nearer to another than this meet it, m. */
    touchM: 0.1,
    joinedM: 0.01,
  },
  /** recognition/split-pens.ts */
  splitPens: {
    /** Lines that meet on paper may stand apart by this, m. */
    touchM: 0.06,
    /** Shapes of one size from which on they are one kind of thing. */
    minAlike: 4,
    smallSideM: 0.2,
    bigSideM: 1.8,
    longestRatio: 2.6,
    minBays: 4,
    /** Lengths are told apart by this, m. */
    sameLengthM: 0.03,
    shortestRungM: 0.6,
    longestRungM: 6,
    /** Treads are drawn this far apart, m; every second one on some drawings. */
    narrowestRungM: 0.2,
    widestRungM: 0.75,
    minRungs: 5,
    sameRungM: 0.03,
    /** Lines across the ends of walls, m. */
    longestCapM: 0.62,
    /** Lines with a partner along less of their length are single. */
    singleRatio: 0.3,
    /** Walls of a pen are drawn by two faces where this fraction of its lines has a partner. */
    mostlyPairedRatio: 0.4,
    /** Walls of one line end no farther from a column, m. */
    columnGapM: 0.3,
    /** The mark of a shutter stands no farther from it, m, and of leaves that stand open. */
    tagReachM: 1.6,
    leafReachM: 3.2,
    longestLeafM: 4.2,
    /** A door that is drawn shut ends this near the walls on both sides, along and across, m. */
    jambGapM: 0.35,
    /** A page of more paths is not told apart by shape. */
    largestCount: 200_000,
  },
  /** recognition/layer-evidence.ts */
  layerEvidence: {
    /** Lines painted around bays are no wider, m. */
    widestPaintM: 0.25,
    /** Longest leaf of a blast door, m. */
    longestLeafM: 3.3,
    /** Narrower boxes in rows are no columns, m. */
    narrowestColumnM: 0.28,
    /** The nearest other column, m. */
    columnPitchM: { min: 2, max: 13 },
    /** More lines on one layer are hatching, whatever it is called. */
    largestLayerPaths: 40_000,
  },
  /** recognition/openings/leaf-openings.ts */
  openingsLeafOpenings: {
    /** How far a leaf's line may miss the hinge and the end of its arc, as a fraction of its width. */
    leafReach: 0.12,
    /** Two leaves close against each other within this, m. */
    meetM: 0.12,
  },
  /** recognition/openings/recognise-openings.ts */
  openingsRecogniseOpenings: {
    /** Lines that begin within 4 m of each other: of more none is a leaf. */
    maxTogether: 300,
    /** Leaves and curtains of this width and more stand in openings that two of them can share, m. */
    minWidthM: 2.6,
    /** How far a mark may stand from the line of its opening, m. */
    markReachM: 3,
    largestLooseCount: 5000,
    /** A mark stands within this of its door, m. */
    tagReachM: 3.5,
    /** Leaves begin within this of their hinge, m. */
    hingeM: 0.1,
    /** Openings whose middles are so near are one, m. */
    sameLocationM: 0.3,
    /** Placed blocks on the door layers of one kind. */
    largestSymbolCount: 10_000,
  },
  /** recognition/openings/tagged-gaps.ts */
  openingsTaggedGaps: {
    /** Widest gap taken for a door whose mark names no width, m. */
    widestUnmarkedM: 2.5,
    /** How far a mark may stand from the line of its door, m. */
    markReachM: 1.6,
    /** An opening stands in a gap whose middle it comes so near, m. */
    coverM: 0.35,
  },
  /** recognition/openings/window-lines.ts */
  openingsWindowLines: {
    /** Thickness of a window. */
    paneM: 0.1,
    /** Glass fronts are as long as buildings, m. */
    longestM: 60,
    /** More of them are hatching, or something else than windows. */
    largestCount: 5000,
    /** Lines of a window that is a block: both faces of the wall, and panes between them. They end abreast within this, m. */
    minPaneLines: 4,
    maxPaneLines: 6,
    paneEndM: 0.03,
  },
  /** recognition/level-marks.ts */
  levelMarks: {
    /** Lower marks are heights over the sea of something else, m. */
    deepestM: -60,
    /** The floor of a basement lies at least so far below ground, m. */
    belowGroundM: -1,
  },
  /** recognition/lines/line-set.ts */
  linesLineSet: {
    /** Lines within half of this of each other run the same way, degrees. */
    directionStepDeg: 0.5,
    shortestM: 0.05,
    /** Ends nearer to a line than this touch it, m. */
    touchM: 0.08,
    /** Faces of one wall are this far apart, m: piers and thick outer walls too. */
    thinnestM: 0.06,
    thickestM: 0.9,
    maxLines: 200_000,
    maxPairs: 1_000_000,
    /** Lines in a cell of 2 m that an end may touch. */
    maxNear: 200,
  },
  /** recognition/lines/repeated-lines.ts */
  linesRepeatedLines: {
    /** Goings of steps, m. */
    shortestGoingM: 0.2,
    longestGoingM: 0.36,
    /** Treads are as long as stairs are wide, m. */
    narrowestStairM: 0.6,
    widestStairM: 6,
    minTreads: 4,
    /** Lines between two treads: nosings, drawn twice. */
    maxNosings: 3,
    /** A row of which so many lines have one extent, and one distance: the others are walls around it. */
    minAlikeRatio: 0.8,
    /** A nosing lies no farther from a tread: with lines midway between them these are boards, m. */
    farthestNosingM: 0.08,
    /** Lines of a hatching are no farther apart, m. */
    widestHatchM: 0.6,
    minHatchLines: 8,
    /** Spacings of one row differ by no more than this fraction. */
    sameSpacingRatio: 0.08,
    /** The walls beside a flight are this far from its treads, m. */
    flightWallGapM: 0.1,
  },
  /** recognition/lines/give-lines.ts */
  linesGiveLines: {
    /** A drawn line that is given lies no farther beside what names it, m. */
    toleranceM: 0.03,
    /** It runs the same way, nearly. */
    minCosine: 0.9995,
    /** Both share this fraction of the shorter. */
    minSharedRatio: 0.5,
    cellM: 5,
  },
  /** recognition/lines/classify-things.ts */
  linesClassifyThings: {
    /** Cars and wheel stops lie within a bay, this far from its sides and its ends, m. */
    markingSlackM: 0.1,
    bayEndM: 0.02,
    /** Arrows on the floor: no larger than this, m, and so many of one size. */
    longestArrowM: 4,
    widestArrowM: 1.5,
    fewestArrows: 6,
    /** So many shapes of one size are columns. */
    fewestColumns: 4,
    longestColumnRatio: 2.2,
    /** Parts of larger blocks are no columns, m. */
    largestColumnM: 1.8,
    shortestLeafM: 0.55,
    longestLeafM: 2.2,
    /** How far a leaf's line may miss the hinge and the end of its arc, as a fraction of its width. */
    leafReach: 0.12,
    /** Angles that leaves are drawn open by. */
    minSweepRad: 0.15,
    maxSweepRad: 2.2,
    /** Lines that close a wall at its end, m. */
    thinnestCapM: 0.08,
    thickestCapM: 0.45,
    /** Closed doors and shutters are drawn across the gap, m. */
    shortestBarM: 0.6,
    longestBarM: 9,
    thickestBarM: 0.07,
    /** Wider ones are shutters, m. */
    shutterM: 2.6,
    tagReachM: 3.2,
    barEndM: 0.03,
    fewestBays: 4,
    /** So many bays of one size are drawn on the layer of walls; faces of walls stand this far apart, m. */
    fewestBaysAmongWalls: 12,
    thinnestWallM: 0.04,
    widestWallM: 0.42,
    bayLengthM: { min: 4.7, max: 6.3 },
    bayWidthM: { min: 2.15, max: 3.9 },
    /** Signs of shafts and of openings in slabs, m. */
    smallestCrossM: 0.8,
    largestCrossM: 16,
    /** Their lines are as long as each other within this fraction. */
    crossSlackRatio: 0.03,
    /** Bubbles and lines of axes together. */
    fewestAxes: 8,
    /** Bodies of cars have more corners than bays, and these sizes, m. */
    fewestCarCorners: 8,
    carLengthM: { min: 3, max: 5.6 },
    carWidthM: { min: 1.3, max: 2.2 },
    /** More lines without a name are no drawing that a shape tells anything of. */
    maxPaths: 300_000,
  },
  /** recognition/lines/classify-lines.ts */
  linesClassifyLines: {
    /** Walls of a drawing are drawn by two faces where this fraction of their lines has a partner. */
    mostlyPairedRatio: 0.5,
    /** Walls of one line end at another along this fraction of their length. */
    mostlyHeldRatio: 0.6,
    /** A line with a partner along less of it is single. */
    minPairedRatio: 0.3,
    /** Ends of two faces that lie across from each other, m. */
    alignedM: 0.03,
    /** Wall layers are littered where this fraction of their lines runs across walls and ends nowhere. */
    litteredRatio: 0.02,
    /** A group of lines with partners along less of it is no wall. */
    minGroupPairedRatio: 0.25,
    /** Smaller groups may be columns and piers, m. */
    columnSizedM: 1.8,
    /** Cars and furniture are no larger, m. */
    objectSizedM: 6.5,
    /** The face of a room has another no farther away, m, along this fraction of it. */
    roomWallM: 0.45,
    minRoomPairedRatio: 0.5,
    /** A frame keeps this far from what it frames, m. */
    frameClearM: 1,
    /** Rooms reach no farther beyond the last bay or column, m. */
    widestRoomM: 8,
    /** Ends of lines in a sketch by hand miss each other by this, m; so much of all lines has both ends at others. */
    sketchedM: 0.35,
    minSketchRatio: 0.7,
    /** Walls within a frame are at least this fraction of its length. */
    framedRatio: 0.2,
    /** A frame has other lines at the distance of a wall along less of it. */
    maxFacedRatio: 0.2,
    /** So many bays and columns no farther from a rectangle make it a wall, m. */
    outerWallGapM: 3,
    minAlong: 3,
    /** Sides of a frame end no farther apart, m. */
    onEdgeM: 0.05,
    /** Walls drawn with gaps end no farther from others, m. */
    shortOfM: 0.15,
    /** Lines that hatch a wall are no longer, m. */
    wallHatchM: 1.5,
    /** Filled shapes of a wall's thickness are walls where they are so many times longer. */
    slenderRatio: 2.5,
    shortestTrayM: 4,
    /** A wall that ends at a door or a shutter goes on no farther away, m. */
    widestGapM: 7,
    maxRounds: 6,
    /** A path is what most of its length is. */
    minPathRatio: 0.6,
    /** Less length of faces than this is no drawing of walls by two faces, m. */
    fewestFacesM: 30,
    /** So many doors or bays make a net of single lines a plan. */
    fewestSwings: 2,
    fewestBays: 4,
    /** So many lines of a room's length do as well, where there is so little else among them. */
    fewestBareLines: 8,
    minBareRatio: 0.8,
    /** Lines that touch each other over less than this are no walls, m. */
    smallestRoomM: 3,
    /** Blocks placed more often, and smaller ones, hold no plan, m. */
    maxBlockCount: 3,
    smallestPlanM: 8,
    /** Walls are looked for on layers that say nothing where less than this is named, m. */
    enoughWallsM: 20,
    /** Walls by shape are taken from layers that say nothing, or something else, where they are so many times those known. */
    minWallsToKnown: 2,
    /** Single lines between walls that are longer than the leaf of a door are walls, m. */
    shortestPartitionM: 1.6,
    /** So many strokes hatch walls, which lie no farther from what they hatch, m; a face is cut along this fraction of it. */
    fewestStrokes: 200,
    strokeReachM: 0.12,
    /** A block of so many lines that differ in direction by no more is hatching. */
    fewestBlockStrokes: 10,
    strokeTurnRad: 0.002,
    minCutRatio: 0.5,
    /** Walls are hatched where so much of the long faces is. */
    mostlyCutRatio: 0.8,
    /** Lines that are no walls are told where they are longer, m. */
    shortestToldM: 5,
  },
  /** recognition/main-view.ts */
  mainView: {
    /** A piece of an outer wall between two ramps is this long, and in line with the others within this, m. */
    shortestOuterM: 3,
    inLineM: 0.15,
    /** Things no farther apart than so many cells belong together, m. */
    cellM: 1,
    reachCells: 2,
    /** Views have at least so much wall, m, and this fraction of the plan's. */
    minWallsM: 15,
    minWallsRatio: 0.25,
    /** Views stand this far apart, m. */
    viewGapM: 4,
    /** A view with so many bays is a part of the garage. */
    fewestBays: 4,
    /** So many doors, columns and bays make a plan of it. */
    enoughThings: 6,
    /** No garage has more walls, m: views are not looked for. */
    longestLinesM: 200_000,
    /** Columns and bays of one plan stand no farther apart, m. */
    slabSpanM: 9.5,
  },
  /** recognition/no-floor.ts */
  noFloor: {
    /** The title of a roof or a section is as large as this part of the largest text, and as near, m. */
    minTitleHeightRatio: 0.6,
    titleReachM: 120,
    /** It is that of another part if this is nearer and has so much of the walls. */
    minOtherWallsRatio: 0.2,
    /** So many texts that name parts of a roof, for each that names something indoors, make a roof; no longer than this. */
    fewestRoofWords: 8,
    minRoofWordsRatio: 3,
    longestWord: 40,
    /** Texts this far from a part are about it, m. */
    textMarginM: 10,
  },
  /** recognition/no-floor.ts, of what stands close beside a plan */
  titledViews: {
    /** Lines no farther apart than so many cells belong to one view, m. */
    cellM: 1,
    reachCells: 1,
    /** Views are at least this long and this high, m. */
    minLengthM: 5,
    minDepthM: 2,
    /** A title stands this near to its view, m. */
    titleReachM: 12,
    /** So many bays make a plan of it. */
    fewestBays: 4,
    /** A view ends this far beyond its lines, m. */
    marginM: 1,
  },
  /** recognition/place-levels.ts */
  placeLevels: {
    bins: 360,
    quarter: Math.PI / 2,
  },
  /** recognition/recognise-bays.ts */
  recogniseBays: {
    /** Lines looked at in search of bay sides and ends; only hatching makes more. */
    largestTryCount: 3_000_000,
    /** Bays stand aslant to the lane down to 45°: how far one side is ahead of the other, in widths. */
    largestSkew: 1.05,
    /** Bays of small cars on layers of bays, of which so many have one size, m: fewer stand in front of any house. */
    smallSidesM: { length: { min: 3.3 }, width: { min: 1.7, max: 2.95 } },
    /** So many parallelograms of a bay's sides are bays where no layer says so. */
    fewestAslant: 6,
    fewestSmall: 6,
    sameSizeM: 0.1,
    /** So many usual bays make bays of so few others of another width, none wider than this, m. */
    fewestUsual: 8,
    maxOddRatio: 0.4,
    widestBayM: 4,
    /** A line this near lies upon another, m. */
    uponM: 0.08,
    /** So much of the side of a row's last bay is a wall, and of its end the line along the row. */
    minWallRatio: 0.7,
    minEndRatio: 0.8,
    /** The wall at the end of a row stands so much farther away than the next line would, m. */
    wallSlacksM: [0, 0.1, -0.1, 0.2, -0.2, 0.3],
  },
  /** recognition/recognise-columns.ts */
  recogniseColumns: {
    /** Columns of steel are thinner than others, and so many have one size, m. */
    thinnestM: 0.1,
    fewestThin: 4,
  },
  /** recognition/recognise-level.ts */
  recogniseLevel: {
    /** Rings at least this large bound a level or a part of one. */
    smallestOutlineM2: 150,
    /** Rings that overlap less than this were drawn carelessly, not over each other. */
    minOverlapM: 1.5,
    /** Closets for risers are smaller, m². */
    largestClosetM2: 60,
    /** More tray pieces than any garage has; the rest is left out. */
    largestTrayCount: 1500,
    maxUncountedRatio: 0.6,
    /** So many names that stand nowhere are told one by one. */
    maxStrayNames: 20,
    /** Steps that the recognition of a level has. */
    levelStepCount: 7,
  },
  /** recognition/recognise-sleeves.ts */
  recogniseSleeves: {
    /** Marks of sleeves and tips of leaders are no farther from the face of their wall, m. */
    atWallM: 0.5,
    /** Sleeves closer to each other are of one place, m. */
    sameSleeveM: 0.6,
    /** A mark on a layer of sleeves is no larger, m: longer lines lead from texts to them. */
    largestMarkM: 1.5,
    /** The text about what is drawn stands no farther from it, m. */
    textToMarkM: 2.5,
    /** A text without a leader is about a wall that is no farther from it, m. */
    textToWallM: { civil: 2, other: 0.8 },
    /** A tray that passes the wall no farther from there passes in the sleeve, m. */
    trayAsideM: 1.5,
    /** A leader begins so near to its text: m, and heights of its letters. */
    leaderReachM: 0.3,
    leaderReachHeights: 1,
    /** A text may be longer by so much of its length than its letters come to. */
    longerRatio: 0.25,
    /** Lines that end so near to each other go on in each other, m. */
    joinM: 0.05,
    longestLeaderM: 20,
    maxLeaderLines: 3,
    maxTexts: 500,
    maxMarks: 3000,
    /** Cells in which the corners of leaders are looked for, m. */
    cellM: 4,
    /** Rows of one text, and texts above each other, are so many heights apart. */
    lineHeights: 1.6,
  },
  /** recognition/recognise-points.ts */
  recognisePoints: {
    /** Cells in which neighbours are looked for, m. */
    gridM: 4,
  },
  /** recognition/rooms/assumed-outline.ts */
  roomsAssumedOutline: {
    /** The traced edge is as fine as this, m, as far as so many cells reach. */
    finestM: 0.1,
    maxCells: 1_500_000,
    /** Walls that bound a floor stand this near to its edge, m. */
    nearEdgeM: 1,
    /** Widest stretch of the edge along which nothing is drawn: a ramp of two lanes. Together at most this fraction. */
    widestGapM: 9,
    maxOpenRatio: 0.25,
    /** So many columns, bays, doors and windows tell a floor plan from a section or a detail. */
    minThings: 6,
    widestReachM: 4.5,
    /** Piers stand out of the wall by less than this, m. */
    toleranceM: 0.35,
    /** Fraction of the area within the widest reach: what is less has a gap in its edge. */
    minAreaRatio: 0.9,
    /** Fraction of what stands there. */
    minHeldRatio: 0.95,
    /** The gaps of an edge are closed where closing gaps twice as wide adds less than the rest of this. */
    closedAreaRatio: 0.93,
    /** Walls that no layer names are none where more of the edge around them is open. */
    mostlyOpenRatio: 0.4,
    /** Twice the area over the length of the edge: less is no floor but the walls around it, m. */
    thinFloorM: 1.5,
    /** An edge that runs back along itself over more of its length, no farther away than a thick wall, m. */
    minSpurRatio: 0.08,
    spurM: 0.7,
    /** Rooms with a side as wide as twice this open, m, belong to the floor where they add more than this. */
    openRoomReachM: 2.6,
    openRoomRatio: 1.12,
  },
  /** recognition/rooms/choose-outline.ts */
  roomsChooseOutline: {
    /**
     * Fraction of walls, bays and columns: an outline that holds less asks for a better one, which must hold so many.
     */
    partlyHeldRatio: 0.8,
    nearlyHeldRatio: 0.95,
    /** One that holds fewer bays and columns is asked about. */
    surelyHeldRatio: 0.98,
    /** A floor smaller than this fraction of what is drawn is asked about. */
    smallRatio: 0.5,
    /** The cheapest edge is taken for one in doubt where its confidence is as high, and by so much higher. */
    minClosureConfidence: 0.4,
    closureMargin: 0.03,
    /** An edge of closed walls gives way only where it leaves out more of the walls than this leaves, or so many columns. */
    maxClosedWallsRatio: 0.98,
    fewestColumnsOut: 3,
    /** A line that is drawn around the floor holds so many of the walls; of such lines so many are looked at. */
    minRingWallsRatio: 0.9,
    maxRings: 6,
    maxRingCorners: 400,
  },
  /** recognition/rooms/outline-candidates.ts */
  roomsOutlineCandidates: {
    /** Half the gaps that the edges offered close, m: windows, lanes, a side of a small garage; then the hull of all. */
    closedReachesM: [1.5, 4.5, 10],
    hullReachM: 25,
    /** Two edges are one where their areas differ by no more than this and so much of both is common. */
    maxAreaDifference: 0.02,
    minOverlapRatio: 0.98,
    /** Lines on which they are compared. */
    scanRows: 400,
    /** A short list: what is less than this fraction of the likeliest is not offered. */
    minOfBest: 0.3,
    /** So many bays and columns tell where the floor is. */
    fewestThings: 12,
    /** Walls of a floor stand no farther from all of them, m: those of ramps lead away. */
    nearThingsM: 9,
    /** How much bays and columns count in the confidence, and what each corner takes of it, up to so many. */
    thingsPower: 4,
    cornerRatio: 0.003,
    mostCorners: 100,
    /** A line that is drawn along an edge counts for so much of a wall there. */
    drawnLineCredit: 0.35,
    /** A part of the edge that is narrower and ends where it begins is a wall that stands out, m; of at most so many corners. */
    spurWidthM: 0.9,
    maxSpurCorners: 60,
    maxCandidates: 6,
    /** Edges offered are traced in so many cells, m, and no more: they are made beside the one that was found. */
    finestM: 0.15,
    maxCells: 150_000,
    /** Corrections take no more corners, and a search for crossings is quadratic. */
    maxCorners: 1500,
  },
  /** recognition/rooms/close-ramp-gaps.ts */
  roomsCloseRampGaps: {
    /** Widest break in the outer wall that a ramp can make: two lanes and their walls. */
    widestGapM: 12,
    narrowestRampM: 2.5,
    shortestRampM: 8,
    /** Walls that may be an outer wall where a ramp starts, though thinner than one. */
    minRampStepM: 0.18,
    /** The middle of a wall whose other face is hidden is off by half of it. */
    hiddenFaceM: 0.06,
    /** Side walls of a ramp stand within this of the ends of the outer wall. */
    meetingM: 0.7,
    /** Shorter walls may lie askew where they meet a wall of another thickness. */
    stubM: 1.2,
    stubSlackRatio: 0.06,
    /** Ends of outer walls that touch nothing: more are no outer wall with gaps. */
    maxTips: 400,
    /** Ends that touch another wall: more are not looked at. */
    maxTouchingTips: 4000,
    /** Longest missing stretch of an outer wall, m, and how far its ends may be out of line. */
    widestMissingM: 90,
    wideSlackM: 0.2,
    /** A corner, one to an end that touches another wall, and a wall across two ends are so much less likely than a straight one, m. */
    cornerCostM: 3,
    touchingCostM: 12,
    acrossCostM: 6,
    farthestCornerM: 60,
    /** Shorter pieces of outer walls say nothing, m. */
    shortestOuterM: 1,
    /** An end as near to another wall touches it, m. */
    freeM: 0.4,
    /** Walls inside may reach into what is missing of an outer wall by this, m. */
    contactM: 0.4,
  },
  /** recognition/rooms/level-graph.ts */
  roomsLevelGraph: {
    /** Ends of openings and bridges reach for walls up to this far away. */
    snapM: 0.45,
    /** A wall that stops short may miss the end of the next one by this, m. */
    nearM: 0.04,
  },
  /** recognition/rooms/square-ring.ts */
  roomsSquareRing: {
    /** Edges aslant this long follow a face that is so long a part of them, m. */
    shortestFaceM: 3,
    minFaceRatio: 0.4,
    endCornersM: 0.5,
    /** Edges this near to an axis run along it: 4°. */
    maxSlope: 0.07,
    /** Shorter edges are corners between others, m. */
    shortestM: 0.6,
  },
  /** recognition/rooms/minimum-closure.ts: measured by IoU on 90 levels of 14 garages whose outer walls are open or missing */
  roomsMinimumClosure: {
    /** Side of the raster's cells, m, as far as so many reach; free cells around everything, m. */
    finestM: 0.15,
    maxCells: 60_000,
    marginM: 3,
    /** Cells looked at before the search for the cheapest edge is given up. */
    maxSteps: 100_000_000,
    /** Cost of an edge through one side of a cell: where nothing is drawn, ahead of a wall's end, along walls and openings. */
    freeCost: 1000,
    aheadCost: 500,
    drawnCost: 20,
    /** Cost of an edge along walls thinner than outer ones, where there are both. */
    innerCost: 300,
    /** Ahead of an end of an outer wall at least as long, m, as far as this, m. */
    shortestOuterM: 1,
    aheadM: 60,
    /** Ahead of the ends of a bay, m: as far as a bay in the corner is long. */
    bayAheadM: 6,
    /** Parts of a garage that stand apart are linked by passages that are no longer, m. */
    longestPassageM: 60,
    halfPassageM: 1.5,
    /** A metre of wall that is left out costs as much as so many metres of edge where nothing is drawn. */
    wallWorth: 1,
    /** So does a square metre of floor, farther than this from all that stands there, m. */
    emptyCost: 0.1,
    emptyReachM: 6,
    /** The edge is within so many cells of what was traced. */
    toleranceCells: 1.5,
    minSquaredRatio: 0.9,
  },
  /** recognition/rooms/ramp-strips.ts */
  roomsRampStrips: {
    shortestM: 8,
    /** Pieces of one side wall: this far aside of each other, with breaks up to this long. */
    sameSideM: 0.15,
    breakM: 1.2,
    /** Marks of one ramp follow each other within this. */
    markStepM: 16,
    /** More marks than the ramps of any garage have. */
    largestMarkCount: 400,
  },
  /** recognition/rooms/recognise-outline.ts */
  roomsRecogniseOutline: {
    /** Smallest region without floor use that counts as a hole and not as a shaft. */
    smallestHoleM2: 60,
    /** One larger than this fraction of what the outline holds is the floor itself, drawn without a way in. */
    largestHoleRatio: 0.6,
    /** Several holes that only closed walls speak for take no more of it. */
    largestHolesRatio: 0.5,
  },
  /** recognition/rooms/recognise-ramps.ts */
  roomsRecogniseRamps: {
    /** A ramp's clear width, metres: one narrow lane to two wide ones. */
    widthRangeM: { min: 2.5, max: 14 },
    /** How far the side wall of a ramp may start from the end of the outer wall, metres. */
    startReachM: 1,
    /** Gap between two segments of one side wall, metres. */
    stepReachM: 0.4,
    /** Segments of one side wall; flattened curves have many. */
    maxSteps: 500,
    smallestRampM2: 12,
  },
  /** recognition/rooms/recognise-rooms.ts */
  roomsRecogniseRooms: {
    /** Rooms larger than this are parts of the garage, whatever is written in them. */
    largestRoomM2: 1500,
    largestUnnamedM2: 90,
    smallestRoomM2: 0.8,
  },
  /** recognition/rooms/recognise-stairs.ts */
  roomsRecogniseStairs: {
    /** More flights are no building's. */
    maxFlights: 3000,
    /** Fewer lines at equal distances are a threshold or a kerb. */
    minTreads: 5,
    /** Goings and widths of flights, m. */
    goingRangeM: { min: 0.22, max: 0.34 },
    widthRangeM: { min: 0.8, max: 3.5 },
    /** Treads on a layer of stairs may be drawn in general, fewer and farther apart than they are, m. */
    schematicGoingM: 0.45,
    /** Flights of one stair stand no farther apart, m: well and landing. */
    flightGapM: 1.6,
    /** Texts no farther from flights than this are about them, m. */
    markReachM: 1.5,
    /** Walls beside flights, and behind their landings, are no farther from them, m. */
    flankReachM: 0.6,
    landingReachM: 2.6,
    /** So many of a flight's treads lie in the room it belongs to. */
    minInsideRatio: 0.8,
    /** Longer texts with the word are sentences about stairs. */
    longestName: 20,
    /** A room without a name that holds a direction is a stair up to this area, m². */
    largestMarkedM2: 60,
    /** A larger room is a hall in which a stair stands, m²: two stairs with their lobby have half of it. */
    largestStairM2: 120,
    /** A room of which a stair takes so much is its room. */
    minStairRatio: 0.25,
    /** The least room that a stair of two flights fits in, m. */
    smallestStairM: { width: 2, length: 3.5 },
  },
  /** recognition/split-levels.ts */
  splitLevels: {
    /** So many texts that are alike but for numbers are labels of equipment; they name a level where no title does. */
    fewestLabels: 8,
    labelWeight: 0.05,
    fewBays: 8,
    /** The largest of more titles are looked at. */
    maxTitles: 1000,
    /** Storeys over one another have walls as long as this, m, and so much of their area is common. */
    minStoreyWallsM: 20,
    minOverlapRatio: 0.5,
    /** So much of all walls is on layers that name a storey. */
    minLabelledRatio: 0.7,
  },
  /** drawing/transform-drawing.ts */
  straightenDrawing: {
    /** Shorter sides say nothing of a direction, m. */
    shortestM: 0.3,
    /** Directions are counted in parts of a degree, and those of one axis lie within so many degrees. */
    binsPerDegree: 4,
    windowDeg: 2,
    /** A side as steep as this runs along no axis; a program draws it steeper than the second by no mistake. */
    maxSlope: 0.03,
    exactSlope: 0.001,
    /** An end is moved no farther, m. */
    maxShiftM: 0.08,
    /** So much of all lines is crooked in a measured survey; in other drawings nearly none. */
    minCrookedRatio: 0.2,
    /** Sides this near to each other lie on one line, m: thinner than any wall. */
    sameOffsetM: 0.05,
    /** Closed shapes that are smaller are columns and the like, m. */
    smallestShapeM: 2,
    /** Ends of lines this near to each other are one corner, m. */
    jointM: 0.02,
    /** Lines along the axes that would go too far are no more than this fraction of those that would not. */
    maxFarRatio: 0.15,
    /** So many crooked lines that are parallel to each other are drawn so. */
    fewestParallel: 4,
    /** Nobody surveys more corners: such drawings are looked at as they are. */
    maxCorners: 200_000,
  },
  /** recognition/stated-beams.ts */
  statedBeams: {
    /** More than a plan may have. */
    maxBeams: 20_000,
    shortestM: 0.1,
  },
  /** recognition/wall-natures.ts */
  wallNatures: {
    /** Shorter stretches belong to what is beside them, m. */
    shortestM: 0.5,
    /** Ends of a wall this near to an opening in its line carry it, m. */
    carryM: 0.6,
  },
  /** recognition/walls/join-through-columns.ts */
  wallsJoinThroughColumns: {
    /** How far a wall may stop short of a column's face, m. */
    reachM: 0.12,
    /** Corners of walls are hidden by columns this near to them, m. */
    beyondM: 0.35,
  },
  /** recognition/walls/merge-faces.ts */
  wallsMergeFaces: {
    /** Faces this near to one line are one face. */
    sameOffsetM: 0.006,
    /** Breaks in a face up to this long are drawing errors; no door is as narrow. */
    closedGapM: 0.07,
    shortestFaceM: 0.015,
  },
  /** recognition/walls/pair-faces.ts */
  wallsPairFaces: {
    /** Pairs of parallel faces within one direction; only hatching makes more. */
    largestPairCount: 500_000,
    /** Shorter stretches of faces are caps and jambs. */
    shortestLeftoverM: 0.18,
  },
  /** recognition/walls/recognise-walls.ts */
  wallsRecogniseWalls: {
    /** Length around a hatch that can only be a wall, m; shorter ones need others on their layer. */
    longestSmallM: 4,
    /** So many hatched walls make a layer one of hatched walls. */
    minLong: 3,
    sampleCount: 200,
    /** Twice as many pieces as a level is traced with. */
    maxSegments: 300_000,
    /** Thickness taken for a wall drawn as one thin line. */
    assumedThicknessM: 0.2,
    /** More than the largest garages have by far; hatching on a wall layer gets there. */
    largestFaceCount: 200_000,
    largestWallCount: 20_000,
  },
  /** recognition/walls/short-singles.ts */
  wallsShortSingles: {
    /** Longer lines are walls by themselves, m. */
    shortM: 0.9,
    /** Doors in walls drawn as one line are not wider, m. */
    widestDoorM: 2.6,
    /** More short lines than this are no pieces of walls. */
    largestCount: 20_000,
    /** Fraction of what a layer shows in one colour that finds no second face, where it draws walls as single lines. */
    singleRatio: 0.6,
    /** A door is drawn on within this of where a wall ends, m. */
    jambM: 0.16,
  },
  /** recognition/walls/thick-solids.ts */
  wallsThickSolids: {
    /** Thickest pier or retaining wall, m. */
    thickestM: 1.05,
    /** Length over thickness of the shortest leg of a corner. */
    minRatio: 0.6,
    /** Shapes with more corners are no piers. */
    maxCorners: 40,
    /** Nothing is told of fillings with more rings. */
    maxRings: 2000,
    /** Rings that touch are apart, m. */
    touchM: 0.005,
  },
  /** recognition/lines/known-shapes.ts */
  knownShapes: {
    /** Longer side of the least rectangle around a thing, m. */
    shortestSideM: 0.1,
    longestSideM: 8,
    thinnestSideM: 0.04,
    /** A closed shape with more corners is no thing. */
    maxCorners: 16,
    /** Measures of one shape differ by so much. */
    toleranceRatio: 0.02,
    toleranceM: 0.002,
    /** An object is within so much of what it was read from, m. */
    reachM: 0.3,
    /** Shapes of one preset. */
    maxShapes: 200,
  },
  /** recognition/walls/wall-line.ts */
  wallsWallLine: {
    /** Length over thickness of the longest pier. */
    pierRatio: 2.5,
  },
  /** review/evidence-table.ts */
  evidenceTable: {
    /** A thing is taken as it is from here on; below, it is a doubt to look at. */
    sureFrom: 0.9,
  },
  /** review/judge-level.ts */
  scoreLevel: {
    /** Narrower for its area than any room: 1 is a circle. */
    minCompactness: 0.3,
    /** Floor per bay, m²: garages have 25 to 50, with plant rooms and cores 100; a floor with fewer bays is none by them. */
    maxFloorPerBayM2: 400,
    maxRoomsRatio: 0.4,
  },
  /** review/layer-rows.ts */
  layerRows: {
    /** More layers than this are no drawing; the rest is left out. */
    maxLayers: 2000,
  },
  /** review/review-levels.ts */
  reviewLevels: {
    /** A layer is asked about when so much is drawn on it and no name says what. */
    minLengthM: 20,
    maxLayers: 20,
  },
};
