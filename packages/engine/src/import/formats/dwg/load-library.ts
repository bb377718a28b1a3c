import type { DwgStreamReaderBase, IDwgStreamReader } from '@node-projects/acad-ts';
import { decodeLatin1, loadOptional } from '../../../core/index.ts';

export type DwgLibrary = Awaited<ReturnType<typeof importLibrary>>;

/** Limits of the library while it reads one file. */
export interface ReadingLimits {
  /** Bytes that may still be read, those read twice counted twice. */
  bytesLeft: number;
  /** Types of objects that are read as others: those of which only what all entities have is asked for. */
  substitutes: ReadonlyMap<number, number>;
}

/** Bytes that a reader of bits may look at behind the end. */
const lookahead = 16;
const limits: ReadingLimits = { bytesLeft: 0, substitutes: new Map() };
let objectBits: IDwgStreamReader | undefined;
let library: Promise<DwgLibrary> | undefined;

/** Loads the library that reads objects of DWG files, with readers of bits that stop at the end of their bytes. */
export function loadDwgLibrary(): Promise<DwgLibrary> {
  library ??= loadOptional('@node-projects/acad-ts', 'drawings in DWG', importLibrary);
  return library;
}

/** Sets the limits of what is read from here on: all at once, without waiting for anything. */
export function limitReading({ bytesLeft, substitutes }: ReadingLimits): void {
  limits.bytesLeft = bytesLeft;
  limits.substitutes = substitutes;
}

/**
 * The bits of the object that was read last. Of one of which no more was asked for than what all entities have, what is
 * its own comes next.
 */
export function bitsOfObject(): IDwgStreamReader {
  if (!objectBits) throw new RangeError('no object');
  return objectBits;
}

/** The file made the library read more than it may. */
export function isExhausted(): boolean {
  return limits.bytesLeft < 0;
}

/** Names what is used, so that a bundle leaves out the rest. */
async function importLibrary() {
  const {
    ACadVersion,
    CadDocument,
    CadHeader,
    DwgClassesReader,
    DwgDocumentBuilder,
    DwgFileHeader,
    DwgHeaderReader,
    DwgObjectReader,
    DwgReaderConfiguration,
    DwgStreamReaderAC12,
    DwgStreamReaderAC15,
    DwgStreamReaderAC18,
    DwgStreamReaderAC21,
    DwgStreamReaderAC24,
    DwgStreamReaderBase,
    registerStreamReader,
  } = await import('@node-projects/acad-ts');
  registerStreamReader('AC12', limited(DwgStreamReaderAC12));
  registerStreamReader('AC15', limited(DwgStreamReaderAC15));
  registerStreamReader('AC18', limited(DwgStreamReaderAC18));
  registerStreamReader('AC21', limited(DwgStreamReaderAC21));
  registerStreamReader('AC24', limited(DwgStreamReaderAC24));
  return {
    ACadVersion,
    CadDocument,
    CadHeader,
    DwgClassesReader,
    DwgDocumentBuilder,
    DwgFileHeader,
    DwgHeaderReader,
    DwgObjectReader,
    DwgReaderConfiguration,
    DwgStreamReaderBase,
  };
}

// A class that others are made of has to take whatever they take.
// biome-ignore lint/suspicious/noExplicitAny: what TypeScript asks of such a class
type ReaderClass = new (...given: any[]) => DwgStreamReaderBase;

/** The class with reading that ends: at the end of the bytes, and when there was too much of it. */
function limited<Class extends ReaderClass>(Reader: Class) {
  return class extends Reader {
    #take(count: number): void {
      const at = this.position;
      if (!(at >= 0 && count >= 0 && at + count <= this.stream.length + lookahead)) {
        throw new RangeError('beyond the end');
      }
      limits.bytesLeft -= count + 1;
      if (limits.bytesLeft < 0) throw new RangeError('too much');
    }

    override readByte(): number {
      this.#take(1);
      return super.readByte();
    }

    override advanceByte(): void {
      this.#take(1);
      super.advanceByte();
    }

    override readBytes(length: number): Uint8Array {
      this.#take(length);
      return super.readBytes(length);
    }

    /** Texts up to R2004 come as their bytes: in which encoding they are is found from all of them. */
    override readStringEncoded(length: number, encoding: string): string {
      return encoding === 'utf-16le'
        ? super.readStringEncoded(length, encoding)
        : decodeLatin1(this.readBytes(length));
    }

    override readObjectType(): number {
      objectBits = this;
      const type = super.readObjectType();
      return limits.substitutes.get(type) ?? type;
    }
  };
}
